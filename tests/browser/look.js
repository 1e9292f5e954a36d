// What can be seen of a page on the screen that it is on; all of its text, without the tools that need scripts, if asked.
(withText) => {
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && getComputedStyle(element).visibility === "visible";
  };
  const named = (element) => element.outerHTML.slice(0, 120);
  const all = (names) => [...document.querySelectorAll(names)];
  const width = document.documentElement.clientWidth;
  // What stands there for readers without scripts, or until a link asks for it; what leaves its place to what it holds.
  const isKept = (element) => element.closest(".asked, .model + .scroll");
  const isAway = (element) => isKept(element) || getComputedStyle(element).display === "contents";
  const outside = all("article .scroll, article .figure, article .example").filter((element) => {
    if (isAway(element)) return false;
    const { left, right } = element.getBoundingClientRect();
    return !element.getClientRects().length || left < 0 || right > width;
  });
  const scrolls = (element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const wide = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 13;
    return wide || (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 13);
  };
  const focusable = (element) => element.tabIndex >= 0 && isSeen(element);
  const stuck = all("article, article *").filter(
    (element) => isSeen(element) && scrolls(element) && ![element, ...element.querySelectorAll("*")].some(focusable),
  );
  const holdsText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
    !element.closest("math, svg, sup, sub");
  const route = (element) => (element.matches("article") ? "" : `${route(element.parentElement)} ${element.localName}`);
  const sizes = {};
  for (const element of all("article *").filter((each) => holdsText(each) && isSeen(each))) {
    sizes[`${parseFloat(getComputedStyle(element).fontSize)}`] ??= route(element).trim();
  }
  const smallest = Math.min(...Object.keys(sizes).map(Number));
  const read = () => {
    const flat = all("article math, article svg.figure, article .figure svg").filter(
      (element) =>
        !isKept(element) &&
        !(element.getBoundingClientRect().height > 5) &&
        element.closest(".short, .words")?.checkVisibility() !== false, // one of the two is shown
    );
    const tools = all(".notation, .copy, .cite, .explain form, .numbers-side, .model").filter(isSeen);
    const scripted = ".numbers-side, .numbers-folds, .model, .model + .scroll, .figure-take";
    const hidden = all(`.notation, .copy, .cite, .explain, ${scripted}`).map((element) => [
      element,
      element.style.display,
    ]);
    for (const [element] of hidden) element.style.display = "none";
    const text = document.querySelector("article")?.innerText ?? "";
    for (const [element, display] of hidden) element.style.display = display;
    const ids = all("article [id]").map((element) => element.id);
    return { flat: flat.map(named), tools: tools.map(named), text: text.split(/\s+/).filter(Boolean), ids };
  };
  const seen = {
    width: document.documentElement.scrollWidth,
    outside: outside.map(named),
    stuck: stuck.map(named),
    smallest: [smallest, sizes[smallest] ?? ""],
    scheme: document.body.dataset.mdColorScheme,
    lang: document.documentElement.lang,
    forms: [...document.forms].filter((form) => form.hasAttribute("action") || form.method !== "get").map(named),
  };
  return withText ? { ...seen, ...read() } : seen;
};

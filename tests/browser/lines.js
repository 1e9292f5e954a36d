// Where lines end: of each block of text its characters and the places before which a new line begins; a formula in a
// line is one character, and so is code that is a mark. Of code the same; boxes that scroll sideways; text below a size.
(least) => {
  const FORMULA = "\ufffc";
  const MARK_ALONE = /^\p{P}+$/u; // as a summary prints it, and no mark of the sentence
  const LEFT_OUT = "pre, svg, button, select, .headerlink, .permalink, .notation, .short, .formula";
  const BLOCKS = "h1, h2, h3, h4, p, li, dd, td, th, figcaption, summary, .md-nav--secondary a";
  const HIDDEN = 1; // pixels that a head has which is there for those who do not see the page
  const isSeen = (element) =>
    element.checkVisibility() &&
    element.getClientRects().length > 0 &&
    element.closest("thead")?.getBoundingClientRect().width !== HIDDEN;

  const boxOf = (node, start) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + 1);
    return range.getBoundingClientRect();
  };

  const parts = (block) => {
    const found = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        for (let place = 0; place < node.data.length; place += 1) found.push([node.data[place], boxOf(node, place)]);
      } else if (node.localName === "math" || (node.localName === "code" && MARK_ALONE.test(node.textContent)))
        found.push([FORMULA, node.getBoundingClientRect()]);
      else if (node.localName === "br") found.push(["\n", null]);
      else if (node === block || !node.matches?.(`${LEFT_OUT}, ${BLOCKS}`)) node.childNodes.forEach(walk);
    };
    walk(block);
    return found;
  };

  const lines = (block) => {
    const text = [];
    const begins = [];
    let before = null;
    for (const [character, box] of parts(block)) {
      if (character === "\n" && !box) before = null;
      else if (/\s/.test(character)) text.push(" ");
      else if (box?.width > 0) {
        const isLower = before && box.top + box.height / 2 > before.top + before.height / 2 + 5;
        if (isLower && box.left < before.right) begins.push(text.length);
        before = box;
        text.push(character);
      }
    }
    return [block.localName, block.className, text.join(""), begins];
  };

  const all = (names) => [...document.querySelectorAll(names)].filter(isSeen);
  const blocks = all("article *, .md-nav--secondary a").filter(
    (each) => each.matches(BLOCKS) && !each.closest(LEFT_OUT),
  );
  const wide = all("article .scroll").filter((box) => box.scrollWidth > box.clientWidth + 1);
  const holdsText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const small = all("article *").filter(
    (each) =>
      holdsText(each) && !each.closest("math, svg, sup, sub") && parseFloat(getComputedStyle(each).fontSize) < least,
  );
  return {
    blocks: blocks.map(lines),
    code: all("article :not(pre) > code").map(lines),
    wide: wide.map((box) => `${box.firstElementChild.localName} ${box.closest("[id]")?.id}`),
    small: small.map((each) => each.outerHTML.slice(0, 100)),
  };
};

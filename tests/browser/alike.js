// What axe need not look at again: elements that look, on every screen, like one that stood in the same place before.
//
// An element's look is its name, its attributes, how it is drawn on each screen, whether it holds text, and the looks
// within it. Its place is what stands around it. What text says, where a link leads and how often something repeats
// makes no difference to axe, so of such twins one is enough.
window.alike = (() => {
  // Attributes of which the value counts; of others it counts whether there is one.
  const VALUES = /^(class|role|type|style|tabindex|lang|dir|scope|aria-(?!label|describedby|controls|owns|details))/;
  const REFERENCES = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list"];
  const DRAWN = [
    ...["color", "background-color", "background-image", "opacity", "font-size", "font-weight", "text-decoration-line"],
    ...["text-shadow", "display", "visibility", "position"],
  ];
  // Axe judges these by all that is in them.
  const WHOLE =
    "head, h1, h2, h3, h4, h5, h6, a, button, summary, label, th, table, thead, tr, dl, select, details, [role]";
  // Axe judges a page by its landmarks and the order of its headings.
  const STAYS =
    "head, h1, h2, h3, h4, h5, h6, main, header, footer, nav, aside, label, input, :is(tbody, ul, ol) > :first-child";
  const drawings = new Map();

  // To be called once on each screen that axe judges.
  const draw = () => {
    for (const element of document.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const drawn = DRAWN.map((name) => style.getPropertyValue(name)).join(";");
      drawings.set(element, `${drawings.get(element) ?? ""}|${drawn}`);
    }
  };

  const hash = (text) => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let n = 0; n < text.length; n += 1) {
      const code = text.charCodeAt(n);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };

  const attribute = (element, name) => {
    const value = element.getAttribute(name);
    if (VALUES.test(name)) return `${name}=${value}`;
    if (!REFERENCES.includes(name)) return `${name}${value.trim() ? "" : " empty"}`;
    return `${name}${value.split(/\s+/).map((id) => Boolean(document.getElementById(id)))}`;
  };

  const describe = (element, named) => {
    const parts = [...element.children].map((child) => describe(child, named));
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const attributes = element.getAttributeNames().map((name) => attribute(element, name));
    const own = hash([element.localName, hasText, ...attributes, drawings.get(element)].join(" "));
    const isWhole = element.matches(WHOLE);
    const looks = parts.map((part) => part.look);
    const look = hash([own, ...(isWhole ? looks : [...new Set(looks)].sort())].join());
    const stays = element.matches(STAYS) || named.has(element.id) || parts.some((part) => part.stays);
    return { element, own, look, stays, isWhole, parts };
  };

  const list = ({ own, isWhole, parts }, around, listed) => {
    const place = hash(`${around} ${own}`);
    for (const part of parts) {
      part.seen = hash(`${place} ${part.look}`);
      listed.push({ part, isFree: !isWhole && !part.stays });
      list(part, place, listed);
    }
    return listed;
  };

  const ids = () => {
    const references = REFERENCES.flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].flatMap((element) => element.getAttribute(name).split(/\s+/)),
    );
    return new Set(references);
  };

  let found;
  // The looks of all elements in their places, as numbers.
  const looks = () => {
    found = list(describe(document.documentElement, ids()), "", []);
    return JSON.stringify(found.map(({ part }) => part.seen));
  };

  // Takes away what earlier pages, or this one further up, have shown; says how many elements are left.
  const thin = (earlier) => {
    const seen = new Set(JSON.parse(earlier));
    for (const { part, isFree } of found) {
      if (!part.element.isConnected) continue;
      if (isFree && seen.has(part.seen)) part.element.remove();
      seen.add(part.seen);
    }
    return document.querySelectorAll("*").length;
  };

  return { draw, looks, thin };
})();

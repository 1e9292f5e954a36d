// What an eye would see at once to be wrong with a page as it stands on its screen: defects by kind, each in words. Without
// `withLayout` only its colours are looked at, as a scheme moves nothing.
(withLayout) => {
  const LEAST = 12; // pixels of the smallest letters
  const WIDE = 1280; // from this width on a figure or a table has all the room that it gets
  const SHORT = 4; // letters of a word that may not stand alone on the last line of a heading
  const MARKS = /[，。、；：？！）」』】》〉]/u;
  const SCRIPTS = "msub, msup, msubsup, munder, mover, munderover, mmultiscripts, mroot";
  const SHAPES = "rect, circle, ellipse, path, polygon";
  const FOCUSABLE = "button, input, select, textarea, summary, [role=button]";
  const SMALL_FIGURE = ".figure-small";
  const width = document.documentElement.clientWidth;
  const height = window.innerHeight;
  const article = document.querySelector("article") ?? document.body;

  const found = {};
  const tell = (kind, element, said) => {
    const marks = `${element.id ? `#${element.id}` : ""}${[...element.classList].map((name) => `.${name}`).join("")}`;
    const text = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 50);
    found[kind] ??= new Set();
    found[kind].add(`${element.localName}${marks} “${text}”: ${said}`);
  };

  const kept = (make) => {
    const made = new Map();
    return (element) => {
      if (!made.has(element)) made.set(element, make(element));
      return made.get(element);
    };
  };
  const styleOf = kept((element) => getComputedStyle(element));
  const isShown = kept((element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false }),
  );
  const boxOf = kept((element) => element.getBoundingClientRect());
  // What stays in view while the page scrolls lies on other things at times, and is meant to.
  const isPinned = kept((element) =>
    Boolean(element && (/fixed|sticky/.test(styleOf(element).position) || isPinned(element.parentElement))),
  );

  // The part of the page in which an element is seen, as far as scrolling it shows no more, and what cuts off the rest.
  const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  const within = (a, b) => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const isHeld = (value) => value === "hidden" || value === "clip";
  const along = (box, x, y) => ({
    left: x ? box.left : -Infinity,
    right: x ? box.right : Infinity,
    top: y ? box.top : -Infinity,
    bottom: y ? box.bottom : Infinity,
  });
  const clipOf = kept((element) => {
    if (!element || element === document.body) return { seen: EVERYWHERE, held: EVERYWHERE };
    const { overflowX, overflowY, position } = styleOf(element);
    const above = position === "fixed" ? clipOf(null) : clipOf(element.parentElement);
    const box = boxOf(element);
    const [x, y] = [overflowX !== "visible", overflowY !== "visible"];
    if (!x && !y) return above;
    const seen = within(above.seen, along(box, x, y));
    // What can be scrolled into sight is not cut off, along that axis, by what is around.
    const [scrollsX, scrollsY] = [/auto|scroll/.test(overflowX), /auto|scroll/.test(overflowY)];
    const around = {
      left: scrollsX ? -Infinity : above.held.left,
      right: scrollsX ? Infinity : above.held.right,
      top: scrollsY ? -Infinity : above.held.top,
      bottom: scrollsY ? Infinity : above.held.bottom,
    };
    return { seen, held: within(around, along(box, isHeld(overflowX), isHeld(overflowY))) };
  });
  const isEmpty = ({ left, top, right, bottom }) => right - left < 1 || bottom - top < 1;

  // All text, with its boxes: one a line. What is only read out, as it is a pixel in size, is none.
  const texts = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || /^(script|style|noscript|option|title|desc|annotation)$/.test(element.localName)) continue;
    if (!isShown(element)) continue;
    const { held } = clipOf(element);
    if (held.right - held.left <= 2 || held.bottom - held.top <= 2) continue;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => !isEmpty(box) && box.right > 0);
    if (boxes.length) texts.push({ node, element, boxes });
  }

  const lineOf = (box, inset) => ({
    left: box.left + 1,
    right: box.right - 1,
    top: box.top + box.height * inset,
    bottom: box.bottom - box.height * inset,
  });
  const isInArticle = kept((element) => article.contains(element));

  const overflow = () => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > width) {
      const beyond = [...document.body.querySelectorAll("*")].filter(
        (element) => isShown(element) && boxOf(element).right > width + 0.5 && clipOf(element).seen.right === Infinity,
      );
      tell("overflow", beyond.at(-1) ?? article, `the page is ${scrollWidth} pixels wide, not ${width}`);
    }
    for (const { element, boxes } of texts) {
      if (styleOf(element).textOverflow === "ellipsis") continue; // see below
      const { held, seen } = clipOf(element);
      for (const box of boxes) {
        const part = within(box, held);
        // Letters of a small part less are whole, as their box is higher than they are.
        const lost = Math.max(
          box.width - (part.right - part.left) - 2,
          box.height - (part.bottom - part.top) - box.height / 4,
        );
        if (lost > 0) tell("cut", element, `${Math.round(lost)} pixels are cut off`);
        else if (seen.right === Infinity && box.right > width + 1 && !isPinned(element)) {
          tell("overflow", element, `ends at ${Math.round(box.right)} of ${width} pixels`);
        }
      }
    }
    for (const element of document.querySelectorAll("body *")) {
      if (element.scrollWidth <= element.clientWidth + 1 || styleOf(element).textOverflow !== "ellipsis") continue;
      if (isHeld(styleOf(element).overflowX) && element.clientWidth > 2 && isShown(element)) {
        tell("cut", element, `${element.scrollWidth} pixels of text in ${element.clientWidth}`);
      }
    }
  };

  const blank = () => {
    const drawn = [...article.querySelectorAll("svg, img, canvas, input, textarea, select, button, hr")].filter(
      isShown,
    );
    const inks = drawn.map((element) => ({ element, box: boxOf(element) }));
    for (const { element, boxes } of texts) {
      if (isInArticle(element)) inks.push(...boxes.map((box) => ({ element, box })));
    }
    const parts = inks.map(({ element, box }) => ({ element, part: within(box, clipOf(element).seen) }));
    const seen = parts.filter(({ part }) => !isEmpty(part)).sort((a, b) => a.part.top - b.part.top);
    let { top: bottom } = boxOf(article);
    for (const { element, part } of [
      ...seen,
      { element: article, part: { ...boxOf(article).toJSON(), top: boxOf(article).bottom } },
    ]) {
      if (part.top - bottom > height) tell("blank", element, `${Math.round(part.top - bottom)} blank pixels above it`);
      bottom = Math.max(bottom, part.bottom);
    }
  };

  // The indices of formulas and of text may be smaller.
  const isIndex = (element) =>
    Boolean(element.closest("sub, sup, tspan[dy]")) ||
    (function isScript(each) {
      const parent = each.parentElement;
      if (!parent || each.localName === "math") return false;
      return (parent.matches(SCRIPTS) && each !== parent.firstElementChild) || isScript(parent);
    })(element);
  const scaleOf = kept((element) => {
    const matrix = element.getScreenCTM?.();
    return matrix ? Math.hypot(matrix.a, matrix.b) : 1;
  });
  const sizeOf = kept(
    (element) => parseFloat(styleOf(element).fontSize) * (element.ownerSVGElement ? scaleOf(element) : 1),
  );
  const small = () => {
    for (const { element } of texts) {
      const size = sizeOf(element);
      if (size < LEAST - 0.05 && !isIndex(element)) tell("small", element, `${Math.round(size * 10) / 10} pixels`);
    }
  };

  // Things that lie on each other, of those sorted by their upper ends.
  const meetings = function* (things) {
    let open = [];
    for (const one of things) {
      open = open.filter(({ line }) => line.bottom > one.line.top);
      for (const other of open) {
        const common = within(one.line, other.line);
        if (common.right - common.left > 2 && common.bottom - common.top > 2) yield [other, one];
      }
      open.push(one);
    }
  };
  const overlap = () => {
    const things = [];
    const add = (element, box, inset, kind) => {
      const line = within(lineOf(box, inset), clipOf(element).seen);
      if (!isEmpty(line) && !isPinned(element)) things.push({ element, line, kind });
    };
    // A formula sets its own letters close; beside it they count as the middle of its line.
    for (const { element, boxes } of texts) for (const box of boxes) add(element, box, 0.25, "text");
    for (const element of document.querySelectorAll(FOCUSABLE)) {
      if (isShown(element) && boxOf(element).width > 2) add(element, boxOf(element), 0.1, "button");
    }
    things.sort((a, b) => a.line.top - b.line.top);
    const isIn = (a, b) => a !== b && (a.contains(b) || b.contains(a));
    const formula = (element) => element.closest("math");
    for (const [one, other] of meetings(things)) {
      if (one.element === other.element || (one.kind === "button" && other.kind === "button")) continue;
      if (one.kind !== other.kind && isIn(one.element, other.element)) continue;
      if (one.kind === "text" && formula(one.element) && formula(one.element) === formula(other.element)) continue;
      const said = (other.element.textContent || other.element.localName).trim().slice(0, 30);
      tell("overlap", one.element, `lies on “${said}”`);
    }
  };

  const figures = () => {
    if (width < WIDE) return;
    for (const figure of article.querySelectorAll(".figure")) {
      if (!isShown(figure) || figure.matches(SMALL_FIGURE)) continue;
      const drawings = [...figure.querySelectorAll("svg")].filter(isShown);
      if (!drawings.length) continue;
      const inks = drawings.map((svg) => {
        const { x, width: inner } = svg.getBBox();
        const { a, e } = svg.getScreenCTM();
        return { left: a * x + e, right: a * (x + inner) + e, top: boxOf(svg).top, bottom: boxOf(svg).bottom };
      });
      const beside = texts
        .filter(({ element }) => figure.contains(element) && !element.ownerSVGElement)
        .flatMap(({ boxes }) => boxes)
        .filter((box) => inks.some((ink) => box.top < ink.bottom && ink.top < box.bottom));
      const all = [...inks, ...beside];
      const used = Math.max(...all.map(({ right }) => right)) - Math.min(...all.map(({ left }) => left));
      const column = parseFloat(
        getComputedStyle(figure.closest(".block")?.parentElement ?? figure.parentElement).width,
      );
      if (used < column / 2) tell("empty", figure, `uses ${Math.round(used)} of ${Math.round(column)} pixels`);
    }
  };

  const tables = () => {
    if (width < WIDE) return;
    for (const table of article.querySelectorAll("table")) {
      if (!isShown(table)) continue;
      for (let around = table; around && around !== article; around = around.parentElement) {
        if (/auto|scroll/.test(styleOf(around).overflowX) && around.scrollWidth > around.clientWidth + 1) {
          tell("sideways", table, `${around.scrollWidth} pixels wide in ${around.clientWidth}`);
          break;
        }
      }
    }
  };

  // The text of the last line of a heading, and how many lines there are.
  const linesOf = (heading) => {
    const letters = texts
      .filter(({ element }) => heading.contains(element) && !element.closest(".headerlink, .permalink"))
      .flatMap(
        ({ node }) =>
          [...node.data].reduce(
            ({ at, list }, letter) => ({ at: at + letter.length, list: [...list, { node, letter, at }] }),
            { at: 0, list: [] },
          ).list,
      );
    const lines = [];
    let bottom = -Infinity;
    for (const { node, letter, at } of letters) {
      range.setStart(node, at);
      range.setEnd(node, at + letter.length);
      const [box] = range.getClientRects();
      if (!box || (isEmpty(box) && !lines.length)) continue;
      if (!isEmpty(box) && box.top + box.height / 2 > bottom) {
        lines.push("");
        bottom = box.bottom;
      }
      lines[lines.length - 1] += letter;
    }
    return lines.map((line) => line.trim());
  };
  const orphans = () => {
    for (const heading of article.querySelectorAll("h1, h2, h3, h4")) {
      if (!isShown(heading) || boxOf(heading).height < 2 * 1.1 * sizeOf(heading)) continue;
      const lines = linesOf(heading);
      const last = lines.at(-1) ?? "";
      const letters = last.match(/[\p{L}\p{N}]/gu) ?? [];
      const isOneSign = /\p{sc=Han}/u.test(last) && letters.length === 1;
      const isShort = !/\s/.test(last) && !/\p{sc=Han}/u.test(last) && letters.length <= SHORT;
      if (lines.length > 1 && (isOneSign || isShort)) tell("orphan", heading, `“${last}” alone on its last line`);
    }
  };

  const blockOf = kept((element) =>
    /^inline/.test(styleOf(element).display) || element.closest("math") ? blockOf(element.parentElement) : element,
  );
  const marks = () => {
    for (const { node, element } of texts) {
      if (element.ownerSVGElement || element.closest("math, pre") || !MARKS.test(node.data)) continue;
      const block = blockOf(element);
      const left =
        boxOf(block).left + parseFloat(styleOf(block).paddingLeft) + parseFloat(styleOf(block).borderLeftWidth);
      for (const { index } of node.data.matchAll(new RegExp(MARKS, "gu"))) {
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const box = range.getBoundingClientRect();
        const isFirst = block.textContent.trim().startsWith(node.data.slice(index, index + 6));
        if (box.width && box.left < left + 2 && !isFirst) {
          tell("mark", block, `a line starts with “${node.data.slice(index, index + 8)}”`);
        }
      }
    }
  };

  // Colours as [red, green, blue, opacity], each from 0 to 1.
  const colour = (written) => {
    const numbers = (written.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    if (/^rgb/.test(written)) return [...numbers.slice(0, 3).map((one) => one / 255), numbers[3] ?? 1];
    if (/^color\(srgb /.test(written)) return [...numbers.slice(0, 3), numbers[3] ?? 1];
    return null;
  };
  const over = (front, back) => [0, 1, 2].map((at) => front[3] * front[at] + (1 - front[3]) * back[at]).concat(1);
  const bright = ([red, green, blue]) => {
    const linear = (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const contrast = (front, back) => {
    const [low, high] = [bright(over(front, back)), bright(back)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const WHITE = [1, 1, 1, 1];
  // The colour behind an element, null where a picture lies there.
  const groundOf = kept((element) => {
    if (!element) return WHITE;
    const { backgroundColor, backgroundImage } = styleOf(element);
    if (/url\(/.test(backgroundImage)) return null;
    const back = element.ownerSVGElement ? [0, 0, 0, 0] : colour(backgroundColor);
    const below = back?.[3] === 1 ? WHITE : groundOf(element.parentElement);
    return back && below && over(back, below);
  });
  const fillOf = (element) => {
    const { fill, fillOpacity, opacity } = styleOf(element);
    const pattern = /url\(.*#([^"')]+)/.exec(fill)?.[1];
    if (pattern) {
      const painted = document.getElementById(pattern)?.querySelector("rect");
      return painted ? fillOf(painted) : [0, 0, 0, 0];
    }
    const painted = colour(fill);
    return painted && [...painted.slice(0, 3), painted[3] * Number(fillOpacity) * Number(opacity)];
  };
  // What is painted below a text of a figure: the shapes before it that hold its middle, or its own halo.
  const groundInFigure = (element, box) => {
    const svg = element.ownerSVGElement;
    let ground = groundOf(svg);
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    for (const shape of svg.querySelectorAll(SHAPES)) {
      if (shape.closest("defs, pattern, marker, clipPath, mask") || !isShown(shape)) continue;
      if (shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) continue;
      const around = boxOf(shape);
      if (x < around.left || x > around.right || y < around.top || y > around.bottom) continue;
      const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      const painted = shape.isPointInFill(point) && fillOf(shape);
      if (painted && ground) ground = over(painted, ground);
    }
    const { stroke, paintOrder, strokeWidth } = styleOf(element);
    const halo = /^stroke/.test(paintOrder) && parseFloat(strokeWidth) >= 3 && colour(stroke);
    return halo && ground ? over(halo, ground) : ground;
  };
  const opacityOf = kept((element) =>
    element ? Number(styleOf(element).opacity) * opacityOf(element.parentElement) : 1,
  );
  const faint = () => {
    const judged = new Set();
    for (const { element, boxes } of texts) {
      const isDrawn = Boolean(element.ownerSVGElement);
      if (element.closest(":disabled") || (!isDrawn && judged.has(element))) continue;
      judged.add(element);
      const { color, fontWeight } = styleOf(element);
      const front = isDrawn ? fillOf(element) : colour(color);
      const ground = isDrawn ? groundInFigure(element, boxes[0]) : groundOf(element);
      if (!front || !ground) continue;
      const isLarge = sizeOf(element) >= 24 || (sizeOf(element) >= 18.66 && Number(fontWeight) >= 700);
      const seen = contrast([...front.slice(0, 3), front[3] * (isDrawn ? 1 : opacityOf(element))], ground);
      if (seen < (isLarge ? 3 : 4.5)) tell("faint", element, `contrast ${seen.toFixed(2)}`);
    }
  };

  faint();
  if (withLayout) for (const measure of [overflow, blank, small, overlap, figures, tables, orphans, marks]) measure();
  return Object.fromEntries(Object.entries(found).map(([kind, said]) => [kind, [...said].slice(0, 20)]));
};

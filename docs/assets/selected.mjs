// What is selected, to be copied as Markdown: formulas as TeX, tables with their head, figures by their caption.

const [ELEMENT, TEXT] = [1, 3]; // what the DOM calls these kinds of nodes
const LEFT_OUT = "button, .permalink, .headerlink, svg, select, .heard";
const CELLS = "td, th";
const TERM = ".agreed-term";
const HEADINGS = "h1, h2, h3, h4, h5, h6";
const FOLLOWS = 4; // of what compareDocumentPosition says

// A formula as it is written in Markdown.
export const sourceOf = (formula) => {
  const { tex } = formula.dataset;
  return formula.matches('math[display="block"]') ? `$$\n${tex}\n$$` : `$${tex}$`;
};

const elementOf = (node) => (node.nodeType === ELEMENT ? node : node.parentElement);

// A part of the page, as far as it lies within a range.
const clip = (part, range) => {
  if (range.compareBoundaryPoints(0, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(2, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
};

// The part of a range that lies within a node.
export const partWithin = (range, node) => {
  const part = range.cloneRange();
  part.selectNodeContents(node);
  return clip(part, range);
};

// A selection that begins or ends within a formula means the whole formula; one that has text of several cells of a
// table means whole rows.
export const widen = (range) => {
  const ends = [range.startContainer, range.endContainer].map(elementOf);
  const [first, last] = ends.map((element) => element?.closest("[data-tex]"));
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const tables = ends.map((element) => element?.closest("table"));
  const cells = [...new Set(tables)].flatMap((table) => [...(table?.querySelectorAll(CELLS) ?? [])]);
  const touched = cells.filter((cell) => range.intersectsNode(cell) && String(partWithin(range, cell)).trim());
  if (touched.length > 1 || (touched.length && tables[0] !== tables[1])) {
    if (tables[0]) range.setStartBefore(touched[0].parentElement);
    if (tables[1]) range.setEndAfter(touched.at(-1).parentElement);
  }
  return range;
};

// What a heading names reaches to the next one of its level, a block or a row ends with itself, a place with the section.
export const sectionOf = (element) => {
  const { ownerDocument: document } = element;
  const range = document.createRange();
  range.selectNode(element.closest("tr") ?? element);
  if (!element.matches(`${HEADINGS}, .place`)) return range;
  const article = element.closest("article");
  const levelOf = ({ localName }) => Number(localName[1]) || 6;
  const next = [...article.querySelectorAll(HEADINGS)].find(
    (heading) => element.compareDocumentPosition(heading) & FOLLOWS && levelOf(heading) <= levelOf(element),
  );
  if (next) range.setEndBefore(next);
  else range.setEndAfter(article.lastChild);
  return range;
};

// The part of a selection within what an element names; null where there is none.
export const selectedIn = (element, range) => {
  const section = sectionOf(element);
  if (range.compareBoundaryPoints(1, section) <= 0 || range.compareBoundaryPoints(3, section) >= 0) return null;
  const part = clip(section, range);
  return String(part).trim() ? part : null;
};

// What a range holds, with the elements of a table around it where it holds rows.
const cloned = (document, range) => {
  let content = range.cloneContents();
  if (content.querySelector("tr")) {
    for (
      let around = elementOf(range.commonAncestorContainer);
      around.closest("table");
      around = around.parentElement
    ) {
      const shell = around.cloneNode();
      shell.append(content);
      content = shell;
    }
  }
  const copy = document.createElement("div");
  copy.append(content);
  return copy;
};

// A cell in one line.
const cellText = (node) => {
  if (node.nodeType === TEXT) return node.data;
  if (node.nodeType !== ELEMENT || node.matches(LEFT_OUT)) return "";
  if (node.localName === "br") return "<br>";
  if (node.matches("math[data-tex]")) return sourceOf(node).replaceAll("$$", "$");
  const inner = [...node.childNodes].map(cellText).join("");
  return node.localName === "code" && inner.trim() ? `\`${inner}\`` : inner;
};

const RULES = { right: "---:", end: "---:", center: ":---:" };

// A table as Markdown: its head, how its columns stand, its rows; a mark between cells is escaped within one.
export const tableText = ([head, ...rows], aligned) => {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replace(/\s+/g, " ").trim().replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    line(head),
    `| ${head.map((_, place) => RULES[aligned[place]] ?? "---").join(" | ")} |`,
    ...rows.map(line),
  ].join("\n");
};

const rowsOf = (rows) => [...rows].map((row) => [...row.cells].map(cellText));

// The rows are those that were selected, the head is that of the table on the page.
const sourceOfTable = (copy, table) => {
  const head = table.tHead?.rows[0] ?? table.rows[0];
  const body = [...copy.rows].filter((row) => row.parentElement.localName !== "thead");
  const cells = table.tHead ? body : body.filter((row) => row.textContent !== head.textContent);
  const aligned = [...head.cells].map((cell) => cell.style.textAlign || cell.align);
  const caption = copy.caption?.textContent.trim();
  return `${caption ? `${caption}\n\n` : ""}${tableText([...rowsOf([head]), ...rowsOf(cells)], aligned)}`;
};

// A paragraph whose line breaks stay.
const asParagraph = (element, text) => {
  const paragraph = element.ownerDocument.createElement("p");
  paragraph.style.whiteSpace = "pre";
  paragraph.textContent = text;
  element.replaceWith(paragraph);
};

// What a range holds: as HTML, as Markdown, and whether there is a formula or a table in it.
export const readRange = (document, selected) => {
  const range = widen(selected.cloneRange());
  const copy = cloned(document, range);
  // Of a formula that stands there in words and in letters, what is not shown.
  const isShort = document.querySelector(".short")?.getClientRects().length > 0;
  for (const hidden of copy.querySelectorAll(isShort ? ".words" : ".short")) hidden.remove();
  const isPlain = !(
    copy.querySelector(`[data-tex], table, ${TERM}`) || elementOf(range.commonAncestorContainer).closest(TERM)
  );
  // The note of a term is no part of the text, nor is the way to it.
  for (const term of copy.querySelectorAll(TERM)) term.replaceWith(...term.childNodes);
  const { innerHTML: html } = copy;
  const tables = [...document.querySelectorAll("article table")].filter((table) => range.intersectsNode(table));
  for (const [place, table] of [...copy.querySelectorAll("table")].entries()) {
    asParagraph(table, sourceOfTable(table, tables[place] ?? table));
  }
  for (const figure of copy.querySelectorAll("figure")) {
    asParagraph(figure, figure.querySelector("figcaption")?.textContent.trim() ?? "");
  }
  for (const formula of copy.querySelectorAll("[data-tex]")) {
    if (formula.matches('math[display="block"]')) asParagraph(formula, sourceOf(formula));
    else formula.replaceWith(sourceOf(formula));
  }
  for (const left of copy.querySelectorAll(LEFT_OUT)) left.remove();
  // Only text that is laid out has its line breaks.
  copy.style.cssText = "position: absolute; left: -9999px";
  document.querySelector("article").append(copy);
  const text = copy.innerText.replace(/\n{3,}/g, "\n\n").trim();
  copy.remove();
  return { html, text, isPlain };
};

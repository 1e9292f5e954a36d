// Figures -> SVG, the same characters as rnnformula/render/svg_drawings.py writes: the drawings, without the words of the key.
import { SMALLEST_CELL } from "./areas.mjs";
import { phrase, STYLE } from "./saying.mjs";
import { TEXT } from "./scene.mjs";

// What these say stands in Python.
const PATTERNS = { recurrent: "7 3", bias: "2 3" };
const [ARROW, HALF_ARROW, INSIDE_ARROW, STROKE, FAINT_STROKE, CORNER, INDEX_DROP, OPACITY, BETWEEN_PANELS] = [
  9, 4.5, 2, 1.75, 1, 4, 3, 0.18, 16,
];

// At most two decimals; what is in the middle of two goes to the even digit, as in Python, of which toFixed knows nothing.
// Only eighths can be in the middle.
export const number = (value) => {
  const isTieBelow = Math.abs(value * 8) % 4 === 1;
  return String(Number((isTieBelow ? value - Math.sign(value) / 1000 : value).toFixed(2)) + 0);
};

export const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// Any text as the value of an attribute, as Python quotes it.
export const quoted = (text) => {
  const written = escaped(text).replaceAll(/[\n\r\t]/g, (blank) => `&#${blank.charCodeAt(0)};`);
  if (!written.includes('"')) return `"${written}"`;
  return written.includes("'") ? `"${written.replaceAll('"', "&quot;")}"` : `'${written}'`;
};

// Sizes in labels are marked with characters that no label has, until the rest is escaped.
export const markingSizes = ({ drawing }) => ({
  ...STYLE,
  name: (name) => (name in drawing.sizes ? `\ue000${name}\ue001` : name),
});
export const MARKED_SIZE = /\ue000(.*?)\ue001/g;

export const partOfMark = (part) => (part ? ` data-part="${escaped(part)}"` : "");

const classOf = (kind, { role, part = "", faint = false }) =>
  `class="${kind} fig-${role}${faint ? " fig-faint" : ""}"${partOfMark(part)}`;
const stroke = (role, width = STROKE) => {
  const pattern = role in PATTERNS ? ` stroke-dasharray="${PATTERNS[role]}"` : "";
  return `stroke="currentColor" stroke-width="${width}"${pattern}`;
};
const points = (all) => all.map(([x, y]) => `${number(x)},${number(y)}`).join(" ");
const rect = (attributes, [x, y], width, height, look) =>
  `<rect ${attributes} x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"${look}/>`;

const textOf = (mark, facts, words) => {
  const { at, words: said, anchor, strong, over } = mark;
  const kinds = ["fig-text", strong && "fig-strong", over && "fig-over", typeof said === "string" && "fig-code"];
  const place = `x="${number(at[0])}" y="${number(at[1])}" text-anchor="${anchor}"`;
  const weight = strong ? ' font-weight="bold"' : "";
  const written = said.letter
    ? `${escaped(said.letter)}<tspan dy="${INDEX_DROP}" font-size="${TEXT - INDEX_DROP}">${said.index}</tspan>`
    : escaped(phrase(words, said, markingSizes(facts))).replaceAll(MARKED_SIZE, '<tspan data-size="$1">$1</tspan>');
  const look = `${classOf(kinds.filter(Boolean).join(" "), mark)} ${place} fill="currentColor"${weight}`;
  return [`<text ${look}>${written}</text>`];
};

// The point at a distance before the tip, as seen from the origin.
const back = (tip, origin, distance) => {
  const [across, down] = [origin[0] - tip[0], origin[1] - tip[1]];
  const share = distance / Math.hypot(across, down);
  return [tip[0] + across * share, tip[1] + down * share];
};

const lineOf = (mark) => {
  const { points: all, role, arrow, thin } = mark;
  const ends = [...all];
  const head = [];
  if (arrow) {
    const [origin, tip] = all.slice(-2);
    ends.splice(-1, 1, back(tip, origin, ARROW - INSIDE_ARROW));
    const [x, y] = back(tip, origin, ARROW);
    const [across, down] = [((y - tip[1]) / ARROW) * HALF_ARROW, ((tip[0] - x) / ARROW) * HALF_ARROW];
    const corners = [tip, [x + across, y + down], [x - across, y - down]];
    head.push(`<polygon ${classOf("fig-head", mark)} points="${points(corners)}" fill="currentColor"/>`);
  }
  const [start, ...rest] = ends;
  const path = `M${points([start])} ${rest.length > 1 ? "C" : "L"}${points(rest)}`;
  if (thin) return [`<path ${classOf("fig-thin", { role })} d="${path}" stroke="currentColor"/>`];
  return [`<path ${classOf("fig-line", mark)} d="${path}" ${stroke(role)}/>`, ...head];
};

const circleOf = (mark) => {
  const at = `cx="${number(mark.at[0])}" cy="${number(mark.at[1])}" r="${number(mark.radius)}"`;
  return [`<circle ${classOf("fig-node", mark)} ${at} ${stroke(mark.role)}/>`];
};

// A box, or the parts of one that stands for an array, with a line between any two scalars that can be seen.
const boxOf = (mark) => {
  const { at, width, height, role, rows, parts, faint } = mark;
  const [x, y] = at;
  if (!rows) return [rect(classOf("fig-box", mark), at, width, height, ` rx="${CORNER}" ${stroke(role)}`)];
  const wide = width / parts;
  // A thin block is all filled, as an outline would be as thick as itself. Else half of the outline would lie outside.
  const isThin = Math.min(wide, height) < SMALLEST_CELL;
  const outline = isThin ? 0 : STROKE;
  const inset = (faint ? FAINT_STROKE : outline) / 2;
  const filling = isThin ? "" : ` fill-opacity="${OPACITY}" ${stroke(role)}`;
  const look = faint ? ` ${stroke(role, FAINT_STROKE)}` : ` fill="currentColor"${filling}`;
  const high = height - 2 * inset;
  const drawn = Array.from({ length: isThin ? 1 : parts }, (_, part) => {
    const corner = [x + part * wide + inset, y + inset];
    return rect(classOf("fig-block", mark), corner, (isThin ? width : wide) - 2 * inset, high, look);
  });
  const columns = Math.floor(mark.columns / parts);
  if (wide / columns < SMALLEST_CELL || height / rows < SMALLEST_CELL) return drawn;
  const lines = [];
  for (let column = 1; column < mark.columns; column++) {
    if (column % columns) lines.push(`M${points([[x + column * (wide / columns), y + inset]])} v${number(high)}`);
  }
  for (let row = 1; row < rows; row++) lines.push(`M${points([[x, y + row * (height / rows)]])} h${number(width)}`);
  const grid = `<path ${classOf("fig-grid", { role, faint })} d="${lines.join(" ")}" stroke="currentColor"/>`;
  return lines.length ? [...drawn, grid] : drawn;
};

const WRITERS = { text: textOf, line: lineOf, circle: circleOf, box: boxOf };

// The marks of a panel, an element a string.
export const drawn = (facts, words, { marks }) => marks.flatMap((mark) => WRITERS[mark.kind](mark, facts, words));

const crc32 = (bytes) => {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
};

// Digits that no figure has which says something else, the same in every language and each time.
const digest = ({ title, description }) => {
  const said = new TextEncoder().encode(JSON.stringify([title, description]));
  return crc32(said).toString(16).padStart(8, "0");
};

// The attributes that every drawing has.
export const frame = (width, height, words) => {
  const [wide, high] = [number(width), number(height)];
  // Positions are counted from the left, and labels begin there, whatever the direction of the page around.
  const direction = words.direction === "rtl" ? ' direction="ltr"' : "";
  return `width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" font-size="${TEXT}" fill="none"${direction}`;
};

// The start tag of a drawing, with the title and the description of its figure.
export const opening = (figure, width, height, words) => {
  const name = `figure-${figure.name}-${digest(figure)}`;
  const description = figure.description.map((sentence) => phrase(words, sentence)).join(words.words.space);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" ${frame(width, height, words)}`,
    `aria-labelledby="${name}-title ${name}-text">`,
    `<title id="${name}-title">${escaped(phrase(words, figure.title))}</title>`,
    `<desc id="${name}-text">${escaped(description)}</desc>`,
  ];
};

// The drawings of a figure below each other as one <svg>.
export const svg = (facts, words, figure) => {
  const marks = [];
  let top = 0;
  for (const panel of figure.panels) {
    marks.push(`<g transform="translate(0 ${number(top)})">`, ...drawn(facts, words, panel), "</g>");
    top += panel.height + BETWEEN_PANELS;
  }
  const width = Math.max(...figure.panels.map((panel) => panel.width));
  return [...opening(figure, width, top - BETWEEN_PANELS, words), ...marks, "</svg>"].join("\n");
};

// What can be copied of a model: the table that summary() prints, Markdown, and code that builds it.
import { kerasCode } from "./copying.mjs";
import { asGiven } from "./layers.mjs";
import { countText, outputText, readableBytes } from "./modelling.mjs";
import { repr } from "./refusal.mjs";

// How wide Keras makes its columns where there is room, and what stands around a cell.
const WIDTHS = [38, 29, 17];
const HEAD = ["Layer (type)", "Output Shape", "Param #"];

const shapesText = (row) => (row.outputs?.length > 1 ? `[${outputText(row)}]` : outputText(row));

const totalsOf = ({ count, trainable, bytes, trainableBytes }) => [
  ["Total", count ?? 0, bytes],
  ["Trainable", trainable ?? 0, trainableBytes],
  ["Non-trainable", count - trainable, bytes - trainableBytes],
];

// The lines of a cell: words that don't fit go below, as does the rest of a word that is longer than a line.
const linesOf = (cell, width) => {
  const lines = [""];
  for (const word of cell.split(" ").flatMap((whole) => whole.match(new RegExp(`.{1,${width}}`, "gu")) ?? [""])) {
    const joined = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
};

const rule = ([begin, stroke, between, end]) =>
  `${begin}${WIDTHS.map((width) => stroke.repeat(width)).join(between)}${end}`;

const lined = (cells, side) => {
  const columns = cells.map((cell, place) => linesOf(cell, WIDTHS[place] - 2));
  const high = Math.max(...columns.map((lines) => lines.length));
  const aligned = (text, place) => (place === 2 ? text.padStart(WIDTHS[2] - 2) : text.padEnd(WIDTHS[place] - 2));
  return Array.from({ length: high }, (_, line) => {
    const written = columns.map((lines, place) => ` ${aligned(lines[line] ?? "", place)} `);
    return `${side}${written.join(side)}${side}`;
  }).join("\n");
};

// The table as Keras prints it where there is room for all its columns.
export const summaryOf = (model) => {
  const rows = model.rows.map((row) => {
    const count = row.output ? countText(row.count) : "0 (unbuilt)";
    return [`${row.name} (${row.layer.family.name})`, shapesText(row), count];
  });
  return [
    'Model: "sequential"',
    rule("┏━┳┓"),
    lined(HEAD, "┃"),
    rule("┡━╇┩"),
    rows.map((cells) => lined(cells, "│")).join(`\n${rule("├─┼┤")}\n`),
    rule("└─┴┘"),
    ...totalsOf(model).map(([name, count, bytes]) => ` ${name} params: ${countText(count)} (${readableBytes(bytes)})`),
    "",
  ].join("\n");
};

// The table that rnnformula.render.markdown writes, and where the model is built.
export const modelMarkdown = (model, word, address) => {
  const code = (text) => `\`${text}\``;
  const rows = model.rows.map((row) => [code(row.call ?? asGiven(row.layer)), outputText(row), countText(row.count)]);
  const { count, trainable, bytes } = model;
  if (count !== null) rows.push([word("total"), readableBytes(bytes), countText(count)]);
  if (count !== null && trainable !== count) {
    rows.push([word("trainable"), "", countText(trainable)], [word("non_trainable"), "", countText(count - trainable)]);
  }
  const head = [word("layer"), word("output_shape"), word("count")];
  const lines = [head, ["---", "---", "---:"], ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n\n[${word("live_model_open")}](${address})\n`;
};

export const modelCode = ({ layers, input, count }) => kerasCode(input ? repr(input) : "", layers.map(asGiven), count);

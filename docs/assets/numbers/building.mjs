// What stands on the page of a model that is built there, as HTML: its input, a row for each layer, totals, a new layer.
import { byRole } from "./describing.mjs";
import { grouped } from "./formula.mjs";
import { button, escaped, usualSize } from "./frame.mjs";
import { asGiven } from "./layers.mjs";
import { askedSizes, chainable, countText, inputText, outputText, readableBytes } from "./modelling.mjs";
import { label, phrase } from "./saying.mjs";

const FIRST = "LSTM";
const MOVES = [
  ["up", "-1", "↑"],
  ["down", "1", "↓"],
];

const hidden = (text) => `<span class="heard">${escaped(text)}</span>`;

// How many of the numbers of a row are those of each role.
const swatches = ({ tally }) =>
  [...byRole(tally)].map(([role, { array }]) => {
    const rows = tally.rows.filter((row) => byRole({ rows: [row] }).has(role));
    const count = grouped(rows.reduce((sum, row) => sum + row.count, 0));
    return (
      `<span data-part="${escaped(array.name)}"><span class="figure-sample figure-block fig-${role}"></span>` +
      `${hidden(`${array.name} `)}${count}</span>`
    );
  });

// The number of a row, which shows where it comes from.
export const countCell = (words, row, isOpen) => {
  if (!row.count) return countText(row.count);
  const name = phrase(words, label("live_model_show", { count: row.count, layer: row.name }));
  return (
    `<button type="button" data-do="open" aria-expanded="${isOpen}" aria-label="${escaped(name)}">` +
    `${countText(row.count)}</button><span class="model-parts">${swatches(row).join(" ")}</span>`
  );
};

const outputCell = (row) => escaped(outputText(row));

const wrong = (id) => `<p class="numbers-wrong" id="${id}" hidden></p>`;

const field = (id, name, text, more = "") =>
  `<input type="text" ${name} value="${escaped(text)}" autocomplete="off" autocapitalize="off" spellcheck="false" ` +
  `aria-describedby="${id}-wrong"${more}>`;

const named = (word, key, row) => escaped(word(key, { layer: row.name }));

// The row of a layer, and below it a place for where its number comes from.
export const rowsOf = (words, word, { rows }, place, { id, isOpen = false, figure = "" }) => {
  const row = rows[place];
  const isEnd = { up: !place, down: place === rows.length - 1 };
  const moves = MOVES.map(([way, by, sign]) => {
    const off = isEnd[way] ? " disabled" : "";
    return `<button type="button" data-do="move" data-by="${by}" aria-label="${named(word, `live_model_${way}`, row)}"${off}>${sign}</button>`;
  });
  const only = rows.length === 1 ? " disabled" : "";
  const remove = `<button type="button" data-do="remove" aria-label="${named(word, "live_model_remove", row)}"${only}>×</button>`;
  const own = `${id}-${place}`;
  const code = field(own, "data-code", asGiven(row.layer), ` aria-label="${named(word, "live_model_code_of", row)}"`);
  return (
    `<tr role="row" class="model-row" data-row="${place}">` +
    `<td role="cell" class="model-layer"><span class="model-name">${escaped(row.name)}</span>${code}${wrong(`${own}-wrong`)}</td>` +
    `<td role="cell" class="model-output">${outputCell(row)}</td>` +
    `<td role="cell" class="model-count">${countCell(words, row, isOpen)}</td>` +
    `<td role="cell" class="model-moves">${moves.join("")}${remove}</td></tr>` +
    `<tr role="row" class="model-inside" data-inside="${place}"${isOpen ? "" : " hidden"}>` +
    `<td role="cell" colspan="4">${figure}</td></tr>`
  );
};

// All that training changes, and what it does not, where there is any.
export const totals = (word, { count, trainable, bytes, trainableBytes }) => {
  const lines = [["total", count, bytes]];
  if (count !== trainable) {
    lines.push(["trainable", trainable, trainableBytes], ["non_trainable", count - trainable, bytes - trainableBytes]);
  }
  return lines
    .map(([key, number, size]) => {
      const stored = number === null ? "" : readableBytes(size);
      return (
        `<tr role="row"><th role="rowheader" scope="row">${escaped(word(key))}</th>` +
        `<td role="cell" class="model-output">${stored}</td><td role="cell" class="model-count">${countText(number)}</td>` +
        `<td role="cell" class="model-moves"></td></tr>`
      );
    })
    .join("");
};

// Fields for the sizes of a new layer, or one for its code.
export const newFields = (facts, word, name, id) => {
  const family = name && facts.find(name);
  const sizes = family ? askedSizes(family) : null;
  if (!sizes) {
    const example = family ? exampleOf(family) : "";
    const labelled = `<label for="${id}-code">${escaped(word("live_model_code"))}</label>`;
    return `<span class="model-size model-code">${labelled}${field(id, `id="${id}-code" data-new-code`, example)}</span>`;
  }
  return sizes
    .map((size) => {
      const said = word(`live_size_${size}`);
      const own = `${id}-${size}`;
      const input = field(id, `id="${own}" data-new-size="${size}" inputmode="numeric"`, usualSize(size));
      return `<span class="model-size"><label for="${own}">${said ? escaped(said) : `<code>${escaped(size)}</code>`}</label>${input}</span>`;
    })
    .join("");
};

// A call to begin with, for a layer whose arguments are no sizes alone.
const EXAMPLES = {
  Activation: "'tanh'",
  Dropout: "0.2",
  SpatialDropout1D: "0.2",
  RepeatVector: "10",
  Permute: "(2, 1)",
  Reshape: "(-1, 5)",
};
const exampleOf = ({ name, composition }) => `${name}(${composition?.example ?? EXAMPLES[name] ?? ""})`;

const newLayer = (facts, word, id) => {
  const options = chainable(facts).map(
    ({ name }) => `<option${name === FIRST ? " selected" : ""}>${escaped(name)}</option>`,
  );
  const own = `${id}-new`;
  return (
    `<div class="model-new" role="group" aria-label="${escaped(word("live_model_new"))}">` +
    `<span class="model-size"><label for="${own}">${escaped(word("live_model_new"))}</label>` +
    `<select id="${own}" data-new autocomplete="off">${options.join("")}` +
    `<option value="">${escaped(word("live_model_code"))}</option></select></span>` +
    `<span class="model-sizes">${newFields(facts, word, FIRST, own)}</span>` +
    `<button type="button" data-do="add">${escaped(word("live_model_add"))}</button>${wrong(`${own}-wrong`)}</div>`
  );
};

const inputField = (word, input, id) =>
  `<div class="model-input"><label for="${id}-input">${escaped(word("live_model_input"))}</label>` +
  `${field(`${id}-input`, `id="${id}-input" data-input`, inputText(input))}` +
  `<span class="model-hint">${escaped(word("live_model_input_hint"))}</span>${wrong(`${id}-input-wrong`)}</div>`;

// The element of a model with all that it begins with.
export const modelFrame = (facts, words, word, model, id) => {
  const head = ["layer", "output_shape", "count"].map((key) => `<th role="columnheader">${escaped(word(key))}</th>`);
  const rows = model.rows.map((_, place) => rowsOf(words, word, model, place, { id }));
  const acts = [
    ["code", "live_copy_code"],
    ["table", "live_model_copy_table"],
    ["markdown", "box_copy_markdown"],
    ["link", "box_copy_link"],
  ].map(([act, key]) => button(act, word(key)));
  return (
    `${inputField(word, model.input, id)}<table role="table" class="model-table" aria-label="${escaped(word("live_model"))}">` +
    `<thead role="rowgroup"><tr role="row">${head.join("")}<th role="columnheader">${hidden(word("live_model_change"))}</th></tr></thead>` +
    `<tbody role="rowgroup">${rows.join("")}</tbody><tfoot role="rowgroup">${totals(word, model)}</tfoot></table>` +
    `${newLayer(facts, word, id)}<p class="numbers-said" role="status"></p><div class="numbers-tools">${acts.join("")}</div>`
  );
};

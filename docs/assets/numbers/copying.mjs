// What can be copied of an element: Markdown for an answer, and code that prints the same number.
import { closedFormula, grouped, isUniform, shapeOf, substitute, worked, write } from "./formula.mjs";
import { written } from "./layers.mjs";
import { phrase } from "./saying.mjs";

const STYLE = { times: " × ", number: grouped };

// The sentence, a row for each array, the sum, and where each step is derived.
export const markdownOf = ({ tally, shown }, words, word, address) => {
  const cells = tally.rows.map(({ name, array, sizes, count }) => {
    const factors = { product: shapeOf(array) };
    return `| \`${name}\` | ${worked([substitute(factors, sizes), count], STYLE)} |`;
  });
  const formula = closedFormula(tally);
  const sides = isUniform(tally)
    ? [formula, substitute(formula, tally.rows[0].sizes), tally.count]
    : [formula, tally.count];
  const last = `| ${word("total")} | ${sides.map((side) => write(side, STYLE)).join(" = ")} |`;
  const head = `| ${word("array")} | ${word("count")} |\n| --- | --- |`;
  return `${phrase(words, shown.title)}\n\n${[head, ...cells, last].join("\n")}\n\n[${word("box_derivation")}](${address})\n`;
};

const indented = (lines) => lines.map((line) => `    ${line},`).join("\n");

// A call in code that imports Keras; of a name behind a dot it is said already, and text stays.
const LAYER_NAME = /'[^']*'|(?<![\w.])([A-Z]\w*)\(/g;
const inKeras = (call) => call.replaceAll(LAYER_NAME, (text, name) => (name ? `keras.layers.${name}(` : text));

// Code of a model that prints its number; `begins` is what it reads, as text of a tuple, empty where that is not known.
export const kerasCode = (begins, calls, count) => {
  const lines = [...(begins ? [`keras.Input(${begins})`] : []), ...calls.map(inKeras)];
  const printed = count === null ? "" : `print(model.count_params())  # ${count}\n`;
  return `import keras\n\nmodel = keras.Sequential([\n${indented(lines)}\n])\n${printed}`;
};

// Code that builds the layer, or the layers of a chain, and prints its number.
export const codeOf = ({ layer, reads, steps, tally }) => {
  const { family } = layer;
  if (family.framework === "torch") {
    const module = written({ family, arguments: { ...reads, ...layer.arguments } });
    return `import torch\n\nlayer = ${module}\nprint(sum(array.numel() for array in layer.parameters()))  # ${tally.count}\n`;
  }
  const inside = family.composition?.isChain ? layer.arguments.layers : [layer];
  const layers = inside.map((inner) => written(inner, "return_sequences"));
  const width = reads.features ?? reads.channels;
  return kerasCode(width === undefined ? "" : `(${steps || "None"}, ${width})`, layers, tally.count);
};

// Parts of several figures, as rnnformula/figures/parts.py has them: roles of arrays, labels, lines of the key, sums.
import { countOf, grouped, scalars, substitute, total } from "./formula.mjs";
import { refuse, repr, shown } from "./refusal.mjs";
import { label } from "./saying.mjs";
import { box, keyLine } from "./scene.mjs";

const READ_SIZES = [
  ...["features", "channels", "input_dim", "value_features", "lora_rank", "output_shape", "kernel_rows"],
  "frame_length",
  ...["in_features", "in1_features", "in_channels", "in_channels/groups", "num_embeddings", "embed_dim", "d_model"],
];
const STATE_SIZES = ["units", "filters", "proj_size"];
const READING_ARRAY = "weight_ih"; // in PyTorch it reads the layer before, whose states are of the same size
const STACKED_NAME = /_(l\d+(?:_reverse)?)$/;
const MOST_ADDED = 4; // more equal counts are multiplied
const THIN_STRIPE = 5;
export const LONGEST_AXIS = 1_000_000; // what is longer would not be labelled legibly

export const value = (words) => label("value", { value: words });
export const item = (name, said) => label("item", { name, value: said });
export const sentence = (of) => label("sentence", { of });
export const written = (number) => value(grouped(number));

// Things in groups, each group and each thing in it in the order in which they first come.
export const groupBy = (things, keyOf) => {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (groups.has(key)) groups.get(key).push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
};

export const roleOfAxes = (axes) => {
  const sized = axes.map((axis) => axis.flatMap((term) => term.sizes)).filter((sizes) => sizes.length);
  const having = (known) => sized.filter((sizes) => sizes.some((size) => known.includes(size))).length;
  if (sized.length > 1 && having(READ_SIZES)) return "kernel";
  return having(STATE_SIZES) > 1 ? "recurrent" : "bias";
};

export const roleOf = (array) => (array.name.startsWith(READING_ARRAY) ? "kernel" : roleOfAxes(array.axes));

// Which part of a layer made of layers keeps an array, by its name; empty where the layer is one.
export const partOf = ({ part, array }) =>
  part || STACKED_NAME.exec(array.name)?.[1] || array.name.slice(0, Math.max(0, array.name.lastIndexOf("/")));

// The gates that the array is made of, along its columns, or its rows as in PyTorch.
export const gatesOf = ({ array: { axes }, shape, gates }) => {
  const isOfGates = (axis, number) =>
    (number === axes.length - 1 || shape.slice(0, number).every((length) => length === 1)) &&
    axis.every(({ factor, size }) => factor === gates.length && size);
  return gates.length && axes.some(isOfGates) ? gates : [];
};

export const gate = ({ drawing }, letter) =>
  drawing.gates.includes(letter) ? label("gate", { letter, name: label(`gate_${letter}`) }) : value(letter);

export const checkArrays = (tally) => {
  if (!tally.rows.length) refuse("live_no_arrays", { layer: tally.layer });
};

export const checkSizes = (tally) => {
  for (const { sizes } of tally.rows) {
    for (const [name, size] of Object.entries(sizes)) {
      if (scalars(size) > LONGEST_AXIS) {
        refuse("live_at_most", { layer: tally.layer, name, most: LONGEST_AXIS, given: shown(size) });
      }
    }
  }
};

export const checkSteps = (tally, steps) => {
  const given = { layer: tally.layer, name: "steps", given: shown(steps) };
  if (!Number.isInteger(steps) || steps < 0) refuse("live_positive", given);
  if (steps > LONGEST_AXIS) refuse("live_at_most", { ...given, most: LONGEST_AXIS });
};

// The layer as it is written in code, the sizes that stand first.
export const call = (facts, { layer, sizes }) => {
  if (layer.includes("(")) return layer;
  const names = facts.find(layer).arguments;
  const end = names.findIndex((name) => !(name in sizes));
  const leading = names.slice(0, end < 0 ? names.length : end).map((name) => sizes[name]);
  const said = leading.map((size) => (Array.isArray(size) && new Set(size).size > 1 ? repr(size) : [size].flat()[0]));
  return said.length ? `${layer}(${said.join(", ")})` : layer;
};

// A title that names a layer and what it reads, or the layer alone if these sizes don't tell what it reads.
export const titled = (key, layer, sizes) => {
  const read = ["features", "channels"].find((name) => name in sizes);
  if (!read) return label(`${key}_alone`, { layer });
  return label(key, { layer, features: label(`n_${read}`, { n: scalars(sizes[read]) }) });
};

const multiplied = (row) => ({ sides: [substitute(countOf(row.array), row.sizes), row.count] });

// Each array by its name, with its count.
export const listed = (tally) => tally.rows.map((row) => item(row.name, multiplied(row)));

// The sum that makes the total; many equal counts are multiplied.
export const inAll = (counts, name) => {
  const isRepeated = counts.length > MOST_ADDED && new Set(counts).size === 1;
  const side = isRepeated ? { product: [counts.length, counts[0]] } : { sum: counts };
  return item(name, { sides: [side, total(counts)] });
};

// The total of all arrays; before it those of the parts, where the layer is made of parts.
export const sums = ({ rows }) => {
  const parts = groupBy(rows, partOf);
  const counts = (some) => some.map((row) => row.count);
  if (parts.size === 1 || parts.size === rows.length) return [inAll(counts(rows), label("total"))];
  const ofParts = [...parts].map(([part, some]) => inAll(counts(some), value(part)));
  const totals = [...parts.values()].map((some) => total(counts(some)));
  return [...ofParts, inAll(totals, label("total"))];
};

// The sums as lines of a key, the last one strong.
export const linesOfSums = (all) => all.map((words, number) => keyLine(words, { strong: number === all.length - 1 }));

// A line of the key for each array: its name, its shape in names, then in numbers, and its count.
export const arraysOf = (tally) =>
  tally.rows.map((row) => {
    const sides = [countOf(row.array), ...multiplied(row).sides];
    const look = { role: roleOf(row.array), sample: "block", part: row.array.name };
    return keyLine(item({ text: row.name }, { sides }), look);
  });

// A layer in small, as its rectangle: a band for the array of each role, that of the biases thin.
export const stripes = ([x, y], width, height, arrays) => {
  const thin = arrays.has("bias") ? THIN_STRIPE : 0;
  const usual = (height - thin) / Math.max(1, arrays.size - (thin ? 1 : 0));
  let top = y;
  return [...arrays].map(([role, part]) => {
    const high = role === "bias" ? thin : usual;
    const mark = box([x, top], width, high, { role, rows: 1, columns: 1, part });
    top += high;
    return mark;
  });
};

// The row of each role, in the order of the rows.
export const byRole = (tally) => new Map(tally.rows.map((row) => [roleOf(row.array), row]));

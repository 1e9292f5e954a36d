// The text of the box -> what it is. Nothing in it is run, and the time that it takes grows with its length alone.
import { codeIn } from "./coding.mjs";
import { leafOf } from "./layers.mjs";
import { cleaned, countIn, isTable, rowsIn, shapesIn } from "./pasted.mjs";
import { refuse } from "./refusal.mjs";
import { readSize } from "./sizes.mjs";

const LONGEST = 100_000; // characters
const LONGEST_SENTENCE = 400; // characters
const MOST_WORDS = 16; // a longer sentence is about more than the layer that it names
const MOST_UNITS = 4096; // a larger number behind the name of a layer is its number of parameters
// Forms that can be read, to show where a text can't.
const HINTS = ["131584", "LSTM(64, input_shape=(30, 5))", "lstm_3 (LSTM)  (None, 128)  131584"];

// How people name sizes in a sentence, besides the names and other names in the facts; steps change no number.
const SPOKEN = [
  [/^unit|hidden|neuron|单元|神经元/i, "units"],
  [/^feature|^input|特征|输入/i, "features"],
  [/^filter|滤波器/i, "filters"],
  [/^channel|通道/i, "channels"],
  [/step|^time$|步/i, "steps"],
  [/param|参数/i, "count"],
];
const WORD = /\d[\d,]*(?![.\d])|[A-Za-z_][\w.]*|\p{Script=Han}+/gu;

const sizeNamed = (family, meant, word) => {
  if (family.allSizes.includes(word)) return word;
  const name = Object.hasOwn(meant, word) ? meant[word] : undefined;
  if (family.allSizes.includes(name)) return name;
  return SPOKEN.find(([spoken]) => spoken.test(word))?.[1];
};

// The numbers among words: those of a size, behind its word or before it, and those that stand alone.
const saidOf = (facts, family, words) => {
  const sizes = {};
  const alone = [];
  const isTaken = new Set();
  for (const [place, word] of words.entries()) {
    if (!/^\d/.test(word)) continue;
    const number = Number(word.replaceAll(",", ""));
    const isFree = (other) => other in words && !isTaken.has(other) && sizeNamed(family, facts.meant, words[other]);
    const beside = [place - 1, place + 1].find(isFree);
    if (beside === undefined) alone.push(number);
    else sizes[sizeNamed(family, facts.meant, words[beside])] = number;
    isTaken.add(beside);
  }
  return { sizes, alone };
};

// The sizes as the arguments of a class, and as what it reads.
const parted = (family, sizes) => {
  const [given, read] = [{}, {}];
  for (const [name, value] of Object.entries(sizes)) {
    if (!family.allSizes.includes(name)) continue;
    (family.arguments.includes(name) ? given : read)[name] = readSize(family, name, value);
  }
  return [given, read];
};

// A layer that a sentence names, with sizes in words: `LSTM with 128 units on 64 features`, `LSTM 131584`.
const spokenIn = (facts, text) => {
  const words = text.slice(0, LONGEST_SENTENCE).match(WORD) ?? [];
  const isNamed = ({ name, key }) => words.some((word) => word === key || word.toLowerCase() === name.toLowerCase());
  const named = facts.families.filter(
    (known) => known.framework === "keras" && (known.arrays.length || known.composition) && isNamed(known),
  );
  const [family] = named;
  if (named.length !== 1 || words.length > MOST_WORDS || text.length > LONGEST_SENTENCE) return undefined;
  const { sizes, alone } = saidOf(facts, family, words);
  const isCount = alone.length === 1 && alone[0] > MOST_UNITS && !Object.keys(sizes).length;
  if (isCount || "count" in sizes) {
    return { kind: "number", count: countIn(String(sizes.count ?? alone[0])), type: family.name };
  }
  const own = family.sizes.find((name) => family.arguments.includes(name));
  if (alone.length === 1 && own && !(own in sizes)) sizes[own] = alone.pop();
  if (alone.length) return undefined;
  const [given, read] = parted(family, sizes);
  const layer = { family, arguments: given };
  return {
    kind: "layer",
    layer,
    shape: null,
    sizes: read,
    features: read.features ?? null,
    unknowns: {},
    isTorch: false,
  };
};

// A call with sizes behind it: `LSTM(64) features=8`, `LSTM(64) on 8 features`.
const withSizesBehind = (facts, found, text) => {
  if (found?.kind !== "layer" || found.shape || found.isTorch || text.trim().includes("\n")) return found;
  const behind = text.slice(text.lastIndexOf(")") + 1);
  if (behind.length > LONGEST_SENTENCE) return found;
  const leaf = leafOf(found.layer).family;
  const [, read] = parted(leaf, saidOf(facts, leaf, behind.match(WORD) ?? []).sizes);
  const sizes = { ...read, ...found.sizes };
  return { ...found, sizes, features: found.features ?? sizes.features ?? null };
};

// What a text is: { kind: "number", count, type? } | { kind: "layer", layer, shape, sizes, features, unknowns, isTorch } |
// { kind: "model", layers, shape, sizes, unknowns, isTorch, weightless } | { kind: "row", name, type, output, count, ... } |
// { kind: "shapes", shapes, names } | { kind: "summary" } | { kind: "unknown", hints }.
// A shape has the batch first and null for an open axis. `unknowns` are sizes that are variables, by their names, those
// of a model as `2.units`; read again with `given`, their values by the variable: { "X_train.shape[2]": 5 }.
export const read = (facts, text, given = {}) => {
  if (text.length > LONGEST) refuse("live_text_long", { most: LONGEST, length: text.length });
  const clean = cleaned(text);
  if (isTable(clean)) return { kind: "summary" };
  const rows = rowsIn(facts, clean);
  if (rows.length) return rows.length > 1 ? { kind: "summary" } : { kind: "row", ...rows[0] };
  const shapes = shapesIn(clean);
  if (shapes) return { kind: "shapes", ...shapes };
  const code = withSizesBehind(facts, codeIn(facts, clean, given), clean);
  if (code) return code;
  const spoken = spokenIn(facts, clean);
  if (spoken) return spoken;
  const count = countIn(clean);
  return count === undefined ? { kind: "unknown", hints: HINTS } : { kind: "number", count };
};

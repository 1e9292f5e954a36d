// How likely it is that somebody made a layer: of several that have a number, this tells which is meant. The weights come
// with the facts; `rnnformula.counting.likelihood` says what they mean, weighs in the same way, and is the one to change.
import { rankOf } from "./sizes.mjs";

const READ = ["features", "channels"];
const LAYOUT = { axis: -1, data_format: "channels_last" };

const shortOf = ({ name }) => name.slice(name.lastIndexOf(".") + 1);

// Which layers use sizes alike.
const sortOf = ({ arrays, cell, input, sizes }) => {
  if (input.includes("space")) return "space";
  if (sizes.includes("input_dim") || sizes.includes("num_embeddings")) return "words";
  return arrays.length && (cell || input.includes("time")) ? "recurrent" : "others";
};

const few = (usual, number) => {
  if (usual[number]) return usual[number];
  const rest = Object.values(usual).reduce((left, share) => left - share, 1);
  return rest / (number * (number + 1));
};

const formOf = ({ powerOfTwo, largestPower, forms, odd, small }, number) => {
  if (number <= largestPower && (number & (number - 1)) === 0) return powerOfTwo;
  const form = forms.find(([divisor, low, high]) => low <= number && number <= high && number % divisor === 0);
  if (form) return form[3];
  return number > small && number % 2 ? odd : 1;
};

const formOfWords = ({ roundWords, thousands, hundreds, oneMore }, number) => {
  if (/^[125]0{3,}$/.test(number)) return roundWords;
  for (const [divisor, weight] of [
    [1000, thousands],
    [100, hundreds],
  ]) {
    if (number % divisor === 0) return weight;
    if (number > 1 && number % divisor === 1) return weight * oneMore;
  }
  return 1;
};

// How usual a number is as a size of this name, by its form alone.
const usualNumber = (weights, sort, name, number) => {
  if (weights.few[name]) return few(weights.few[name], number);
  if (name === "input_dim") {
    const rare = Math.min(1, weights.manyWords / number);
    return ((formOfWords(weights, number) / (number + weights.words)) * rare) / weights.allWords;
  }
  const rare = Math.min(1, weights.many / number) ** (weights.neverFlat.includes(sort) ? 2 : 1);
  const usual = ((formOf(weights, number) / (number + weights.numberSpread)) * rare) / weights.allNumbers;
  if (name === "channels") return usual * (weights.ofPictures.includes(number) ? weights.timesInPictures : 1);
  return usual * (name !== "features" && number > weights.mostOwn ? weights.aboveMostOwn : 1);
};

const made = new WeakMap();
// The counts of a size, of which a search weighs many values.
const countsOf = (facts, sort, name) => {
  if (!made.has(facts)) made.set(facts, new Map());
  const known = made.get(facts);
  const key = `${sort} ${name}`;
  if (!known.has(key)) {
    const seen = facts.usualSizes[sort]?.[name] ?? {};
    known.set(key, { seen, all: Object.values(seen).reduce((sum, times) => sum + times, 0) });
  }
  return known.get(key);
};

// How likely a size of a family is, as a logarithm.
export const logOfSize = (facts, family, called, size) => {
  const weights = facts.likelihood;
  const name = weights.alikeSizes[called] ?? called;
  if (Array.isArray(size)) {
    if (new Set(size).size === 1) return logOfSize(facts, family, name, size[0]);
    if (weights.windowsOfSpeech.some((window) => `${window}` === `${size}`)) return Math.log(weights.ofSpeech);
    return size.reduce((sum, side) => sum + logOfSize(facts, family, name, side), Math.log(weights.unequalSides));
  }
  const sort = sortOf(family);
  const { seen, all } = countsOf(facts, sort, name);
  return Math.log(((seen[size] ?? 0) + weights.prior * usualNumber(weights, sort, name, size)) / (all + weights.prior));
};

// How likely a size is that is read at a place, beside the filters of a convolution, if it is one.
export const logOfRead = (facts, family, called, size, { filters, out_channels: own = filters }) => {
  const { alikeSizes, equalChannels } = facts.likelihood;
  const usual = logOfSize(facts, family, called, size);
  if (!own || (alikeSizes[called] ?? called) !== "channels") return usual;
  if (size !== own) return usual + Math.log(1 - equalChannels);
  return Math.log(equalChannels + (1 - equalChannels) * Math.exp(usual));
};

const logOfOptions = ({ likelihood: weights }, { family, arguments: given }) => {
  const decided = [
    ...Object.entries(family.choices),
    ...family.optional.map((name) => [name, null]),
    ...Object.entries(LAYOUT).filter(([name]) => family.arguments.includes(name) && !(name in family.choices)),
  ];
  return decided.reduce((sum, [name, usual]) => {
    const value = given[name] ?? usual;
    if (weights.few[name]) return sum + Math.log(few(weights.few[name], value));
    const isNormalized = name === "bias" && `${family.output}` === "same";
    const known = isNormalized ? weights.normalizedWithoutBias : weights.options[weights.alikeSizes[name] ?? name];
    const other = known ?? weights.otherOption;
    return sum + Math.log(value === usual ? 1 - other : other);
  }, 0);
};

const logOfClass = (facts, family) => {
  const { unseen } = facts.likelihood;
  const all = Object.values(facts.usualClasses).reduce((sum, times) => sum + times, 0);
  return Math.log(((facts.usualClasses[shortOf(family)] ?? 0) + unseen) / (all + unseen));
};

const logOfInside = (facts, holder, inner) => {
  const { unseen, foreign } = facts.likelihood;
  const held = facts.usualInside[shortOf(holder)] ?? {};
  const all = Object.values(held).reduce((sum, times) => sum + times, 0);
  const rare = ((unseen * (1 + (inner.likelihood ?? 1))) / 10) * (inner.name.includes(".") ? foreign : 1);
  return Math.log(((held[shortOf(inner)] ?? 0) + rare) / (all + 1));
};

const insideOf = ({ family, arguments: given }) =>
  family.inside.flatMap((name) => given[name] ?? []).filter(({ family: inner }) => inner);

const written = ({ family, arguments: given }) => `${family.name} ${JSON.stringify(given)}`;

// The layers that own arrays with the one that holds each; equal ones once.
const distinct = (layer) => {
  if (!layer.family.composition) return [[null, layer]];
  const found = insideOf(layer).flatMap((inner) => distinct(inner).map(([holder, leaf]) => [holder ?? layer, leaf]));
  const seen = new Set();
  return found.filter(([, leaf]) => !seen.has(written(leaf)) && seen.add(written(leaf)));
};

const logOfMaking = (weights, layer) => {
  const { composition } = layer.family;
  if (!composition) return 0;
  const inside = insideOf(layer);
  const sum = inside.reduce((added, inner) => added + logOfMaking(weights, inner), 0);
  if (composition.bothWays) {
    const { merge_mode: mode = "concat" } = layer.arguments;
    const other = weights.options.merge_mode;
    return (
      sum + Math.log(mode === "concat" ? 1 - other : other) + (inside.length > 1 ? Math.log(weights.ownBackward) : 0)
    );
  }
  return sum + Math.max(0, inside.length - 1) * Math.log(weights.furtherCell);
};

// The names of the sizes of a family that are weighed: those of its own, and those that it reads at a place.
export const weighedSizes = (family) => {
  const read = family.sizes.filter((name) => READ.includes(name) || family.input.includes(name));
  const own = family.sizes.filter((name) => !read.includes(name));
  return { own, read };
};

// How likely a layer is that reads these sizes, as a logarithm; only differences of two mean something. Sizes that are
// not given are not weighed.
export const logLikelihood = (facts, layer, sizes) => {
  const weigh = (leaf, names, given, log) =>
    names
      .filter((name) => given[name])
      .reduce((sum, name) => {
        const size = given[name];
        const isWindow = name === "kernel_size" && !Array.isArray(size);
        const whole = isWindow ? Array(rankOf(leaf.family)).fill(size) : size;
        return sum + log(facts, leaf.family, name, whole, leaf.arguments);
      }, 0);
  return distinct(layer).reduce((sum, [holder, leaf], place) => {
    const { own, read } = weighedSizes(leaf.family);
    const inside = holder ? logOfInside(facts, holder.family, leaf.family) : 0;
    const width = place ? 0 : weigh(leaf, read, { ...leaf.arguments, ...sizes }, logOfRead);
    return (
      sum +
      inside +
      logOfOptions(facts, leaf) +
      weigh(leaf, own, { ...(place ? {} : sizes), ...leaf.arguments }, logOfSize) +
      width
    );
  }, logOfClass(facts, layer.family) + logOfMaking(facts.likelihood, layer));
};

// How much likelier the age of Keras, which the name of a row tells, makes the way in which a layer resets.
export const logOfAge = ({ likelihood: weights }, { family, arguments: given }, name) => {
  if (!("reset_after" in family.choices) || given.use_bias === false) return 0;
  const after = /_\d+$/.test(name) ? weights.oldResetAfter : weights.newResetAfter;
  const usual = 1 - weights.options.reset_after;
  return Math.log(given.reset_after === false ? (1 - after) / (1 - usual) : after / usual);
};

// Whether the first of several, which are sorted, is so likely that the others need not be looked at.
export const isFarAhead = (facts, share) => share > facts.likelihood.farAhead * (1 - share);

// The shapes of a reading's arrays without axes of length 1, in one order.
const shapesWithoutOnes = ({ tally }) =>
  tally.rows
    .map(({ shape }) => shape.filter((axis) => axis !== 1).join(" "))
    .sort()
    .join("; ");

// Whether another reading has the arrays of the first one, but for axes of length 1: no number tells them apart.
export const hasTwin = ([first, ...others]) => {
  const shapes = shapesWithoutOnes(first);
  return others.some((other) => shapesWithoutOnes(other) === shapes);
};

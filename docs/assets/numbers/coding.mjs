// A text as code: a layer, a chain of layers that the page can change, or models of any form as they are counted.
import { isShape } from "./calls.mjs";
import { modelsIn, startAxes, withoutShape } from "./chains.mjs";
import { readShape } from "./inputs.mjs";
import { leafOf } from "./layers.mjs";
import { Chain, Open, Part } from "./meanings.mjs";
import { refuse, shown } from "./refusal.mjs";
import { readSize } from "./sizes.mjs";
import { readOption } from "./tally.mjs";

const DECIDING = ["axis", "groups"];
// The words of a family's output that ask for all numbers of a sample, time steps too.
const WHOLE_SAMPLE = ["one axis", "reshaped", "permuted"];

const hasOpen = (value) => value instanceof Open || (Array.isArray(value) && value.some(hasOpen));
const openText = (value) =>
  Array.isArray(value) ? `(${value.map(openText).join(", ")})` : (value?.text ?? String(value));
const textsOf = (value) => (Array.isArray(value) ? value.map(textsOf) : value instanceof Open ? value.text : value);

// The layer without what is open in it, which is noted.
const known = (facts, { family, arguments: given }, unknowns) => {
  const kept = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === "stateful" && value instanceof Open) continue;
    if (value?.family) kept[name] = known(facts, value, unknowns);
    else if (family.inside.includes(name) && Array.isArray(value)) {
      kept[name] = value.map((inner) => known(facts, inner, unknowns));
    } else if (isShape(family, name)) kept[name] = value;
    else {
      const isSize =
        family.allSizes.includes(name) && value !== null && !(family.optional.includes(name) && value === 0);
      const decides = isSize || name in family.choices || DECIDING.includes(name);
      if (decides && hasOpen(value)) {
        unknowns[name] = openText(value);
        continue;
      }
      if (isSize) readSize(family, name, value?.text ?? value);
      if (name in family.choices) readOption(facts, family, name, value);
      kept[name] = textsOf(value);
    }
  }
  return { family, arguments: kept };
};

// A chain inside a layer as a layer.
const plain = (facts, value) => {
  if (value instanceof Chain) {
    if (value.functional || !value.items.every((item) => item instanceof Part || item instanceof Chain)) return null;
    const layers = value.items.map((item) => plain(facts, item));
    return layers.every(Boolean) ? { family: facts.find("Sequential"), arguments: { layers } } : null;
  }
  const { family, arguments: given } = value instanceof Part ? (value.layer ?? {}) : value;
  if (!family) return null;
  const kept = { ...given };
  for (const name of family.inside) {
    const list = [kept[name] ?? []].flat().map((inner) => plain(facts, inner));
    if (!list.every(Boolean)) return null;
    if ((kept[name] ?? null) !== null) kept[name] = Array.isArray(kept[name]) ? list : list[0];
  }
  return { family, arguments: kept };
};

// The layers of a model that is one chain, each reading the one before it; nothing where it is more.
const chainOf = (facts, { calls }) => {
  const [begins, ...rest] = calls;
  if (!["input", "outside"].includes(begins?.kind) || new Set(rest.map(({ part }) => part)).size < rest.length) {
    return undefined;
  }
  const layers = [];
  for (const [place, { kind, part, reads, beside }] of rest.entries()) {
    const isNext = reads.length === 1 && reads[0].call === calls[place] && !reads[0].place && !beside.length;
    const layer = isNext && (kind === "layer" || kind === "model") ? plain(facts, part) : null;
    if (!layer || (!layer.family.output.length && rest.length > 1)) return undefined;
    if (layer.family.name === "Input") return undefined;
    layers.push(layer);
  }
  return layers.length ? layers : undefined;
};

// The axes by the names that the layer which reads them gives them, from the last on.
const axisNames = (layer, length) => {
  const { input } = leafOf(layer).family;
  const names = Array.from({ length }, (_, place) => input.at(place - length) ?? "");
  return names.map((name, place) => (place - length + input.length < 0 || name === "..." ? "" : name));
};

// The shape that is read, batch first, null for an axis that is open; what of it is a variable is among the unknowns.
const shapeOf = (first, axes, layers, unknowns) => {
  if (axes instanceof Open) {
    unknowns.shape = axes.text;
    return null;
  }
  if (!Array.isArray(axes)) return refuse("live_input_shape", { layer: first.family.name, given: shown(axes) });
  const names = axisNames(first, axes.length);
  const isWhole = layers.some(({ family }) => WHOLE_SAMPLE.includes(family.output[0]));
  const all = [...axes].map((axis, place) => {
    if (!(axis instanceof Open)) return axis?.text ?? axis;
    const name = names[place] || (place === axes.length - 1 && first.family.read.length ? "features" : "time");
    if (leafOf(first).family.read.includes(name) || isWhole) unknowns[name] = axis.text;
    return null;
  });
  return readShape(first, all);
};

const axesOf = ({ kind, part, detail }, first) => {
  if (detail !== null) return Array.isArray(detail) ? [...detail].slice(1) : detail;
  return startAxes(kind === "input" && part?.layer ? part.layer : first);
};

// An embedding alone that does not say how many words it reads.
const isShapeless = ({ family, arguments: given }) =>
  family.arguments.includes("input_dim") &&
  !Object.keys(given).some((name) => isShape(family, name) || name === "input_length");

// The sizes that a call says of its input, and those of them that are open.
const sizesOf = (part, unknowns) => {
  const kept = {};
  for (const [name, value] of Object.entries(part.sizes ?? {})) {
    if (hasOpen(value)) unknowns[name] = openText(value);
    else kept[name] = readSize(part.layer.family, name, value?.text ?? value);
  }
  return kept;
};

const layerResult = (layer, sizes, shape, unknowns, isTorch) => {
  const leaf = leafOf(layer);
  const isLast = leaf.family.read.includes("features") && !("axis" in leaf.arguments);
  const features = sizes.features ?? layer.arguments.features ?? (isLast ? shape?.at(-1) : undefined) ?? null;
  return { kind: "layer", layer, shape, sizes, features, unknowns, isTorch };
};

const modelResult = (layers, sizes, all, shape, isTorch, weightless) => {
  const unknowns = {};
  for (const [place, own] of all.entries()) {
    for (const [name, text] of Object.entries(own)) unknowns[place < layers.length ? `${place}.${name}` : name] = text;
  }
  return { kind: "model", layers, shape, unknowns, isTorch, sizes, weightless };
};

const ofTorch = (facts, { owned, isModel }) => {
  const parts = owned.map(([, part]) => part);
  if (!parts.every((part) => part instanceof Part && !part.missing.length)) return undefined;
  const counted = parts.filter(({ layer }) => layer);
  if (!counted.length) return undefined;
  const all = counted.map(() => ({}));
  const layers = counted.map((part, place) => known(facts, withoutShape(part.layer), all[place]));
  const sizes = counted.map((part, place) => sizesOf(part, all[place]));
  if (!isModel) return layerResult(layers[0], sizes[0], null, all[0], true);
  return modelResult(layers, sizes, all, null, true, parts.length - counted.length);
};

const withFound = (result, found, given) => (result?.kind === "model" ? { ...result, found, given } : result);

// A layer or a model that a text has as code; nothing where it has none. `given` are values of variables by their names.
export const codeIn = (facts, text, given = {}) => {
  const found = modelsIn(facts, text, given);
  if (!found.length) return undefined;
  const [first, ...others] = found;
  const code = { kind: "code", found, given };
  if (others.length) return code;
  if (first.owned.length) return withFound(ofTorch(facts, first), found, given) ?? code;
  const chain = chainOf(facts, first);
  if (!chain) return code;
  const all = [...chain.map(() => ({})), {}];
  const layers = chain.map((layer, place) => known(facts, withoutShape(layer), all[place]));
  const isOpenStart = !first.isModel && first.calls[0].kind === "input" && isShapeless(chain[0]);
  const axes = isOpenStart ? null : axesOf(first.calls[0], chain[0]);
  const shape = axes === null ? null : shapeOf(layers[0], axes, layers, all.at(-1));
  if (!first.isModel)
    return layerResult(layers[0], sizesOf(first.calls[1].part, all[0]), shape, { ...all[0], ...all[1] }, false);
  const sizes = layers.map(() => ({}));
  return withFound(modelResult(layers, sizes, all, shape, false, 0), found, given);
};

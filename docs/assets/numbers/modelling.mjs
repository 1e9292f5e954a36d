// A model that is built in the page: code of its layers and the input of one sample <-> rows as summary() prints them.
import { codeIn } from "./coding.mjs";
import { grouped, total } from "./formula.mjs";
import { inputFor } from "./inputs.mjs";
import { asGiven, inside } from "./layers.mjs";
import { modelRows } from "./models.mjs";
import { read } from "./reading.mjs";
import { Refusal, refuse, repr, shown } from "./refusal.mjs";
import { namesOf } from "./shapes.mjs";
import { isBalanced } from "./state.mjs";
import { number } from "./svg.mjs";

// The refusals of a layer that reads several steps and is given one.
const OF_AXES = ["live_axes_steps", "live_axes"];
const UNITS = ["B", "KB", "MB", "GB"];

const isKeras = (layer) => layer.family.framework === "keras" && inside(layer).every(isKeras);

// What a text is as code: calls beside each other, as in a list, or whatever else the box reads.
const foundIn = (facts, text) => {
  if (isBalanced(text, "()[]")) {
    try {
      const chain = codeIn(facts, `Sequential([${text}\n])`);
      if (chain && chain.kind !== "code") return chain;
    } catch (error) {
      if (!(error instanceof Refusal && error.key === "live_inside")) throw error;
    }
  }
  const found = read(facts, text);
  return ["layer", "model"].includes(found.kind) ? found : refuse("live_model_unread", { given: shown(text) });
};

// The layers that a text has, and the axes of one sample where it says them.
export const layersIn = (facts, text) => {
  const { layer, layers = [layer], shape, unknowns } = foundIn(facts, text);
  const foreign = layers.find((one) => !isKeras(one));
  if (foreign) refuse("live_model_keras", { layer: foreign.family.name });
  const [unknown] = Object.entries(unknowns);
  if (unknown) refuse("live_model_variable", { name: unknown[0].replace(/^\d+\./, ""), given: unknown[1] });
  return { layers, input: shape?.slice(1) ?? null };
};

// The axes of one sample as somebody types them: 30, 5; (None, 5); nothing where they are not known.
export const inputIn = (text) => {
  const inner = text
    .trim()
    .replace(/^\((.*)\)$/s, "$1")
    .replace(/[,，]\s*$/, "")
    .trim();
  if (!inner) return null;
  const axis = (word) => (/^\d{1,16}$/.test(word) ? Number(word) : /^(none|\?)$/i.test(word) ? null : word);
  return inner.split(/[,，×x]/).map((word) => axis(word.trim()));
};

export const inputText = (input) => (input ?? []).map((axis) => axis ?? "None").join(", ");

const isOpen = (layer) =>
  layer.family.recurrent && !layer.family.composition?.bothWays && !layer.arguments.return_sequences;
const isLastStep = (layer) => (layer.family.composition?.bothWays ? inside(layer).some(isOpen) : isOpen(layer));

const withSteps = (layer) => {
  const { family, arguments: given } = layer;
  if (!family.composition?.bothWays) return { family, arguments: { ...given, return_sequences: true } };
  const both = family.inside.filter((name) => given[name]).map((name) => [name, withSteps(given[name])]);
  return { family, arguments: { ...given, ...Object.fromEntries(both) } };
};

const isRefused = (facts, layers, shape) => {
  try {
    return !modelRows(facts, layers, shape);
  } catch {
    return true;
  }
};

// The rows of layers on an input; a recurrent layer gives all its steps where the next one needs them. `added` are the
// places of those that were changed.
export const mended = (facts, layers, shape) => {
  try {
    return { layers, rows: modelRows(facts, layers, shape), added: [] };
  } catch (error) {
    if (!OF_AXES.includes(error.key)) throw error;
    const wrong = layers.findIndex((_, last) => isRefused(facts, layers.slice(0, last + 1), shape));
    const place = layers.slice(0, wrong).findLastIndex(isLastStep);
    if (place < 0) throw error;
    const chain = layers.map((layer, other) => (other === place ? withSteps(layer) : layer));
    if (isRefused(facts, chain.slice(0, wrong + 1), shape)) throw error;
    const rest = mended(facts, chain, shape);
    return { ...rest, added: [place, ...rest.added] };
  }
};

// What a first layer may read where nobody said it: any, if its number does not depend on that.
const anyInput = (facts, layer) =>
  layer.family.arrays.length && !layer.family.read.length && [null, ...inputFor(facts, layer, {})];

const unbuilt = (layers) => {
  const names = namesOf(layers);
  return layers.map((layer, place) => ({ name: names[place], layer, output: null, count: null, tally: null }));
};

// The model of a state: { layers, input, rows, count, trainable, bytes, added }. Without an input a row has no number,
// and neither has the model.
export const built = (facts, layers, input) => {
  const shape = input ? [null, ...input] : anyInput(facts, layers[0]);
  if (!shape) {
    const rows = unbuilt(layers);
    return { layers, input, rows, added: [], count: null, trainable: null, bytes: 0, trainableBytes: 0 };
  }
  const { rows, layers: chain, added } = mended(facts, layers, shape);
  const sum = (of) => total(rows.map(of));
  return {
    layers: chain,
    input,
    rows,
    added,
    count: sum((row) => row.count),
    trainable: sum((row) => row.trainable),
    bytes: sum((row) => row.bytes),
    trainableBytes: sum((row) => (row.count ? (row.bytes / row.count) * row.trainable : 0)),
  };
};

// The state of a page that asks for these layers, and the model that a state asks for.
export const modelState = ({ layers, input }) => ({ model: layers.map(asGiven).join(", "), input });
export const modelOf = (facts, { model, input = null }) => {
  const { layers, input: said } = layersIn(facts, model);
  return built(facts, layers, input ?? said);
};

// A number of bytes as Keras prints it, in steps of 1024.
export const readableBytes = (bytes) => {
  let size = bytes;
  const unit = UNITS.find(() => {
    if (size < 1024) return true;
    size /= 1024;
    return false;
  });
  return `${Number(number(size)).toFixed(2)} ${unit ?? "TB"}`;
};

// Shapes as Python prints them; "?" where nothing is known of them.
export const outputText = ({ outputs, output }) => (output ? outputs.map(repr).join(", ") : "?");
export const countText = (count) => (count === null ? "?" : grouped(count));

// The layers that can stand in a chain, and how a call of each begins.
export const chainable = (facts) =>
  facts.families.filter(
    ({ name, framework, output, cell, composition, prepares, reads }) =>
      framework === "keras" &&
      output.length &&
      !cell &&
      name !== "Input" &&
      !composition?.isChain &&
      !prepares &&
      reads !== "equation" &&
      output[0] !== "as told",
  );

// What of a layer is asked for by fields: its sizes; null where code says it better.
export const askedSizes = (family) => {
  const sizes = family.sizes.filter((name) => family.arguments.includes(name));
  return sizes.length || family.arrays.length ? sizes : null;
};

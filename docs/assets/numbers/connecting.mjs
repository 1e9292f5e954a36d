// Shapes between layers that are not connected one after another: merged, cut, put together by signs, or not known, which
// is null.
import { inputFor, readSizes } from "./inputs.mjs";
import { Open, Slice } from "./meanings.mjs";
import { refuse, shown } from "./refusal.mjs";

export const isShapeKnown = (shape) => Array.isArray(shape);

// What a layer reads where nothing says its shape: the sizes that it needs are open; null where it needs none. `isSole`:
// it is the one input of the code, so that its sizes need no other name.
export const unknownRead = (facts, layer, values, source, shape, isSole, said) => {
  const { family } = layer;
  const names = readSizes(layer).filter((name) => name !== "value_features");
  const sizes = {};
  for (const name of names) {
    if (name in said) sizes[name] = values.number(said[name]);
    else if (isSole && !(shape instanceof Open)) sizes[name] = values.named(name);
    else if (shape instanceof Open) sizes[name] = values.named(`${source}[-1]`, shape.names);
    else sizes[name] = values.named(`${source}.shape[-1]`);
  }
  if (names.length) return inputFor(facts, layer, sizes);
  const hasWords = family.input[0] === "..." && family.output[0] !== "same" && family.arguments.includes("output_dim");
  return hasWords ? [null, null] : null;
};

const joined = (layer, shapes) => {
  const axis = layer.arguments.axis ?? -1;
  const rank = shapes[0].length;
  const no = () => mismatch(layer, shapes);
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank || shapes.some((shape) => shape.length !== rank)) no();
  const place = (axis + rank) % rank;
  const whole = shapes[0].map((_, other) => {
    const lengths = shapes.map((shape) => shape[other]).filter((length) => length !== null);
    if (other && other !== place && new Set(lengths).size > 1) no();
    return lengths[0] ?? null;
  });
  const lengths = shapes.map((shape) => shape[place]);
  whole[place] = lengths.includes(null) ? null : lengths.reduce((one, other) => one + other);
  return whole;
};

// What a slice leaves of an axis.
const cutLength = ({ ends }, length) => {
  const [start = null, stop = null, step = null] = ends;
  if (length === null) return Number.isInteger(start) && start < 0 && stop === null && step === null ? -start : null;
  if (step !== null && step < 1) return Math.ceil(length / -step);
  const at = (end, otherwise) =>
    end === null ? otherwise : Math.min(Math.max(end < 0 ? end + length : end, 0), length);
  return Math.max(0, Math.ceil((at(stop, length) - at(start, 0)) / (step ?? 1)));
};

// The shape of a part of a tensor: `x[:, -1, :]`.
const cut = (shape, index) => {
  const places = Array.isArray(index) ? [...index] : [index];
  const isUnread = (place) =>
    place instanceof Open || typeof place === "string" || (place instanceof Slice && !place.ends);
  if (places.some(isUnread)) return null;
  const whole = [];
  const axes = [...shape];
  for (const place of places) {
    if (place === null) whole.push(1);
    else if (!axes.length) return null;
    else {
      const length = axes.shift();
      if (place instanceof Slice) whole.push(cutLength(place, length));
    }
  }
  return [...whole, ...axes];
};

// What several shapes are together, number by number.
export const togetherShape = (shapes) => {
  if (!shapes.every(isShapeKnown)) return null;
  const longest = shapes.reduce((one, other) => (other.length > one.length ? other : one));
  const whole = [...longest];
  for (const shape of shapes) {
    for (let place = 1; place <= shape.length; place++) {
      const [one, other] = [whole.at(-place), shape.at(-place)];
      if (one === other || other === 1) continue;
      if (one === 1 || one === null) whole[whole.length - place] = other;
      else if (other !== null) return null;
    }
  }
  return whole;
};

export const cutShape = (shape, index) => (isShapeKnown(shape) ? cut(shape, index) : null);

const withBatch = (shapes, axes) => {
  const batches = [...new Set(shapes.map(([batch]) => batch))].filter((batch) => batch !== null);
  return [batches.length === 1 ? batches[0] : null, ...axes];
};

const mismatch = (layer, shapes) =>
  refuse("live_cannot_join", { layer: layer.family.name, shape: shapes.map(shown).join(", ") });

// Number by number; an axis of length 1 is repeated.
const broadcast = (layer, shapes) => {
  const [first, ...others] = shapes.map((shape) => shape.slice(1));
  const merged = others.reduce((before, shape) => {
    const [long, short] = before.length >= shape.length ? [before, shape] : [shape, before];
    const outer = long.length - short.length;
    return long.map((one, place) => {
      if (place < outer) return one;
      const other = short[place - outer];
      if (one === null || other === null) return null;
      if (one !== 1 && other !== 1 && one !== other) mismatch(layer, shapes);
      return one === 1 ? other : one;
    });
  }, first);
  return withBatch(shapes, merged);
};

// Products along an axis of each of two inputs, added up.
const dotted = (layer, shapes) => {
  const { axes } = layer.arguments;
  const pair = Array.isArray(axes) ? axes : [axes, axes];
  if (shapes.length !== 2 || pair.length !== 2 || !pair.every(Number.isInteger)) mismatch(layer, shapes);
  const rest = pair.map((axis, number) =>
    shapes[number].filter((_, place) => place !== (axis + shapes[number].length) % shapes[number].length),
  );
  const output = [...rest[0], ...rest[1].slice(1)];
  return output.length > 1 ? output : [...output, 1];
};

const SEVERAL = {
  broadcast,
  joined,
  dotted,
  attended: (_, [query, value]) => [...query.slice(0, -1), value.at(-1)],
  projected: ({ arguments: given }, [query]) =>
    (given.output_shape ?? null) === null ? query : [...query.slice(0, -1), given.output_shape].flat(),
};

// What a layer that reads several inputs puts out; null where that is not known.
export const mergedShape = (layer, shapes) =>
  shapes.length > 1 && shapes.every(isShapeKnown) ? (SEVERAL[layer.family.several]?.(layer, shapes) ?? null) : null;

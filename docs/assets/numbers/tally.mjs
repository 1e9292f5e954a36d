// Layers and sizes -> numbers: a row for each array of a layer.
import { product, scalars, total } from "./formula.mjs";
import {
  binsOf,
  channelsOfGroup,
  checkMultiples,
  inputFor,
  readInput,
  readShape,
  readSizes,
  startShape,
} from "./inputs.mjs";
import { inside, written } from "./layers.mjs";
import { nearest, refuse, shown } from "./refusal.mjs";
import { parts } from "./shapes.mjs";
import { missingSize, readSize } from "./sizes.mjs";
import { storedFamily } from "./stored.mjs";

const holds = ({ option, value, negated }, choice) => {
  const chosen = choice[option];
  return (value ? String(chosen) === value : Boolean(chosen)) !== negated;
};

// An axis of a size that is several numbers is as many axes.
const shapeFor = (array, sizes) =>
  array.axes.flatMap((axis) => {
    const [{ factor, size, sizes: times }] = axis;
    if (axis.length === 1 && factor === 1 && times.length === 1 && Array.isArray(sizes[size])) return sizes[size];
    return total(axis.map((term) => product([term.factor, ...term.sizes.map((name) => scalars(sizes[name]))])));
  });

// The arrays of all layers and directions of a module; a layer after the first reads the output of the one before it.
const stack = (arrays, choice) => {
  const directions = choice.bidirectional ? ["", "_reverse"] : [""];
  const width = choice.proj_size ? "proj_size" : "units";
  const before = [{ factor: directions.length, size: width, sizes: [width] }];
  const isRead = (axis) => axis.length === 1 && axis[0].factor === 1 && axis[0].size === "features";
  return Array.from({ length: choice.num_layers }, (_, layer) =>
    directions.flatMap((direction) =>
      arrays.map((array) => ({
        ...array,
        name: `${array.name}_l${layer}${direction}`,
        axes: layer ? array.axes.map((axis) => (isRead(axis) ? before : axis)) : array.axes,
      })),
    ),
  ).flat();
};

// The arrays that there are under a choice of options; one that is not named has its default.
export const arraysFor = (family, options = {}) => {
  const choice = { ...Object.fromEntries(family.optional.map((name) => [name, false])), ...family.choices, ...options };
  const arrays = family.arrays.filter((array) => array.when.every((condition) => holds(condition, choice)));
  return family.stacked ? stack(arrays, choice) : arrays;
};

const isEmpty = (value) => Array.isArray(value) && !value.length;

export const readOption = (facts, family, name, value) => {
  if (family.given.includes(name)) return ![null, false].includes(value) && !isEmpty(value);
  const values = family.options.find(([option]) => option === name)[1];
  const given = shown(value);
  if (typeof values[0] === "number") {
    const number = readSize(family, name, value);
    if (!family.notSearched.includes(name) && number > facts.mostLayers)
      refuse("live_at_most", { layer: family.name, name, most: facts.mostLayers, given });
    return number;
  }
  if (!values.includes(value)) {
    refuse("live_one_of", { layer: family.name, name, known: values.map(shown).join(", "), given });
  }
  return value;
};

const tallyFrom = (layer, sizes, options, rows) => ({
  layer,
  sizes,
  options,
  rows,
  count: total(rows.map((row) => row.count)),
  trainable: total(rows.map((row) => (row.trainable ? row.count : 0))),
});

// The sizes of a layer without layers inside, of those that are known, given or as another one.
const sizesOf = ({ family, arguments: given }, known) => {
  const sizes = {};
  for (const name of family.allSizes) {
    let value = known[name] ?? given[name] ?? null;
    if (family.optional.includes(name) && (value === null || value === 0)) continue;
    if (value === null) value = name in family.ties ? sizes[family.ties[name]] : (family.numbers[name] ?? null);
    if (value === null && !(name in given)) missingSize(family, name);
    sizes[name] = readSize(family, name, value);
    if (family.optional.includes(name) && sizes[name] === sizes[family.ties[name]]) delete sizes[name]; // as if left out
  }
  for (const [name, bound] of family.below) {
    if (name in sizes && scalars(sizes[name]) >= scalars(sizes[bound])) {
      refuse("live_below", { layer: family.name, name, bound, given: shown(sizes[name]), most: shown(sizes[bound]) });
    }
  }
  return sizes;
};

// The sizes that are worked out from others: an option or a number divides them.
const quotientsOf = (family, sizes, options) =>
  Object.fromEntries(
    family.quotients.map(([name, size, divisor]) => [
      name,
      Math.ceil(scalars(sizes[size]) / Number(options[divisor] ?? divisor)),
    ]),
  );

const own = (facts, layer, shape, known) => {
  const { arguments: given } = layer;
  const family = storedFamily(facts, layer);
  const isUnread = family.read.some((name) => !(name in known || name in family.ties || name in family.numbers));
  const isShown = shape.slice(1).some((axis) => axis !== null);
  const read = isUnread && isShown ? { ...known, ...readInput(facts, layer, shape) } : known;
  const options = {};
  for (const [name] of family.options) {
    options[name] = readOption(facts, family, name, name in given ? given[name] : family.choices[name]);
  }
  const sizes = sizesOf(layer, family.reads === "bins" && !read.bins ? { ...read, bins: binsOf(layer) } : read);
  checkMultiples(layer, sizes);
  const present = Object.fromEntries(family.optional.map((name) => [name, name in sizes]));
  const isFrozen = given.trainable === false;
  const inner = { ...sizes, ...quotientsOf(family, sizes, options) };
  const rows = arraysFor(family, { ...options, ...present }).map((array) => {
    const lengths = shapeFor(array, inner);
    return {
      name: array.name,
      part: "",
      array,
      shape: lengths,
      count: product(lengths),
      sizes: inner,
      gates: family.gates,
      trainable: array.trainable && !isFrozen,
    };
  });
  return tallyFrom(family.name, sizes, options, rows);
};

// The arrays of the layers inside, and those that a layer around one keeps beside the first of them. Keras lists a kernel,
// what belongs to it, and the rest; a kernel that is not trained comes with the rest.
const withOwn = (layer, rows) => {
  const { family, arguments: given } = layer;
  const { around = [], example } = family.composition;
  if (!around.length) return rows;
  const [first] = rows;
  const [inner] = inside(layer);
  const kind = inner.family.composition;
  const keepsState = inner.family.cell || inner.family.input.includes("time");
  if (!first || !around.includes(first.array.name) || (kind && !kind.around.length) || (!kind && keepsState)) {
    refuse("live_inside_kind", { layer: family.name, example: example ?? "Dense(64)", given: written(inner) });
  }
  const sizes = Object.fromEntries(family.allSizes.map((name) => [name, first.shape.at(-1)]));
  const kept = family.arrays.map((array) => {
    const shape = shapeFor(array, sizes);
    const trainable = array.trainable && given.trainable !== false;
    return { name: array.name, part: "", array, shape, count: product(shape), sizes, gates: [], trainable };
  });
  const beside = first.trainable ? 1 : 0;
  return [...rows.slice(0, beside), ...kept, ...rows.slice(beside)];
};

// The arrays of a layer that reads an input of this shape, batch first; `known` are sizes that are read already.
export const tallyOfShape = (facts, layer, shape, known = {}) => {
  if (!layer.family.inside.length) return own(facts, layer, shape, known);
  const tallies = parts(facts, layer, shape).map(([part, inner, reads]) => [part, tallyOfShape(facts, inner, reads)]);
  const rows = tallies.flatMap(([place, tally]) =>
    tally.rows.map((row) => {
      const part = row.part ? `${place}.${row.part}` : place;
      return { ...row, part, name: `${part}.${row.array.name}` };
    }),
  );
  let sizes = known;
  if (!Object.keys(known).length && tallies.length && !startShape(layer)) {
    const first = tallies[0][1].sizes;
    const names = readSizes(layer).filter((name) => name in first);
    sizes = Object.fromEntries(names.map((name) => [name, first[name]]));
  }
  return tallyFrom(written(layer), sizes, {}, withOwn(layer, rows));
};

// What is given beside a layer: sizes that it reads, and arguments that its call lacks.
const split = (layer, given) => {
  const { family } = layer;
  const read = readSizes(layer).filter((name) => !family.arguments.includes(name));
  const [sizes, more] = [{}, {}];
  for (const [name, value] of Object.entries(given)) {
    if (read.includes(name)) sizes[name] = readSize(family, name, value);
    else if (name in layer.arguments) refuse("live_given_twice", { layer: family.name, name });
    else if (family.arguments.includes(name)) more[name] = value;
    else unknownArgument(family, name, read);
  }
  return [{ family, arguments: { ...layer.arguments, ...more } }, sizes];
};

const unknownArgument = (family, name, read) =>
  refuse("live_unknown_argument", { layer: family.name, name, nearest: nearest(name, [...family.arguments, ...read]) });

// The arrays of a layer. `given` are the sizes that it reads, or the shape of its input, batch first, as in
// { shape: [null, 50, 3] }; and arguments that its call lacks.
export const tallyOf = (facts, layer, given = {}) => {
  const { shape = null, ...named } = given;
  const [whole, sizes] = split(layer, named);
  const begins = shape ? [shape[0], ...readShape(whole, shape.slice(1)).slice(1)] : startShape(whole);
  if (begins) {
    const name = Object.keys(sizes).find((size) => size !== "value_features");
    if (name) refuse("live_input_twice", { layer: whole.family.name, given: name, shape: shown(begins) });
    const read = whole.family.inside.length ? sizes : { ...readInput(facts, whole, begins), ...sizes };
    return tallyOfShape(facts, whole, begins, read);
  }
  const missing = inside(whole).length && readSizes(whole).find((name) => !(name in sizes));
  if (missing) missingSize(whole.family, missing);
  if ("groups" in whole.arguments && "channels" in sizes) sizes.channels = channelsOfGroup(whole, sizes.channels);
  return tallyOfShape(facts, whole, inputFor(facts, whole, sizes), sizes);
};

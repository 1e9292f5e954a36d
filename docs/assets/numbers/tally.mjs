// Layers and sizes -> numbers: a row for each array of a layer.
import { product, scalars, total } from "./formula.mjs";
import { refuse, shown } from "./refusal.mjs";
import { missingSize, readSize } from "./sizes.mjs";

const holds = ({ option, value, negated }, choice) => {
  const chosen = choice[option];
  return (value ? chosen === value : Boolean(chosen)) !== negated;
};

// An axis of a size that is several numbers is as many axes.
const shapeFor = (array, sizes) =>
  array.axes.flatMap((axis) => {
    const [{ factor, size }] = axis;
    if (axis.length === 1 && factor === 1 && Array.isArray(sizes[size])) return sizes[size];
    return total(axis.map((term) => term.factor * (term.size ? scalars(sizes[term.size]) : 1)));
  });

// The arrays of all layers and directions of a module; a layer after the first reads the output of the one before it.
const stack = (arrays, choice) => {
  const directions = choice.bidirectional ? ["", "_reverse"] : [""];
  const before = [{ factor: directions.length, size: choice.proj_size ? "proj_size" : "units" }];
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

const readOption = (facts, family, name, value) => {
  const values = family.options.find(([option]) => option === name)[1];
  const given = shown(value);
  if (typeof values[0] === "number") {
    const number = readSize(family, name, value);
    if (number > facts.mostLayers) refuse("live_at_most", { layer: family.name, name, most: facts.mostLayers, given });
    return number;
  }
  if (!values.includes(value)) {
    refuse("live_one_of", { layer: family.name, name, known: values.map(shown).join(", "), given });
  }
  return value;
};

// The arrays of a layer that has no layers inside, for sizes that are known.
const own = (facts, { family, arguments: given }, known) => {
  const options = {};
  for (const [name] of family.options) {
    options[name] = readOption(facts, family, name, name in given ? given[name] : family.choices[name]);
  }
  const others = Object.fromEntries(family.defaults);
  const sizes = {};
  for (const name of family.allSizes) {
    const value = known[name] ?? given[name] ?? null;
    if (family.optional.includes(name) && (value === null || value === 0)) continue;
    if (value === null && name in others) sizes[name] = sizes[others[name]] ?? known[others[name]];
    else if (value === null && !(name in given)) missingSize(family, name);
    else sizes[name] = readSize(family, name, value);
  }
  for (const [name, bound] of family.below) {
    if (name in sizes && scalars(sizes[name]) >= scalars(sizes[bound])) {
      refuse("live_below", { layer: family.name, name, bound, given: shown(sizes[name]), most: shown(sizes[bound]) });
    }
  }
  const isFrozen = given.trainable === false;
  const present = Object.fromEntries(family.optional.map((name) => [name, name in sizes]));
  const rows = arraysFor(family, { ...options, ...present }).map((array) => {
    const shape = shapeFor(array, sizes);
    const { name, trainable } = array;
    return {
      name,
      part: "",
      array,
      shape,
      count: product(shape),
      sizes,
      gates: family.gates,
      trainable: trainable && !isFrozen,
    };
  });
  return tallyFrom(family.name, sizes, options, rows);
};

const tallyFrom = (layer, sizes, options, rows) => ({
  layer,
  sizes,
  options,
  rows,
  count: total(rows.map((row) => row.count)),
  trainable: total(rows.map((row) => (row.trainable ? row.count : 0))),
});

export const tallyOf = (facts, layer, given = {}) => own(facts, layer, given);

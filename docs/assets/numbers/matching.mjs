// Shapes of weights -> the layers whose arrays have exactly these shapes.

import { logLikelihood } from "./likelihood.mjs";
import { Refusal } from "./refusal.mjs";
import { rankOf } from "./sizes.mjs";
import { holdersOf, kerasOf, variantsOf } from "./solving.mjs";
import { tallyOf } from "./tally.mjs";

const EXACT = 1e6; // logarithms that are equal but for their last digits are equal

const lastOf = (name) => name.slice(name.lastIndexOf("/") + 1);
const same = (one, other) => one.length === other.length && one.every((axis, place) => axis === other[place]);

// An axis a place: a window stands for as many as there are axes of space.
const placesOf = (family, array) =>
  array.axes.flatMap((axis) =>
    axis.length === 1 && axis[0].size === "kernel_size" ? Array(rankOf(family)).fill(axis) : [axis],
  );

// The sizes by which arrays have shapes, as far as the shapes tell them; nothing where they can't.
const sizesBy = (family, arrays, shapes) => {
  const sizes = {};
  const windows = [];
  const sums = [];
  for (const [place, array] of arrays.entries()) {
    const axes = placesOf(family, array);
    if (axes.length !== shapes[place].length) return undefined;
    for (const [number, terms] of axes.entries()) {
      const [{ factor, size, sizes: times }] = terms;
      const length = shapes[place][number];
      if (times.length > 1) continue; // the shapes are compared in the end
      if (terms.length > 1) sums.push([terms, length]);
      else if (!size) {
        if (length !== factor) return undefined;
      } else if (size === "kernel_size") {
        windows[number] ??= length;
        if (windows[number] !== length) return undefined;
      } else {
        sizes[size] ??= length / factor;
        if (!Number.isInteger(sizes[size]) || sizes[size] * factor !== length) return undefined;
      }
    }
  }
  for (const [terms, length] of sums) {
    const [open, ...more] = terms.filter(({ size }) => !(size in sizes));
    if (!open || more.length) continue; // the shapes are compared in the end
    const known = terms.reduce((sum, { factor, size }) => sum + (size in sizes ? factor * sizes[size] : 0), 0);
    sizes[open.size] = (length - known) / open.factor;
    if (!(Number.isInteger(sizes[open.size]) && sizes[open.size] > 0)) return undefined;
  }
  const sides = Object.values(windows); // channels may come before them
  if (sides.length) sizes.kernel_size = sides.length > 1 ? sides : sides[0];
  return sizes;
};

// The arrays in the order of the shapes: by the names that are given, or in their own order.
const chosen = (arrays, names, shapes) => {
  if (arrays.length !== shapes.length) return undefined;
  if (names.some((name) => !name)) return arrays;
  const found = names.map((name) => arrays.find((array) => array.name === name || lastOf(array.name) === name));
  return found.every(Boolean) && new Set(found).size === found.length ? found : undefined;
};

const madeOf = (family, sizes, options, held) => {
  const own = Object.entries(sizes).filter(([name]) => family.arguments.includes(name));
  const layer = { family, arguments: { ...Object.fromEntries(own), ...options } };
  const read = Object.fromEntries(Object.entries(sizes).filter(([name]) => !family.arguments.includes(name)));
  return { layer: held ? { family: held, arguments: { [held.inside[0]]: layer } } : layer, sizes: read };
};

// The arrays of a layer; nothing where it can't have these sizes, or its input is not known well enough.
const counted = (facts, { layer, sizes }) => {
  try {
    return tallyOf(facts, layer, sizes);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

// All layers with these shapes: { layer, sizes, tally }, the likeliest first; of two directions a half each.
export const layersOfShapes = (facts, { shapes, names = shapes.map(() => "") }) => {
  const found = [];
  const half = shapes.length / 2;
  const isTwice =
    Number.isInteger(half) && shapes.slice(0, half).every((shape, place) => same(shape, shapes[half + place]));
  const [held] = holdersOf(facts).filter(({ composition }) => composition.bothWays);
  const tryVariant = (family, { arrays, options }, part, around) => {
    const wanted = chosen(arrays, part.names, part.shapes);
    const sizes = wanted && sizesBy(family, wanted, part.shapes);
    if (!sizes || family.sizes.some((name) => !(name in sizes))) return;
    const made = madeOf(family, sizes, options, around);
    const tally = counted(facts, made);
    if (!tally) return;
    const rows = wanted.map(({ name }) => tally.rows.find((row) => row.array.name === name)?.shape);
    if (!rows.every((shape, place) => shape && same(shape, part.shapes[place]))) return;
    const isForeign = family.name.includes(".");
    const weight = logLikelihood(facts, made.layer, made.sizes) + (isForeign ? Math.log(facts.likelihood.foreign) : 0);
    found.push({ ...made, tally, weight: Math.round(weight * EXACT) });
  };
  for (const family of facts.families.filter(({ composition, arrays }) => !composition && arrays.length)) {
    for (const variant of variantsOf(facts, family)) {
      tryVariant(family, variant, { shapes, names });
      const isInner = isTwice && kerasOf(facts).includes(family) && family.recurrent;
      if (isInner) {
        tryVariant(family, variant, { shapes: shapes.slice(0, half), names: names.slice(0, half) }, held);
      }
    }
  }
  return found.sort((one, two) => two.weight - one.weight).map(({ weight, ...reading }) => reading);
};

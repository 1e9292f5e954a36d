// Sizes as they are given, made positive integers.
import { refuse, shown } from "./refusal.mjs";

const MOST = Number.MAX_SAFE_INTEGER; // above it, numbers of JavaScript are no longer exact

// Sizes that stand for as many axes as they have numbers, also where that is one.
const SHAPES = ["kernel_rows", "bias_shape"];

export const isPositive = (number) => Number.isSafeInteger(number) && number > 0;

const positive = (family, name, number, given) => {
  if (isPositive(number)) return number;
  const said = { layer: family.name, name, given: shown(given) };
  return Number.isInteger(number) && number > MOST
    ? refuse("live_at_most", { ...said, most: MOST })
    : refuse("live_positive", said);
};

export const missingSize = (family, name) => refuse("live_missing", { layer: family.name, name });

// How many axes of space a layer reads.
export const rankOf = (family) => family.input.filter((axis) => axis === "space").length;

// A size as a positive integer, or several where the input has several axes of it.
export const readSize = (family, name, value) => {
  const rank = name === "kernel_size" ? rankOf(family) : 0;
  const isShape = SHAPES.includes(name);
  const isAlong = name === "features" && ["axis", "shared_axes"].some((one) => family.arguments.includes(one));
  const mayBeSeveral = isShape || ["output_shape", "normalized_shape"].includes(name) || isAlong;
  const mayBeNone = name === "kernel_rows" || (name === "features" && "axis" in family.choices);
  if (Array.isArray(value) && !value.length && mayBeNone) return []; // no axis: a single number
  if (Array.isArray(value) && (rank ? rank === value.length : value.length > 0 && mayBeSeveral)) {
    const several = value.map((one) => positive(family, name, one, value));
    return rank || isShape || several.length > 1 ? several : several[0];
  }
  const number = positive(family, name, value, value);
  return rank ? Array(rank).fill(number) : number;
};

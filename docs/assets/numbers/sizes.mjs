// Sizes as they are given, made positive integers.
import { refuse, shown } from "./refusal.mjs";

const MOST = Number.MAX_SAFE_INTEGER;

const positive = (family, name, value, given) => {
  if (Number.isInteger(value) && value > MOST)
    refuse("live_at_most", { layer: family.name, name, most: MOST, given: shown(given) });
  if (!Number.isInteger(value) || value < 1) refuse("live_positive", { layer: family.name, name, given: shown(given) });
  return value;
};

export const missingSize = (family, name) => refuse("live_missing", { layer: family.name, name });

// A size as a positive integer, or several where the input has several axes of it.
export const readSize = (family, name, value) => {
  const rank = name === "kernel_size" ? family.input.filter((axis) => axis === "space").length : 0;
  const isSeveral = name === "output_shape" || (name === "features" && family.arguments.includes("axis"));
  if (Array.isArray(value) && (rank ? rank === value.length : value.length && isSeveral)) {
    const several = value.map((number) => positive(family, name, number, value));
    return rank || several.length > 1 ? several : several[0];
  }
  const number = positive(family, name, value, value);
  return rank ? Array(rank).fill(number) : number;
};

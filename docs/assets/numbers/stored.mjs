// How Keras stores the numbers of a layer under a type of numbers such as int8_from_float32.
import { refuse, shown } from "./refusal.mjs";

const POLICY = /^(int8|int4|float8)(?:\/(-1|[1-9]\d*))?_from_\w+$/;
const BLOCK = /\/128$/; // as many share a scale in the facts

// How a type of numbers stores a layer: [kind, how many share a scale], nothing for a usual one.
export const modeOf = (policy) => {
  const [, kind, block] = (typeof policy === "string" && policy.match(POLICY)) || [];
  return kind && [kind, kind === "int4" && block && block !== "-1" ? block : ""];
};

// The family of a layer, with the arrays that it has under its type of numbers.
export const storedFamily = (facts, { family, arguments: given }) => {
  const [kind, block] = modeOf(given.dtype) ?? [];
  const modes = kind && Object.hasOwn(facts.stored, family.name) ? facts.stored[family.name] : undefined;
  if (!modes) return family;
  const known = modes[block ? `${kind}/` : kind];
  if (!known) refuse("live_unknown_argument", { layer: family.name, name: "dtype", nearest: shown(given.dtype) });
  const renamed = (size) => size.replace(BLOCK, `/${block}`);
  return {
    ...family,
    arrays: known.arrays.map((array) => ({
      ...array,
      axes: array.axes.map((axis) =>
        axis.map(({ factor, size, sizes }) => ({ factor, size: renamed(size), sizes: sizes.map(renamed) })),
      ),
    })),
    quotients: known.quotients.map(([name, size, by]) => [renamed(name), size, block && by === "128" ? block : by]),
  };
};

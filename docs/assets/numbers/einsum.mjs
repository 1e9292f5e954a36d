// What the equation of an EinsumDense says of its kernel, its bias and its output.
import { argument } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";
import { isPositive } from "./sizes.mjs";

// The axes of the input, of the kernel, of the output; dots stand for any number of axes.
const EQUATION = /^(\.{3})?([a-zA-Z]+)(\.{3})?,([a-zA-Z]+)->(\.{3})?([a-zA-Z]+)(\.{3})?$/;

// The output: what `output_shape` says, with the axes that dots stand for.
const outputOf = (layer, shape, more, isLeft) => {
  const axes = [argument(layer, "output_shape")].flat();
  const isSaid = Object.hasOwn(layer.arguments, "output_shape");
  if (!isSaid || !axes.every((axis) => axis === null || isPositive(axis))) return undefined;
  if (isLeft) return [shape[0], ...shape.slice(1, Math.max(1, more)), ...axes];
  return [shape[0], ...axes, ...(more ? shape.slice(-more) : [])];
};

const zipped = (letters, lengths) => Object.fromEntries([...letters].map((letter, place) => [letter, lengths[place]]));

// The axes of the bias: those that it names, and 1 for each other one behind the first of them; null where there is none.
const biasOf = (layer, putOut, lengths, behind) => {
  const named = argument(layer, "bias_axes");
  if (named === null) return null;
  if (typeof named !== "string" || !named || ![...named].every((letter) => putOut.includes(letter))) return undefined;
  const first = Math.min(...[...named].map((letter) => putOut.indexOf(letter)));
  const axes = [...putOut.slice(first)].map((letter) => (named.includes(letter) ? lengths[letter] : 1));
  return [...axes, ...Array(behind).fill(1)];
};

// The shapes of the kernel, of the bias and of the output, batch first: { kernel, bias, output }.
export const readEquation = (layer, shape) => {
  const equation = argument(layer, "equation");
  const none = () => refuse("live_equation", { layer: layer.family.name, given: shown(equation), shape: shown(shape) });
  const parts = typeof equation === "string" ? equation.replaceAll(" ", "").match(EQUATION) : null;
  if (!parts) return none();
  const [, left, read, right, kernel, outLeft, putOut, outRight] = parts;
  const more = shape.length - read.length;
  if (left !== outLeft || right !== outRight || (left && right) || more < 0 || (more && !left && !right)) return none();
  const output = outputOf(layer, shape, more, left);
  if (!output || output.length !== putOut.length + more) return none();
  const first = left ? more : 0;
  const reads = zipped(read, shape.slice(first));
  const puts = zipped(putOut, output.slice(first));
  const fits = [...read].every((letter) => (puts[letter] ?? null) === null || puts[letter] === reads[letter]);
  const isFrom = (letters, ...sources) =>
    [...letters].every((letter) => sources.some((source) => source.includes(letter)));
  if (!fits || !isFrom(kernel, read, putOut) || !isFrom(putOut, read, kernel)) return none();
  const bias = biasOf(layer, putOut, puts, right ? more : 0);
  if (bias === undefined) return none();
  return { kernel: [...kernel].map((letter) => (letter in puts ? puts : reads)[letter]), bias, output };
};

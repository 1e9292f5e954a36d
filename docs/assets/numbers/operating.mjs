// The shapes that functions without weights give, by their names: means, axes that are added, tensors put together.
import { togetherShape } from "./connecting.mjs";
import { Tensor } from "./meanings.mjs";

// Functions that leave a shape as it is, number by number; of several tensors they take those beside each other.
const ALIKE = new Set(
  "abs cast clip clip_by_value cos elu exp floor gelu hard_sigmoid identity l2_normalize leaky_relu log log_softmax negative normalize reverse relu relu6 round rsqrt selu sigmoid sign sin softmax softplus softsign sqrt square stop_gradient swish silu tanh zeros_like ones_like dropout cumsum cumprod flip pow add subtract multiply divide maximum minimum where".split(
    " ",
  ),
);
// Functions that take an axis together.
const REDUCING = new Set(
  "mean reduce_mean sum reduce_sum max reduce_max min reduce_min prod reduce_prod std reduce_std var reduce_variance any all argmax argmin logsumexp reduce_logsumexp".split(
    " ",
  ),
);

const isPlace = (number, rank) => Number.isInteger(number) && number >= -rank && number < rank;
const placeOf = (number, rank) => (number + rank) % rank;

const reduced = (shape, axis, keeps) => {
  const axes = Array.isArray(axis) ? [...axis] : [axis];
  if (typeof keeps !== "boolean" || !axes.every((number) => isPlace(number, shape.length))) return null;
  const places = new Set(axes.map((number) => placeOf(number, shape.length)));
  return shape.flatMap((length, place) => (places.has(place) ? (keeps ? [1] : []) : [length]));
};

const joined = (shapes, axis) => {
  const rank = shapes[0].length;
  if (!isPlace(axis, rank) || shapes.some((shape) => shape.length !== rank)) return null;
  return shapes[0].map((_, place) => {
    const lengths = shapes.map((shape) => shape[place]);
    if (place !== placeOf(axis, rank)) return lengths.find((length) => length !== null) ?? null;
    return lengths.includes(null) ? null : lengths.reduce((sum, length) => sum + length);
  });
};

const turned = (shape, order) => {
  const isWhole =
    Array.isArray(order) && order.length === shape.length && shape.every((_, place) => order.includes(place));
  return isWhole ? [...order].map((place) => shape[place]) : null;
};

// What a function puts out, from its name and what it is given; null where that is not known.
export const shapeAfter = (name, given, shapeOf) => {
  const named = {};
  let count = 0;
  for (const [key, value] of given) named[key || String(count++)] = value;
  const first = given.map(([, value]) => value).find((value) => typeof value !== "string");
  const tensors = first instanceof Tensor ? [first] : Array.isArray(first) ? [...first] : [];
  if (!tensors.length || !tensors.every((tensor) => tensor instanceof Tensor)) return null;
  const shapes = tensors.map(shapeOf);
  if (!shapes.every(Array.isArray)) return null;
  const [shape] = shapes;
  const rank = shape.length;
  const number = named.axis ?? named.dim ?? named[1];
  if (ALIKE.has(name)) {
    const others = Object.values(named).filter((value) => value instanceof Tensor && value !== first);
    return togetherShape([...shapes, ...others.map(shapeOf)]);
  }
  if (name === "concat" || name === "concatenate") return joined(shapes, named.axis ?? named[1] ?? -1);
  if (REDUCING.has(name)) return reduced(shape, number, named.keepdims ?? named.keep_dims ?? named[2] ?? false);
  if (name === "expand_dims" && isPlace(number, rank + 1)) return shape.toSpliced(placeOf(number, rank + 1), 0, 1);
  if (name === "squeeze" && isPlace(number, rank)) return shape.toSpliced(placeOf(number, rank), 1);
  if (name === "transpose" || name === "permute_dimensions") {
    return turned(shape, named.perm ?? named.pattern ?? named.axes ?? named[1]);
  }
  if (name !== "one_hot") return null;
  const classes = named.depth ?? named.num_classes ?? named[1];
  return Number.isInteger(classes) ? [...shape, classes] : null;
};

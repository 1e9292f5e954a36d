// What a layer reads: the shape of its input, batch first, null for an axis of any length; the sizes that stand in it.
import { readEquation } from "./einsum.mjs";
import { scalars } from "./formula.mjs";
import { argument, inside } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";
import { isPositive, rankOf, readSize } from "./sizes.mjs";

// The axes of one sample, as Input takes them, with an axis for the batch.
export const readShape = (layer, axes) => {
  if (!Array.isArray(axes) || !axes.every((axis) => axis === null || isPositive(axis))) {
    refuse("live_input_shape", { layer: layer.family.name, given: shown(axes) });
  }
  return [null, ...axes];
};

const batchOf = (size) =>
  size === null || isPositive(size)
    ? size
    : refuse("live_positive", { layer: "Input", name: "batch_size", given: shown(size) });

// The input that a layer or a chain of layers names itself, null where it does not.
export const startShape = (layer) => {
  const { family, arguments: given } = layer;
  if (family.name === "Input") {
    if ("batch_shape" in given) {
      if ("shape" in given || "batch_size" in given) refuse("live_given_twice", { layer: "Input", name: "shape" });
      return readShape(layer, given.batch_shape).slice(1);
    }
    if (!("shape" in given)) refuse("live_input_shape", { layer: "Input", given: shown(null) });
    return [batchOf(argument(layer, "batch_size")), ...readShape(layer, given.shape).slice(1)];
  }
  if ("input_shape" in given) return readShape(layer, given.input_shape);
  if ("batch_input_shape" in given) return readShape(layer, given.batch_input_shape).slice(1);
  if ("input_dim" in given && !family.arguments.includes("input_dim")) return readShape(layer, [given.input_dim]);
  return family.composition?.isChain && inside(layer).length ? startShape(inside(layer)[0]) : null;
};

// The layer inside that reads the input.
const firstOf = (layer) => inside(layer).find(({ family }) => family.name !== "Input") ?? inside(layer)[0];

// The sizes that a layer, or the first one inside it, reads from its input.
export const readSizes = (layer) => (inside(layer).length ? readSizes(firstOf(layer)) : layer.family.read);

// An argument of a convolution with a number for each axis of space.
export const spread = (layer, name, otherwise = 1) => {
  const rank = rankOf(layer.family);
  const value = argument(layer, name) ?? layer.family.numbers[name] ?? otherwise;
  const several = Array.isArray(value) ? value : Array(rank).fill(value);
  if (several.length !== rank || !several.every(isPositive)) {
    refuse("live_several", { layer: layer.family.name, name, n: rank, given: shown(value) });
  }
  return several;
};

const oneOf = (layer, name, value, known) =>
  known.includes(value)
    ? value
    : refuse("live_one_of", {
        layer: layer.family.name,
        name,
        known: known.map(shown).join(", "),
        given: shown(value),
      });

// What a convolution does at its borders.
export const paddingOf = (facts, layer) => {
  const given = argument(layer, "padding", "valid");
  const padding = typeof given === "string" ? given.toLowerCase() : given;
  return oneOf(layer, "padding", padding, facts.paddings[layer.family.name] ?? facts.padding);
};

// The axes of the input after the batch, in the order of the layer's data_format.
export const axesOf = (facts, layer) => {
  const axes = [...layer.family.input];
  if (!axes.includes("space") || !layer.family.arguments.includes("data_format")) return axes;
  const format = oneOf(layer, "data_format", argument(layer, "data_format"), facts.dataFormats);
  if (layer.family.arguments.includes("strides")) paddingOf(facts, layer);
  if (layer.family.arguments.includes("dilation_rate")) {
    const [strides, dilation] = ["strides", "dilation_rate"].map((name) => spread(layer, name));
    if (Math.max(...strides) > 1 && Math.max(...dilation) > 1) refuse("live_strides", { layer: layer.family.name });
  }
  if (format !== "channels_first") return axes;
  const rest = axes.filter((axis) => axis !== "channels");
  rest.splice(rest.indexOf("space"), 0, "channels");
  return rest;
};

// The shape of an input with the sizes that a layer reads, all other axes open.
export const inputFor = (facts, layer, read) => {
  if (inside(layer).length) {
    const shape = inputFor(facts, firstOf(layer), read);
    return layer.family.composition.eachStep ? [shape[0], null, ...shape.slice(1)] : shape;
  }
  const axes = axesOf(facts, layer).filter((axis) => axis !== "..." || read[axis]);
  return [null, ...axes.flatMap((axis) => read[axis] ?? [null])];
};

// The channels that one filter reads.
export const channelsOfGroup = (layer, size) => {
  const groups = argument(layer, "groups", 1);
  const filters = argument(layer, "filters", groups);
  if (!isPositive(groups) || scalars(size) % groups || (Number.isInteger(filters) && filters % groups)) {
    const [channels, given] = [shown(size), shown(groups)];
    refuse("live_groups", { layer: layer.family.name, given, channels, filters: shown(filters) });
  }
  return groups === 1 ? size : scalars(size) / groups;
};

// The features that a normalization reads: the last axis, or those that `axis` names.
const along = (layer, shape) => {
  const axis = argument(layer, "axis", -1);
  const mayBeNone = "axis" in layer.family.choices;
  if (mayBeNone && (axis === null || (Array.isArray(axis) && !axis.length))) return [];
  const length = shape.length;
  const isThere = (place) => Number.isInteger(place) && place >= -length && place < length;
  if (Array.isArray(axis) && axis.length && !layer.family.oneAxis && axis.every(isThere)) {
    const places = axis.toSorted((one, two) => one - two).map((place) => (place + length) % length);
    if (mayBeNone) places.sort((one, two) => one - two); // only then Keras counts from the front before it sorts
    const lengths = places.map((place) => shape[place]);
    if (new Set(places).size === places.length) return lengths.length > 1 ? lengths : lengths[0];
  }
  if (isThere(axis) && (axis + length) % length) return shape.at(axis); // the batch is not read
  return refuse("live_no_axis", { layer: layer.family.name, given: shown(axis), shape: shown(shape) });
};

const expectKnown = (family, name, size, shape) => {
  if ([size].flat().includes(null)) refuse("live_open", { layer: family.name, name, shape: shown(shape) });
  return size;
};

// All axes but the batch, and 1 for each that `shared_axes` names.
const shared = (layer, shape) => {
  const given = argument(layer, "shared_axes");
  const axes = given === null ? [] : [given].flat();
  if (!axes.every((axis) => isPositive(axis) && axis < shape.length)) {
    refuse("live_no_axis", { layer: layer.family.name, given: shown(given), shape: shown(shape) });
  }
  return shape.slice(1).map((length, place) => (axes.includes(place + 1) ? 1 : length));
};

// The axes of the kernel and of the bias of a layer that is written as an equation.
const byEquation = (layer, shape) => {
  const { kernel, bias } = readEquation(layer, shape);
  const sizes = {
    kernel_rows: expectKnown(layer.family, "kernel", kernel.slice(0, -1), shape),
    kernel_columns: expectKnown(layer.family, "kernel", kernel.at(-1), shape),
  };
  return bias ? { ...sizes, bias_shape: expectKnown(layer.family, "bias", bias, shape) } : sizes;
};

// The waves into which a frame is taken apart: half of `fft_length`, and one.
export const binsOf = (layer) => {
  const { family } = layer;
  const frame = readSize(family, "frame_length", argument(layer, "frame_length", family.numbers.frame_length));
  const given = argument(layer, "fft_length");
  const length = given === null ? 2 ** Math.ceil(Math.log2(frame)) : readSize(family, "fft_length", given);
  if (length < frame) {
    refuse("live_below", {
      layer: family.name,
      name: "frame_length",
      bound: "fft_length",
      given: shown(frame),
      most: shown(length),
    });
  }
  return Math.floor(length / 2) + 1;
};

// A size must be a multiple of what divides it; -1 stands for the size itself.
export const checkMultiples = (layer, sizes) => {
  const { family } = layer;
  for (const [name, divisor] of family.multiples) {
    const given = sizes[divisor] ?? argument(layer, divisor, family.numbers[divisor] ?? family.choices[divisor]);
    if (!(name in sizes) || given === -1) continue;
    if (scalars(sizes[name]) % readSize(family, divisor, given)) {
      refuse("live_divides", {
        ...{ layer: family.name, option: divisor, names: name },
        ...{ number: shown(given), given: shown(sizes[name]) },
      });
    }
  }
};

// The sizes that a layer without layers inside reads from its input.
export const readInput = (facts, layer, shape) => {
  const { family } = layer;
  const axes = axesOf(facts, layer);
  const rest = shape.slice(1);
  if (axes.includes("...") ? rest.length < axes.length - 1 : axes.length !== rest.length) {
    const isLastStep = axes[0] === "time" && rest.length === 1;
    refuse(isLastStep ? "live_axes_steps" : "live_axes", {
      layer: family.name,
      n: axes.length + 1,
      axes: ["batch", ...axes].join(", "),
      shape: shown(shape),
    });
  }
  const read = {};
  for (const [place, axis] of axes.entries()) {
    const isRead = family.read.includes(axis);
    if (!isRead && !(axis === "space" && axes.includes("time"))) continue;
    const features = family.reads === "shared axes" ? shared : along;
    const isFromEnd = axes.slice(0, place).includes("...");
    const size =
      isRead && axis === "features" ? features(layer, shape) : rest.at(isFromEnd ? place - axes.length : place);
    expectKnown(family, axis, size, shape); // Keras keeps a state for each place, of known number
    if (isRead) read[axis] = axis === "channels" ? channelsOfGroup(layer, size) : size;
  }
  if (family.reads === "equation") return { ...read, ...byEquation(layer, shape) };
  return family.reads === "bins" ? { ...read, bins: binsOf(layer) } : read;
};

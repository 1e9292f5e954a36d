// The layers that a layer is made of, and the shapes of its outputs; shapes as in inputs.mjs.
import { readEquation } from "./einsum.mjs";
import { ENCODED, unknownOutput } from "./encoding.mjs";
import { product, scalars, total } from "./formula.mjs";
import { axesOf, readInput, startShape } from "./inputs.mjs";
import { argument, inside, isLayer, written } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";
import { isPositive, missingSize, readSize } from "./sizes.mjs";
import { isSpace, lengthsOfSpace } from "./spaces.mjs";

// The shape of one time step of an input.
const stepOf = (shape) => [shape[0], ...shape.slice(2)];

const wrongKind = (layer, inner, example) =>
  refuse("live_inside_kind", { layer: layer.family.name, example, given: written(inner) });

// The layer inside, or the first where there are several.
const innerOf = (layer) => {
  const { arguments: names, example } = layer.family.composition;
  const inner = argument(layer, names[0]);
  return isLayer(inner) ? inner : refuse("live_inside_missing", { layer: layer.family.name, name: names[0], example });
};

const checkCell = (layer, cell) => {
  if (!cell.family.cell) wrongKind(layer, cell, layer.family.composition.example);
};

const directions = (facts, layer, shape) => {
  const { arguments: names, places, example } = layer.family.composition;
  const both = [innerOf(layer), argument(layer, names[1])];
  const mode = argument(layer, "merge_mode", "concat");
  const said = { layer: layer.family.name, first: names[0], second: names[1] };
  if (!facts.mergeModes.includes(mode)) {
    const known = facts.mergeModes.map(shown).join(", ");
    refuse("live_one_of", { layer: layer.family.name, name: "merge_mode", known, given: shown(mode) });
  }
  for (const inner of both) if (inner && !inner.family.recurrent) wrongKind(layer, inner, example);
  const [forward, backward] = both;
  const differ = (name) => Boolean(forward.arguments[name]) !== Boolean(backward?.arguments[name]);
  // A direction that is not given is a copy of the first, turned round.
  if (backward ? !differ("go_backwards") : forward.arguments.go_backwards) {
    refuse("live_differ", { ...said, name: "go_backwards" });
  }
  for (const name of backward ? facts.sharedArguments : []) if (differ(name)) refuse("live_agree", { ...said, name });
  return places.map((place, number) => [place, both[number] ?? forward, shape]);
};

// The cells of a stack, which are given as a list.
const stackOf = (layer) => {
  const cells = argument(layer, layer.family.inside[0]);
  if (Array.isArray(cells) && cells.length) return cells;
  return refuse("live_inside_missing", { layer: layer.family.name, name: "cells", example: "[LSTMCell(64)]" });
};

const sizeOf = (layer, name) =>
  name in layer.arguments
    ? scalars(readSize(layer.family, name, layer.arguments[name]))
    : missingSize(layer.family, name);

// How many numbers a cell puts out at a step.
const cellWidth = (cell) => (cell.family.composition ? cellWidth(stackOf(cell).at(-1)) : sizeOf(cell, "units"));

// Each cell reads the output of the one before it in the same time step.
const stacked = (layer, shape) => {
  const { eachStep, listPlace } = layer.family.composition;
  let reads = eachStep ? stepOf(shape) : shape;
  return stackOf(layer).map((cell, number) => {
    checkCell(layer, cell);
    const part = [listPlace.replace("{}", number), cell, reads];
    reads = [reads[0], cellWidth(cell)];
    return part;
  });
};

const single = (layer, shape) => {
  const { part, places, example, around } = layer.family.composition;
  const inner = innerOf(layer);
  if (around.length) return [places[0], inner, shape];
  if (part !== "cell" && shape.length < 3) {
    refuse("live_axes", { layer: layer.family.name, n: 3, axes: "batch, time, ...", shape: shown(shape) });
  }
  if (part === "cell") checkCell(layer, inner);
  else if (inner.family.cell) wrongKind(layer, inner, example);
  return [places[0], inner, stepOf(shape)];
};

const fits = (begins, shape) =>
  begins.length === shape.length &&
  begins.every((axis, place) => axis === null || shape[place] === null || axis === shape[place]);

// The names of layers as Keras numbers them when code makes them: a layer inside another one before that.
export const namesOf = (layers, seen = {}) =>
  layers.map((layer) => {
    namesOf(inside(layer), seen);
    const { key } = layer.family;
    const given = argument(layer, "name");
    if (typeof given === "string") return given;
    seen[key] = (seen[key] ?? -1) + 1;
    return seen[key] ? `${key}_${seen[key]}` : key;
  });

// For each layer of a chain its name, the layer, what it reads and what it puts out.
const chained = (facts, layer, shape) => {
  const isInput = ({ family }) => family.name === "Input";
  const { name } = layer.family;
  const layers = inside(layer).filter((inner, place) => place || !isInput(inner));
  if (!layers.length) refuse("live_inside_missing", { layer: name, name: "layers", example: "[LSTM(64), Dense(1)]" });
  const begins = startShape(layer);
  if (begins && !fits(begins, shape)) {
    refuse("live_input_twice", { layer: name, given: shown(begins), shape: shown(shape) });
  }
  const names = namesOf(layers);
  let putOut = [shape];
  return layers.map((inner, place) => {
    if (isInput(inner)) refuse("live_input_first");
    if (inner.family.cell) refuse("live_cell_alone", { layer: written(inner) });
    if (putOut.length > 1) refuse("live_outputs", { layer: written(layers[place - 1]), n: putOut.length });
    const [reads] = putOut;
    putOut = outputs(facts, inner, reads);
    return [names[place], inner, reads, putOut];
  });
};

// The layers that a layer is made of: where each is kept, the layer, what it reads.
export const parts = (facts, layer, shape) => {
  const { composition } = layer.family;
  if (!composition) return [];
  if (composition.isChain) return chained(facts, layer, shape).map((row) => row.slice(0, 3));
  if (composition.bothWays) return directions(facts, layer, shape);
  const isStack = !composition.places.length || Array.isArray(argument(layer, composition.arguments[0]));
  return composition.listPlace && isStack ? stacked(layer, shape) : [single(layer, shape)];
};

// All steps or the last, and the states beside it, as a recurrent layer is asked to return.
const withStates = (layer, whole, states) => {
  const { family, arguments: given } = layer;
  if (!family.recurrent) return [whole];
  if (given.stateful && whole[0] === null) refuse("live_stateful", { layer: written(layer) });
  const last = stepOf(whole);
  const main = given.return_sequences ? whole : last;
  if (!given.return_state) return [main];
  return [main, ...(states ? states.map((units) => [whole[0], units]) : Array(family.states).fill(last))];
};

// The widths of the states that a cell, or the cells inside it, keep.
const statesOf = (cell) =>
  cell.family.composition ? inside(cell).flatMap(statesOf) : Array(cell.family.states).fill(cellWidth(cell));

// The channels of the input, and those times a size where the axis says so.
const channelsOf = (facts, layer, axis, shape) => {
  const { family } = layer;
  const channels = shape[1 + axesOf(facts, layer).indexOf("channels")];
  const times = axis
    .split("*")
    .slice(1)
    .map((name) => scalars(readSize(family, name, argument(layer, name, family.numbers[name] ?? null))));
  return channels === null ? null : product([channels, ...times]);
};

// The output that a family describes axis by axis.
const byAxes = (facts, layer, shape) => {
  const { family } = layer;
  const outer = family.input.includes("features") ? shape.slice(1, -1) : shape.slice(1);
  const isRepeated = (axis, place) => family.output.indexOf(axis) < place; // all axes of space at once
  const lengths = family.output.flatMap((axis, place) => {
    if (axis === "...") return outer;
    if (axis === "steps") return [shape[1]];
    if (axis.startsWith("channels")) return [channelsOf(facts, layer, axis, shape)];
    if (!isSpace(axis)) return [sizeOf(layer, axis)];
    return isRepeated(axis, place) ? [] : lengthsOfSpace(facts, layer, axis, shape);
  });
  const spaces = family.output.findIndex(isSpace);
  if (spaces >= 0 && layer.arguments.data_format === "channels_first") lengths.splice(spaces, 0, lengths.pop());
  return withStates(layer, [shape[0], ...lengths]);
};

// How many numbers a sample has, null where an axis is open.
const numbersOf = (shape) => (shape.slice(1).includes(null) ? null : product(shape.slice(1)));

const pooled = (_, layer, shape) => {
  const isFirst = layer.arguments.data_format === "channels_first";
  const channels = isFirst ? shape[1] : shape.at(-1);
  if (!layer.arguments.keepdims) return [[shape[0], channels]];
  const ones = Array(shape.length - 2).fill(1);
  return [[shape[0], ...(isFirst ? [channels, ...ones] : [...ones, channels])]];
};

const permuted = (_, layer, shape) => {
  const dims = argument(layer, "dims");
  const places = shape.slice(1).map((_axis, place) => place + 1);
  const isEach = Array.isArray(dims) && dims.length === places.length && places.every((place) => dims.includes(place));
  if (!isEach) refuse("live_dims", { n: places.length, given: shown(dims) });
  return [[shape[0], ...dims.map((place) => shape[place])]];
};

const reshaped = (_, layer, shape) => {
  const target = argument(layer, "target_shape");
  const given = [target].flat();
  const open = given.filter((length) => length === -1).length;
  if (!given.every((length) => length === -1 || isPositive(length))) refuse("live_target", { given: shown(target) });
  const numbers = numbersOf(shape);
  const known = product(given.filter((length) => length !== -1));
  if (numbers !== null && (open === 1 ? numbers % known : open || numbers !== known)) {
    refuse("live_reshape", { given: shown(target), numbers, shape: shown(shape) });
  }
  const left = numbers === null ? null : Math.floor(numbers / known);
  return [[shape[0], ...given.map((length) => (length === -1 ? left : length))]];
};

const bothDirections = (facts, layer, shape) => {
  const both = parts(facts, layer, shape).map(([, inner]) => inner);
  const { return_sequences, return_state } = both[0].arguments;
  const [mains, states] = [[], []];
  for (const { family, arguments: given } of both) {
    const asked = { family, arguments: { ...given, return_sequences, return_state } };
    const [main, ...more] = outputs(facts, asked, shape);
    mains.push(main);
    states.push(...more);
  }
  const mode = argument(layer, "merge_mode", "concat");
  if (mode === null) return [...mains, ...states];
  const [width, other] = mains.map((main) => main.at(-1));
  if (width !== other) refuse("live_equal_units", { layer: written(layer), given: shown([width, other]) });
  return [mode === "concat" ? [...mains[0].slice(0, -1), total([width, other])] : mains[0], ...states];
};

const ofEachStep = (facts, layer, shape) => {
  const [[, inner, reads]] = parts(facts, layer, shape);
  const [first, ...more] = outputs(facts, inner, reads);
  if (more.length) refuse("live_outputs", { layer: written(inner), n: 1 + more.length });
  return [[first[0], shape[1], ...first.slice(1)]];
};

const ofLastCell = (facts, layer, shape) => {
  const cells = parts(facts, layer, shape).map(([, cell]) => cell);
  if (shape.length < 3) {
    refuse("live_axes", { layer: layer.family.name, n: 3, axes: "batch, time, features", shape: shown(shape) });
  }
  return withStates(layer, [shape[0], shape[1], cellWidth(cells.at(-1))], cells.flatMap(statesOf));
};

// The output of a function, which only its author can say.
const asTold = (_, layer, shape) => {
  const given = argument(layer, "output_shape");
  const axes = [given].flat();
  const isSaid = given !== null && axes.every((axis) => axis === null || isPositive(axis));
  return isSaid ? [[shape[0], ...axes]] : unknownOutput(layer);
};

// The first word of a family's output -> what makes the shapes; all others are axes.
const OUTPUTS = {
  same: (_, _layer, shape) => [shape],
  "one axis": (_, _layer, shape) => [[shape[0], numbersOf(shape)]],
  repeated: (_, layer, shape) => [[shape[0], sizeOf(layer, "n"), shape[1]]],
  pooled,
  permuted,
  reshaped,
  "both directions": bothDirections,
  "each step": ofEachStep,
  "last cell": ofLastCell,
  "inner layer": (facts, layer, shape) => outputs(facts, parts(facts, layer, shape)[0][1], shape),
  "by equation": (_, layer, shape) => [readEquation(layer, shape).output],
  "as told": asTold,
  ...ENCODED,
  "last layer": (facts, layer, shape) => chained(facts, layer, shape).at(-1)[3],
};

// The shapes of all outputs of a layer.
export const outputs = (facts, layer, shape) => {
  const { output, composition } = layer.family;
  if (!output.length) refuse("live_inputs", { layer: written(layer) });
  if (!composition) readInput(facts, layer, shape);
  return (OUTPUTS[output[0]] ?? byAxes)(facts, layer, shape);
};

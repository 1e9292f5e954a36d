// The axes of space after a layer, by the word that stands for them in the output of its family.
import { product, total } from "./formula.mjs";
import { axesOf, paddingOf, spread } from "./inputs.mjs";
import { argument, written } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";
import { missingSize, rankOf, readSize } from "./sizes.mjs";

const map = (before, change) => before.map((length, place) => (length === null ? null : change(length, place)));

// The places where a window may stand.
const throughWindows = ({ facts, layer, shape }, before, windows, strides) => {
  const padding = paddingOf(facts, layer);
  return map(before, (length, place) => {
    const long = padding === "valid" ? length - windows[place] + 1 : length;
    if (long < 1) {
      refuse("live_window", { layer: written(layer), window: windows[place], length, shape: shown(shape) });
    }
    return Math.floor((long - 1) / strides[place]) + 1;
  });
};

const settings = (layer) => {
  const [kernels, strides, dilations] = ["kernel_size", "strides", "dilation_rate"].map((name) => spread(layer, name));
  return [kernels.map((kernel, place) => total([product([dilations[place], kernel - 1]), 1])), strides];
};

const isCount = (number) => Number.isSafeInteger(number) && number >= 0;

const several = (layer, name, given, isRight) => {
  if (isRight) return;
  refuse("live_several", { layer: layer.family.name, name, n: rankOf(layer.family), given: shown(given) });
};

// After a transposed convolution, each place of which is spread over a window.
const enlarged = ({ facts, layer }, before) => {
  const [windows, strides] = settings(layer);
  const given = argument(layer, "output_padding");
  const more = Array.isArray(given) ? given : before.map(() => given);
  several(
    layer,
    "output_padding",
    given,
    more.length === before.length && more.every((one) => one === null || isCount(one)),
  );
  if (more.some((added, place) => added !== null && added >= strides[place])) {
    refuse("live_below", {
      layer: layer.family.name,
      name: "output_padding",
      bound: "strides",
      given: shown(given),
      most: shown(strides),
    });
  }
  const isValid = paddingOf(facts, layer) === "valid";
  return map(before, (length, place) => {
    const [window, stride, added] = [windows[place], strides[place], more[place]];
    const begins = product([length - 1, stride]);
    if (isValid) return total([begins, added === null ? Math.max(window, stride) : total([window, added])]);
    return added === null ? product([length, stride]) : total([begins, window % 2, added]);
  });
};

// What is added or taken off at both ends of each axis: one number for all, one or a pair for each axis.
const bordersOf = (layer, name) => {
  const rank = rankOf(layer.family);
  const given = argument(layer, name, layer.family.numbers[name]);
  const all = Array.isArray(given) ? given : Array(rank > 1 ? rank : 2).fill(given);
  const pairs = rank === 1 ? [all] : all.map((one) => (Array.isArray(one) ? one : [one, one]));
  const isRight = pairs.length === rank && pairs.every((pair) => pair.length === 2 && pair.every(isCount));
  several(layer, name, given, isRight);
  return pairs.map(total);
};

const cropped = ({ layer, shape }, before) => {
  const borders = bordersOf(layer, "cropping");
  return map(before, (length, place) => {
    if (length > borders[place]) return length - borders[place];
    return refuse("live_window", { layer: written(layer), window: borders[place], length, shape: shown(shape) });
  });
};

const SPACES = {
  space: (of, before) => throughWindows(of, before, ...settings(of.layer)),
  enlarged,
  windows: (of, before) => {
    const windows = spread(of.layer, "pool_size");
    return throughWindows(of, before, windows, spread(of.layer, "strides", windows));
  },
  padded: ({ layer }, before) => {
    const borders = bordersOf(layer, "padding");
    return map(before, (length, place) => total([length, borders[place]]));
  },
  cropped,
  upsampled: ({ layer }, before) => {
    const times = spread(layer, "size");
    return map(before, (length, place) => product([length, times[place]]));
  },
  parts: ({ layer }) =>
    argument(layer, "output_size") === null ? missingSize(layer.family, "output_size") : spread(layer, "output_size"),
  resized: ({ layer }) => ["height", "width"].map((name) => readSize(layer.family, name, argument(layer, name))),
};

export const isSpace = (word) => Object.hasOwn(SPACES, word);

// The axes of space of a layer's output; `word` is one of those above.
export const lengthsOfSpace = (facts, layer, word, shape) => {
  const before = axesOf(facts, layer).flatMap((axis, place) => (axis === "space" ? [shape[place + 1]] : []));
  return SPACES[word]({ facts, layer, shape }, before);
};

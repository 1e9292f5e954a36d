// The outputs of layers that encode categories, words and sounds; their arguments decide how many axes there are.
import { product } from "./formula.mjs";
import { binsOf, paddingOf } from "./inputs.mjs";
import { argument, written } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";
import { readSize } from "./sizes.mjs";

export const unknownOutput = (layer) => refuse("live_output_unknown", { layer: layer.family.name });
const sizeOf = (layer, name, otherwise = null) => readSize(layer.family, name, argument(layer, name, otherwise));
const modeOf = (layer) =>
  argument(layer, "output_mode", layer.family.arguments.includes("num_tokens") ? "multi_hot" : "int");

// How many categories there are, where the arguments say it.
const depthOf = (layer) => {
  for (const name of ["num_tokens", "num_bins"]) if (argument(layer, name) !== null) return sizeOf(layer, name);
  const borders = argument(layer, "bin_boundaries");
  if (Array.isArray(borders)) return borders.length + 1;
  const isPadded = argument(layer, "pad_to_max_tokens") && argument(layer, "max_tokens") !== null;
  return isPadded ? sizeOf(layer, "max_tokens") : unknownOutput(layer);
};

const encoded = (_, layer, shape) => {
  const mode = modeOf(layer);
  if (mode === "int") return [shape];
  const isKept = mode === "one_hot" && (shape.at(-1) !== 1 || shape.length === 1);
  return [[...(isKept ? shape : shape.slice(0, -1)), depthOf(layer)]];
};

const spectrogram = (facts, layer, shape) => {
  const isFirst = argument(layer, "data_format") === "channels_first";
  const frame = sizeOf(layer, "frame_length", layer.family.numbers.frame_length);
  const step = argument(layer, "frame_step") === null ? Math.floor(frame / 2) : sizeOf(layer, "frame_step");
  if (step < 1 || step > frame) {
    const most = shown(frame);
    refuse("live_below", {
      layer: layer.family.name,
      name: "frame_step",
      bound: "frame_length",
      given: shown(step),
      most,
    });
  }
  const [length, channels] = isFirst ? [shape[2], shape[1]] : [shape[1], shape[2]];
  const bins = binsOf(layer) * (argument(layer, "mode") === "stft" ? 2 : 1);
  let frames = null;
  if (length !== null) {
    const places = paddingOf(facts, layer) === "valid" ? length - frame + 1 : length;
    if (places < 1) refuse("live_window", { layer: written(layer), window: frame, length, shape: shown(shape) });
    frames = Math.floor((places - 1) / step) + 1;
  }
  if (argument(layer, "expand_dims")) {
    return [[shape[0], ...(isFirst ? [channels, frames, bins] : [frames, bins, channels])]];
  }
  const waves = channels === null ? null : product([channels, bins]);
  return [[shape[0], ...(isFirst ? [waves, frames] : [frames, waves])]];
};

// A word of an output -> what makes the shapes.
export const ENCODED = {
  encoded,
  hashed: (_, layer, shape) => [modeOf(layer) === "int" ? shape : [...shape.slice(0, -1), depthOf(layer)]],
  binned: (facts, layer, shape) =>
    ["int", "one_hot"].includes(modeOf(layer))
      ? encoded(facts, layer, shape)
      : [[shape[0], ...shape.slice(2), depthOf(layer)]],
  words: (_, layer, shape) => {
    if (modeOf(layer) !== "int") {
      return [[...(argument(layer, "split", true) === null ? shape.slice(0, -1) : shape), depthOf(layer)]];
    }
    const isLong = argument(layer, "output_sequence_length") !== null;
    return [[shape[0], isLong ? sizeOf(layer, "output_sequence_length") : null]];
  },
  "mel bins": (_, layer, shape) => {
    const { numbers } = layer.family;
    const [bins, stride] = ["num_mel_bins", "sequence_stride"].map((name) => sizeOf(layer, name, numbers[name]));
    return [[shape[0], bins, shape[1] === null ? null : Math.floor((shape[1] + stride + 1) / stride)]];
  },
  spectrogram,
};

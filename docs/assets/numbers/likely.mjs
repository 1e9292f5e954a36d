// What is said of readings: the likeliest as a sentence, and what would decide between them. All are labels.
import { leafOf, written } from "./layers.mjs";
import { label } from "./saying.mjs";

const MOST_NAMED = 4; // readings that a sentence names
const SIZES = { units: "n_units", features: "n_features" };

// English says "an LSTM" and "a GRU": letters of which the names begin with a vowel are spelled out.
const isSpoken = (name) => /^(?:[AEIO][a-z]|[AEFHILMNORSX][A-Z])/.test(name);
const called = (name) => label(isSpoken(name) ? "live_an" : "live_a", { name });

const shortName = (name) => name.split(".").at(-1);

// Options that are not the default, as code; the bias has words.
const optionsOf = ({ family, arguments: given }) => {
  const changed = Object.keys(family.choices).filter(
    (name) => name !== "use_bias" && name in given && given[name] !== family.choices[name],
  );
  const hasBias = given.use_bias ?? family.choices.use_bias;
  const said = "use_bias" in family.choices ? [label(hasBias ? "live_bias_on" : "live_bias_off")] : [];
  const value = (name) => (given[name] === true ? "True" : given[name] === false ? "False" : String(given[name]));
  return changed.reduce(
    (before, name) => [label("live_and", { one: before[0], two: { text: `${name}=${value(name)}` } })],
    said,
  )[0];
};

// How sure the likeliest reading is, as the keys of its sentences.
const keysOf = (readings) => {
  if (readings.length === 1) return ["live_only", "live_only_call"];
  return readings[0].isAlmostCertain ? ["live_almost", "live_almost_call"] : ["live_likely", "live_likely_call"];
};

// The likeliest reading as a sentence: "Most likely an LSTM with 128 units on 128 features, biases on."
export const likeliestOf = (readings) => {
  const [{ layer, sizes }] = readings;
  const [plain, call] = keysOf(readings);
  const leaf = leafOf(layer);
  const all = { ...leaf.arguments, ...sizes };
  const [units, features] = ["units", "features"].map((size) => all[size] && label(SIZES[size], { n: all[size] }));
  const isBoth = layer.family.composition?.bothWays;
  const isPlain = layer === leaf || isBoth;
  const options = optionsOf(leaf);
  if (!units || !features || !isPlain || !options) {
    return label(call, { call: { text: written(layer) } });
  }
  const name = shortName(leaf.family.name);
  const what = isBoth ? label("live_both", { name }) : called(name);
  const values = { what, units: isBoth ? label("live_each_way", { units }) : units, features };
  return label(plain, { ...values, options });
};

const differing = (readings, of) => [...new Set(readings.map(of))];

// What would decide between readings: what the layer reads, its options, or which layer it is; null where one fits.
export const decides = (readings) => {
  if (readings.length < 2) return null;
  const readOf = ({ layer, sizes }) => {
    const all = { ...leafOf(layer).arguments, ...sizes };
    return all.features ?? all.channels ?? all.input_dim ?? 0;
  };
  const unitsOf = ({ layer }) => {
    const { family, arguments: given } = leafOf(layer);
    return `${layer.family.name} ${family.name} ${given.units ?? given.filters ?? given.output_dim ?? ""}`;
  };
  const several = differing(readings, readOf);
  const list = (values) => [...values.slice(0, MOST_NAMED), ...(values.length > MOST_NAMED ? ["…"] : [])].join(" / ");
  if (differing(readings, unitsOf).length > 1) {
    const layers = differing(readings, ({ layer }) => written(layer));
    return label("live_decides_layer", { layers: { text: list(layers) } });
  }
  if (several.length === readings.length) return label("live_decides_read", { sizes: list(several) });
  return label("live_decides_options", {});
};

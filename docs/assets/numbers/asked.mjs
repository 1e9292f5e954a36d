// A state of the page -> the layer that it asks for, what that reads, and how many time steps.
import { LONGEST_AXIS } from "./describing.mjs";
import { refuse, repr, shown } from "./refusal.mjs";
import { textOf } from "./state.mjs";

const isSize = (family, name) => family.arguments.includes(name);

// The layer of a state in one direction, and what it reads besides its own arguments.
const baseOf = (facts, { layer, sizes = {}, options = {} }) => {
  const family = facts.find(layer);
  const given = Object.fromEntries(Object.entries(sizes).filter(([name]) => isSize(family, name)));
  const reads = Object.fromEntries(Object.entries(sizes).filter(([name]) => !isSize(family, name)));
  return { family, given: { ...given, ...options }, reads };
};

// Whether a layer can be run in two directions, put on another and under a Dense: those of Keras that read time steps.
export const isStackable = (family) => family.framework === "keras" && family.recurrent && family.input.length === 2;

// Whether it can be run at each time step, as it reads none itself.
export const isRepeatable = ({ framework, recurrent, cell, input }) =>
  framework === "keras" && !recurrent && !cell && input[0] === "...";

// How many layers stand on each other, and the units of a Dense on top, as whole numbers.
const numbersOf = ({ highestStack }, { layer, layers = 1, dense = 0 }) => {
  for (const [name, number, least, most] of [
    ["layers", layers, 1, highestStack],
    ["dense", dense, 0, LONGEST_AXIS],
  ]) {
    const given = shown(number);
    if (!Number.isInteger(number) || number < least) refuse("live_positive", { layer, name, given });
    if (number > most) refuse("live_at_most", { layer, name, most, given });
  }
  return { layers, dense };
};

// How an address asks for a layer that is counted, by which a page knows those that Keras was compared on.
export const keyOf = (facts, { layer, sizes, options }) => {
  const usual = (name) => facts.find(layer).choices[name];
  const others = Object.entries(options).filter(([name, value]) => value !== usual(name));
  const pairs = [["layer", layer], ...Object.entries(sizes), ...others];
  return pairs.map(([name, value]) => `${name}=${Array.isArray(value) ? repr(value) : textOf(value)}`).join("&");
};

// `{layer, reads, steps}`: a layer as it stands in code, with what it reads as `tallyOf` takes it.
export const layerOf = (facts, state) => {
  const { family, given, reads } = baseOf(facts, state);
  const { steps = 0 } = state;
  const { layers, dense } = numbersOf(facts, state);
  const wrapper =
    (isStackable(family) && state.bidirectional && "Bidirectional") ||
    (isRepeatable(family) && state.time_distributed && "TimeDistributed");
  const each = (more) => {
    const layer = { family, arguments: { ...given, ...more } };
    return wrapper ? { family: facts.find(wrapper), arguments: { layer } } : layer;
  };
  if (!isStackable(family) || (layers < 2 && !dense)) return { layer: each({}), reads, steps };
  const chain = Array.from({ length: layers }, (_, number) =>
    each(number < layers - 1 ? { return_sequences: true } : {}),
  );
  if (dense) chain.push({ family: facts.find("Dense"), arguments: { units: dense } });
  return { layer: { family: facts.find("Sequential"), arguments: { layers: chain } }, reads, steps };
};

// What a layer is put into -> how a state says so.
const WRAPPERS = { Bidirectional: "bidirectional", TimeDistributed: "time_distributed" };

// The state that shows a layer, null where it is more than one layer, or one in what no state has.
export const stateOf = (layer, reads = {}, steps = 0) => {
  const wrapper = WRAPPERS[layer.family.name];
  const { family, arguments: given } = wrapper ? layer.arguments.layer : layer;
  if (family.composition || (wrapper && Object.keys(layer.arguments).length > 1)) return null;
  const sizes = {};
  for (const name of family.allSizes) {
    const size = reads[name] ?? given[name];
    if (size !== undefined && size !== null) sizes[name] = size;
  }
  const options = {};
  for (const [name] of family.options) if (name in given) options[name] = given[name];
  return { layer: family.name, sizes, options, ...(steps && { steps }), ...(wrapper && { [wrapper]: true }) };
};

// A state of the page -> the layer that it asks for, what that reads, and how many time steps.

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

// `{layer, reads, steps}`: a layer as it stands in code, with what it reads as `tallyOf` takes it.
export const layerOf = (facts, state) => {
  const { family, given, reads } = baseOf(facts, state);
  const { layers = 1, dense = 0, steps = 0 } = state;
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

// The state that shows a layer, null where it takes more than one layer has: then the model is shown.
export const stateOf = (layer, reads = {}, steps = 0) => {
  const { family } = layer;
  const inner = family.name === "Bidirectional" ? layer.arguments.layer : layer;
  if (inner.family.composition || (inner !== layer && Object.keys(layer.arguments).length > 1)) return null;
  const sizes = {};
  for (const name of inner.family.allSizes) {
    const size = reads[name] ?? inner.arguments[name];
    if (size !== undefined && size !== null) sizes[name] = size;
  }
  const options = Object.fromEntries(
    inner.family.options.filter(([name]) => name in inner.arguments).map(([name]) => [name, inner.arguments[name]]),
  );
  return {
    layer: inner.family.name,
    sizes,
    options,
    ...(steps && { steps }),
    ...(inner !== layer && { bidirectional: true }),
  };
};

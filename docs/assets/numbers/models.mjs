// Chains of layers: the shape that goes from one to the next, and parameters.
import { readShape, startShape } from "./inputs.mjs";
import { argument, written } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";
import { outputs, parts } from "./shapes.mjs";
import { tallyOfShape } from "./tally.mjs";

// The bytes of a number of a layer, by the type that it names.
const bytesOf = (facts, layer, otherwise) => {
  const name = argument(layer, "dtype") || otherwise;
  if (Object.hasOwn(facts.bytes, name)) return facts.bytes[name];
  const known = Object.keys(facts.bytes).join(", ");
  return refuse("live_one_of", { layer: layer.family.name, name: "dtype", known, given: shown(name) });
};

// A row a layer, as summary() prints it: layers in order, or one that is a chain; an input shape, batch first, where
// neither an Input nor the first layer says it.
export const modelRows = (facts, layers, shape = null, dtype = "float32") => {
  const [first] = [layers].flat();
  const isChain = !Array.isArray(layers) && first.family.composition?.isChain;
  const chain = isChain ? first : { family: facts.find("Sequential"), arguments: { layers: [layers].flat() } };
  const begins = startShape(chain);
  const { name } = chain.family;
  if (begins && shape) refuse("live_input_twice", { layer: name, given: shown(begins), shape: shown(shape) });
  if (!begins && !shape) refuse("live_no_input");
  const start = begins ?? [shape[0], ...readShape(chain, shape.slice(1)).slice(1)];
  return parts(facts, chain, start).map(([key, layer, reads]) => {
    const put = outputs(facts, layer, reads);
    const tally = tallyOfShape(facts, layer, reads);
    const { count, trainable } = tally;
    return {
      name: key,
      layer,
      call: written(layer, ...facts.shaping),
      outputs: put,
      output: put.length > 1 ? put : put[0],
      count,
      trainable,
      bytes: count * bytesOf(facts, layer, dtype),
      tally,
    };
  });
};

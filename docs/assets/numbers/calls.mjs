// Calls in code -> layers, by the names and arguments that the facts know. Sizes that are variables stay as names.
import { sourceOf } from "./code.mjs";
import { nearest, refuse, shown } from "./refusal.mjs";
import { readSize } from "./sizes.mjs";
import { readOption } from "./tally.mjs";

// What code calls modules by habit; imports in the text come before it.
const HABITS = { tensorflow: "tf", nn: "torch.nn", nnx: "flax.nnx", linen: "flax.linen", eqx: "equinox" };
const TORCH = "torch";
// An older name of the layer that only says a shape, and what that calls it.
const INPUT = "Input";
const OLDER_INPUT = { InputLayer: INPUT, input_shape: "shape", batch_input_shape: "batch_shape" };
const SHAPES = ["shape", "batch_shape", "input_shape", "batch_input_shape"];

// An expression of which no value is known.
export class Unknown {
  constructor(source) {
    this.source = source;
  }
}

// A text may name what every object of JavaScript has.
export const ownOf = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

const lastOf = (name) => name.slice(name.lastIndexOf(".") + 1);
export const isClassName = (name) => /^\p{Lu}/u.test(lastOf(name));

// All that is known while a text is read: names of modules, variables, values that the reader gave, and what is unknown.
export const contextOf = (facts, text, given = {}) => ({
  facts,
  text,
  given,
  modules: { ...HABITS },
  variables: new Map(),
  unknowns: {},
  layers: 0,
  anyCase: false,
});

const fullName = (context, name) => {
  const [head, ...rest] = name.split(".");
  const module = Object.hasOwn(context.modules, head) ? context.modules[head] : head;
  return [...module.split(".").map((word, place) => (place ? word : (ownOf(HABITS, word) ?? word))), ...rest].join(".");
};

const torchClass = ({ facts }, name) => {
  const module = ownOf(facts.torchModules, name);
  if (module) return { family: facts.find(module.family), options: {} };
  if (facts.torchWithoutParameters.includes(name)) return { weightless: name };
  const known = [...Object.keys(facts.torchModules), ...facts.torchWithoutParameters];
  return { unknown: name, nearest: () => `${TORCH}.nn.${nearest(name, known)}` };
};

// The class that a name stands for: { family, options } | { weightless } | { unknown: the name, nearest }.
export const classOf = (context, name) => {
  const { facts, anyCase } = context;
  const full = fullName(context, name);
  const named = ownOf(facts.inCode, full);
  if (named) return { family: facts.find(named[0]), options: named[1] ?? {} };
  const [last, modules] = [lastOf(full), full.split(".").slice(0, -1)];
  if (modules[0] === TORCH || context.printed) return torchClass(context, last);
  const isForeign = modules.some((word) => facts.foreignModules.includes(word));
  const wanted = isForeign ? full : (ownOf(OLDER_INPUT, last) ?? last);
  const small = wanted.toLowerCase();
  const family =
    facts.families.find((other) => other.name === wanted) ??
    facts.families.find((other) =>
      isForeign ? other.name.endsWith(`.${full}`) : anyCase && other.name.toLowerCase() === small,
    );
  if (family) return { family, options: {} };
  if (!isForeign && Object.hasOwn(facts.torchModules, last)) return torchClass(context, last);
  const known = facts.families.map((other) => other.name).filter((other) => other.includes(".") === isForeign);
  return { unknown: name, nearest: () => nearest(isForeign ? full : last, known, facts.meant) };
};

// The value of a node: a number, a text, a flag, null, several of these, or what is unknown.
export const valueIn = (context, node) => {
  const { variables, given, text } = context;
  if ("number" in node) return node.whole ? node.number : new Unknown(sourceOf(text, node));
  if ("text" in node) return node.text;
  if ("value" in node) return node.value;
  if (node.list) return node.list.map((one) => valueIn(context, one));
  const source = sourceOf(text, node);
  if (Object.hasOwn(given, source)) return given[source];
  if (node.pair) {
    const [one, two] = node.pair.map((part) => valueIn(context, part));
    const value = Number.isInteger(one) && Number.isInteger(two) ? worked(node.sign, one, two) : Number.NaN;
    return Number.isSafeInteger(value) ? value : new Unknown(source);
  }
  const known = "name" in node ? variables.get(node.name) : undefined;
  return known && "value" in known ? known.value : new Unknown(source);
};

const worked = (sign, one, two) => {
  if (sign === "*") return one * two;
  if (sign === "//") return Math.floor(one / two);
  return sign === "+" ? one + two : one - two;
};

const hasUnknown = (value) => value instanceof Unknown || (Array.isArray(value) && value.some(hasUnknown));
// A value that makes no difference to any number stays as it is written.
const asWritten = (value) => {
  if (Array.isArray(value)) return value.map(asWritten);
  return value instanceof Unknown ? (Number.isNaN(Number(value.source)) ? value.source : Number(value.source)) : value;
};

const isArgument = ({ facts }, family, name) =>
  family.arguments.includes(name) ||
  facts.base.includes(name) ||
  family.read.includes(name) ||
  (Object.hasOwn(facts.legacyArguments, name) &&
    (family.recurrent || facts.legacyArguments[name].includes(family.name)));

// The arguments of a call by their names here, each once.
const named = (context, family, given) => {
  const places = family.arguments;
  const positional = given.filter(([name]) => !name).length;
  if (positional > places.length) {
    refuse("live_arguments", { layer: family.name, most: places.length, given: positional });
  }
  const nodes = {};
  let place = 0;
  for (const [written, node] of given) {
    if (written === "*") refuse("live_spread", { layer: family.name, given: sourceOf(context.text, node) });
    let name = written ? calledHere(family, written) : places[place++];
    if (family.name === INPUT) name = ownOf(OLDER_INPUT, name) ?? name;
    if (!isArgument(context, family, name)) {
      const known = [...family.sizes, ...Object.keys(family.choices), ...places];
      refuse("live_unknown_argument", { layer: family.name, name, nearest: nearest(name, known, context.facts.meant) });
    }
    if (name in nodes) refuse("live_given_twice", { layer: family.name, name });
    nodes[name] = node;
  }
  return nodes;
};

const calledHere = (family, name) => ownOf(Object.fromEntries(family.alsoCalled), name) ?? name;

// Whether all arguments that a call names are known to a class.
const knowsAll = (context, { family }, given) =>
  given.every(([name]) => !name || name === "*" || isArgument(context, family, calledHere(family, name)));

const found = (context, node) => {
  const { name } = node.call;
  const kind = classOf(context, name);
  if (kind.unknown) refuse("live_unknown_layer", { layer: name, nearest: kind.nearest() });
  if (kind.weightless || name.includes(".") || !Object.hasOwn(context.facts.torchModules, name)) return kind;
  const module = torchClass(context, name); // as PyTorch prints it
  return !knowsAll(context, kind, node.given) && knowsAll(context, module, node.given) ? module : kind;
};

// The value of an argument; a size or an option that is not known is left out and noted.
const argumentIn = (context, family, name, node) => {
  const value = valueIn(context, node);
  if (isShape(family, name)) return value;
  const isSize = family.allSizes.includes(name) && value !== null && !(family.optional.includes(name) && value === 0);
  if (isSize && "number" in node && !node.whole) readSize(family, name, sourceOf(context.text, node));
  if ((isSize || isDeciding(family, name)) && hasUnknown(value)) {
    context.unknowns[name] = sourceOf(context.text, node);
    return undefined;
  }
  if (isSize) readSize(family, name, value);
  if (Object.hasOwn(family.choices, name)) readOption(context.facts, family, name, value);
  return asWritten(value);
};

const isDeciding = (family, name) => Object.hasOwn(family.choices, name) || ["axis", "groups"].includes(name);

export const isShape = (family, name) =>
  SHAPES.includes(name) || (name === "input_dim" && !family.arguments.includes(name));

// A layer with the sizes that it reads, where the call says them; { weightless } for a module without parameters.
export const layerIn = (context, node) => {
  const kind = found(context, node);
  if (kind.weightless) return kind;
  if (++context.layers > context.facts.mostLayers) refuse("live_layers_many", { most: context.facts.mostLayers });
  const { family } = kind;
  const nodes = named(context, family, node.given);
  const layer = { family, arguments: { ...kind.options } };
  const sizes = {};
  for (const [name, one] of Object.entries(nodes)) {
    const value = family.inside.includes(name)
      ? insideOf(context, family, name, one)
      : argumentIn(context, family, name, one);
    const isRead = family.read.includes(name) && !family.arguments.includes(name);
    if (value !== undefined) (isRead ? sizes : layer.arguments)[name] = value;
  }
  return { layer, sizes, isTorch: family.framework === TORCH };
};

const insideOf = (context, family, name, node) => {
  if (node.value === null) return null;
  const one = (inner) => innerOf(context, family, name, inner);
  if (!node.list) return one(node);
  if (!family.composition.listPlace)
    refuse("live_one_layer", { layer: family.name, name, given: sourceOf(context.text, node) });
  return node.list.map(one);
};

const innerOf = (context, family, name, node) => {
  const variable = "name" in node ? context.variables.get(node.name) : undefined;
  const kept = variable?.part?.layer;
  if (kept) {
    variable.isUsed = true;
    Object.assign(context.unknowns, variable.part.unknowns);
    context.layers += countOf(kept);
    if (context.layers > context.facts.mostLayers) refuse("live_layers_many", { most: context.facts.mostLayers });
    return kept;
  }
  if (!("name" in (node.call ?? {}))) {
    const { example } = family.composition;
    refuse("live_inside", {
      layer: family.name,
      name,
      example,
      given: shown(sourceOf(context.text, node)).slice(1, -1),
    });
  }
  const { layer, weightless } = layerIn(context, node);
  return (
    layer ?? refuse("live_inside", { layer: family.name, name, example: family.composition.example, given: weightless })
  );
};

// How many layers a layer is made of, itself included.
const countOf = (layer) =>
  1 +
  layer.family.inside.flatMap((name) => layer.arguments[name] ?? []).reduce((sum, inner) => sum + countOf(inner), 0);

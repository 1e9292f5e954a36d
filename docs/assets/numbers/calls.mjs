// Calls in code -> layers, by the names and arguments that the facts know, whatever version of Keras the code is for.
// Sizes that nothing sets stay open.
import { ownOf } from "./layers.mjs";
import { Chain, Defined, Lambda, Open, Part } from "./meanings.mjs";
import { nearest, refuse, repr, shown } from "./refusal.mjs";

// What code calls modules by habit; imports in the text come before it.
const HABITS = { tensorflow: "tf", nn: "torch.nn", nnx: "flax.nnx", linen: "flax.linen", eqx: "equinox" };
const TORCH = "torch";
// Functions of Keras 1 and 2 that make a layer and apply it, in small letters.
const MERGING = "add average concatenate dot maximum minimum multiply subtract".split(" ");
const CONTAINERS = ["Sequential", "ModuleList"];
// An older name of the layer that only says a shape, and what that calls it.
export const INPUT = "Input";
const OLDER_INPUT = "InputLayer";
const OF_INPUT = { input_shape: "shape", batch_input_shape: "batch_shape" };
const SHAPES = ["shape", "batch_shape", "input_shape", "batch_input_shape"];
// Arguments of Keras 1 -> the names of Keras 3, of which a class has one; without one they make no difference.
const KERAS_1 = {
  output_dim: ["units", "filters"],
  nb_filter: ["filters"],
  filter_length: ["kernel_size"],
  border_mode: ["padding"],
  subsample: ["strides"],
  subsample_length: ["strides"],
  pool_length: ["pool_size"],
  stride: ["strides"],
  dim_ordering: ["data_format"],
  length: ["size"],
  p: ["rate"],
};
const WITHOUT_ANY =
  "init inner_init forget_bias_init inner_activation W_regularizer U_regularizer b_regularizer W_constraint U_constraint b_constraint dropout_W dropout_U consume_less";
for (const name of WITHOUT_ANY.split(" ")) KERAS_1[name] = [];
const WITHOUT_EFFECT =
  "implementation input_length weights unroll time_major use_cudnn input_spec batch_size stateful".split(" ");
const [ROWS, COLUMNS] = ["nb_row", "nb_col"];
const ORDERS = { th: "channels_first", tf: "channels_last" };
const OF_KERAS_1 = { reset_after: false };
const DECIDING = ["axis", "groups"];

// A number that is not whole.
export class Real {
  constructor(number, text) {
    Object.assign(this, { number, text });
  }
  toString() {
    return this.text;
  }
}

export const lastOf = (name) => name.slice(name.lastIndexOf(".") + 1);
export const isClassName = (name) => /^\p{Lu}/u.test(lastOf(name));

export const fullName = (modules, name) => {
  const [head, ...rest] = name.split(".");
  const words = (modules.get(head) ?? ownOf(HABITS, head) ?? head).split(".");
  const first = words.length === 1 ? (ownOf(HABITS, words[0]) ?? words[0]) : words[0];
  return [first, ...words.slice(1), ...rest].join(".");
};

const torchKind = (facts, name, last) => {
  const module = ownOf(facts.torchModules, last);
  const family = module && facts.find(module.family);
  if (family?.arrays.length) return { name, family, options: {}, isTorch: true };
  return { name, weightless: Boolean(family) || facts.torchWithoutParameters.includes(last), isTorch: true };
};

// The class that a name stands for: { name, family, options, isTorch } | { weightless } | neither.
export const kindOf = (facts, name, modules, { printed = false, anyCase = false } = {}) => {
  const full = fullName(modules, name);
  const named = ownOf(facts.inCode, full);
  if (named) return { name, family: facts.find(named[0]), options: named[1] ?? {} };
  const before = full.split(".").slice(0, -1);
  const last = lastOf(full);
  if (before[0] === TORCH || printed) return torchKind(facts, name, last);
  const find = (fits) => facts.families.find(fits);
  if (before.some((word) => facts.foreignModules.includes(word))) {
    const family = find((other) => other.name === full) ?? find((other) => other.name.endsWith(`.${full}`));
    return { name, family, options: {} };
  }
  const wanted = last === OLDER_INPUT ? INPUT : (ownOf(facts.printed ?? {}, last) ?? last);
  const small = wanted.toLowerCase();
  const isAlike = (other) => [small, small.replaceAll("_", "")].includes(other.name.toLowerCase());
  const family =
    find((other) => other.name === wanted) ??
    (anyCase && !name.includes(".") && !MERGING.includes(last) ? find(isAlike) : undefined);
  if (family) return { name, family, options: {} };
  return Object.hasOwn(facts.torchModules, last) ? torchKind(facts, name, last) : { name };
};

export const isKnown = (kind) => Boolean(kind.weightless || kind.family);

export const unknownLayer = (facts, name, modules) => {
  const full = fullName(modules, name);
  const before = full.split(".").slice(0, -1);
  const known = (isDotted) =>
    facts.families.map((family) => family.name).filter((other) => other.includes(".") === isDotted);
  if (before[0] === TORCH) {
    const names = [...Object.keys(facts.torchModules), ...facts.torchWithoutParameters, ...CONTAINERS];
    refuse("live_unknown_layer", { layer: name, nearest: `${TORCH}.nn.${nearest(lastOf(full), names)}` });
  }
  const isForeign = before.some((word) => facts.foreignModules.includes(word));
  const near = nearest(isForeign ? full : lastOf(full), known(isForeign), facts.meant);
  return refuse("live_unknown_layer", { layer: name, nearest: near });
};

const calledHere = (family, name) => ownOf(Object.fromEntries(family.alsoCalled), name) ?? name;

const isArgument = (facts, family, name) =>
  family.arguments.includes(name) ||
  facts.base.includes(name) ||
  family.read.includes(name) ||
  WITHOUT_EFFECT.includes(name) ||
  (ownOf(facts.legacyArguments ?? {}, name) ?? []).includes(family.name);

// Whether a class takes all the arguments that a call names.
export const knowsAll = (facts, { family }, given) =>
  !family || given.every(([name]) => !name || isArgument(facts, family, calledHere(family, name)));

// The arguments of a call of Keras by their names, each once.
const named = (facts, family, given) => {
  const positional = given.filter(([name]) => !name).length;
  const most = family.arguments.length;
  if (positional > most) refuse("live_arguments", { layer: family.name, most, given: positional });
  const found = new Map();
  const rows = {};
  let isOlder = false;
  let place = 0;
  for (const [written, value] of given) {
    if (written.startsWith("*")) refuse("live_spread", { layer: family.name, given: textOf(value, written) });
    let name = written ? calledHere(family, written) : family.arguments[place++];
    let kept = value;
    if (family.name === INPUT) name = ownOf(OF_INPUT, name) ?? name;
    if (!isArgument(facts, family, name)) {
      const newer = ownOf(KERAS_1, name);
      if (name === ROWS || name === COLUMNS) rows[name] = value;
      else if (!newer) {
        const known = [...family.sizes, ...Object.keys(family.choices), ...family.arguments];
        refuse("live_unknown_argument", {
          layer: family.name,
          name,
          nearest: nearest(name, known, facts.meant),
        });
      }
      isOlder = true;
      name = newer?.find((one) => family.arguments.includes(one));
      if (!name) continue;
      kept = typeof value === "string" ? (ownOf(ORDERS, value) ?? value) : value;
    }
    if (found.has(name)) refuse("live_given_twice", { layer: family.name, name });
    if (!family.inside.includes(name) || kept !== null) found.set(name, kept);
  }
  if (Object.keys(rows).length) found.set("kernel_size", [rows[ROWS] ?? null, rows[COLUMNS] ?? null]);
  for (const [name, value] of Object.entries(isOlder ? OF_KERAS_1 : {})) {
    if (name in family.choices && !found.has(name)) found.set(name, value);
  }
  return found;
};

// The window as one argument, which Keras 1 took as a number for each axis: (filters, rows, columns).
const windowInOne = ({ name, family }, given) => {
  const rank = family.input.filter((axis) => axis === "space").length;
  const isOlder = given.some(([one]) => Object.hasOwn(KERAS_1, one)) || name.includes("Convolution");
  const window = given.slice(1, 1 + rank);
  const isPlain =
    window.length === rank &&
    window.every(([one, value]) => !one && (Number.isInteger(value) || value instanceof Open));
  if (rank < 2 || !isOlder || !isPlain) return given;
  return [given[0], ["", window.map(([, value]) => value)], ...given.slice(1 + rank)];
};

// A value as the code writes it.
export const textOf = (value, otherwise = "") => {
  if (value instanceof Open) return value.text;
  if (value instanceof Part) return value.source;
  if (Array.isArray(value)) return `[${value.map((one) => textOf(one)).join(", ")}]`;
  return value === null || typeof value !== "object" || value instanceof Real ? repr(value) : otherwise || "…";
};

export const isShape = (family, name) =>
  SHAPES.includes(name) || (name === "input_dim" && !family.arguments.includes("input_dim"));

// The value of an argument: a size and an option as they are, what makes no difference as text.
const argumentOf = (family, name, value) => {
  if (isShape(family, name)) return value;
  if (value instanceof Lambda) return new Open(value.text);
  if (Array.isArray(value)) return value.map((one) => argumentOf(family, name, one));
  if (name === "activation" && (typeof value === "number" || value instanceof Real)) {
    // as in the first Keras, (input, output)
    refuse("live_one_of", { layer: family.name, name, known: "'tanh', 'relu'", given: shown(value) });
  }
  const decides = family.allSizes.includes(name) || name in family.choices || DECIDING.includes(name);
  if (decides || value === null || typeof value !== "object" || value instanceof Open) return value;
  return value instanceof Real ? value.number : textOf(value);
};

const insideOf = (facts, family, name, value) => {
  const { composition } = family;
  if (value === null) return null;
  if (Array.isArray(value)) {
    if (!composition.listPlace) refuse("live_one_layer", { layer: family.name, name, given: textOf(value) });
    return value.map((one) => insideOf(facts, family, name, one));
  }
  if (value instanceof Part || value instanceof Chain) value.used = true;
  if (value instanceof Part && value.layer) return value.layer;
  if (value instanceof Chain) return value;
  const [, unknown] = (value instanceof Open && value.text.match(/^((?:\w+\.)*[A-Z]\w*)\(/)) || [];
  if (unknown) unknownLayer(facts, unknown, new Map());
  return refuse("live_inside", { layer: family.name, name, example: composition.example, given: textOf(value) });
};

// A layer or a module, from its class and the values that a call gives it, each with its name or "".
export const partOf = (facts, kind, given, source) => {
  const { family } = kind;
  if (!family) return new Part(null, source, {}, Boolean(kind.isTorch));
  const values = named(facts, family, windowInOne(kind, given));
  const layer = { ...kind.options };
  const sizes = {};
  for (const [name, value] of values) {
    const isRead = family.read.includes(name) && !family.arguments.includes(name);
    if (family.inside.includes(name)) layer[name] = insideOf(facts, family, name, value);
    else (isRead ? sizes : layer)[name] = argumentOf(family, name, value);
  }
  const part = new Part(
    { family, arguments: layer },
    source,
    sizes,
    Boolean(kind.isTorch) || family.framework === TORCH,
  );
  const inside = values.get("function");
  if (inside instanceof Lambda || inside instanceof Defined) part.function = inside;
  return part;
};

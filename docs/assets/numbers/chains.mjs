// What followed code makes: the layers and models of a text, each with the calls that connect its layers.
// A model is { name, calls, owned, isTorch, isModel }, as rnnformula/reading/code/chains.py describes it.

import { isShape, kindOf } from "./calls.mjs";
import { parserOf } from "./code.mjs";
import { builders, CALLED, hasLayers, makesLayers } from "./foreseeing.mjs";
import { basesOf, hasOwnArrays, kindOfClass } from "./inheriting.mjs";
import { ownOf } from "./layers.mjs";
import { Call, Chain, Modules, Open, Part, Raw, Tensor } from "./meanings.mjs";
import { refuse } from "./refusal.mjs";
import { follow, Run } from "./stepping.mjs";
import { unwrapped } from "./unwrapping.mjs";

// A name, of which code may say what it is; code of R, whose functions are called otherwise.
export const NAME = /^(?:self\.)?[a-z_]\w*$/;
const OF_R = /\bkeras_model(?:_sequential)?\(|(?:%>%|\|>)\s{0,80}layer_\w{1,40}\(/;
// Attributes that hold a function, which owns nothing, rather than a module.
const OF_FUNCTIONS = ["act", "nonlin", "loss", "criterion", "fn", "func", "init_hidden", "metric", "acc"];
const FORWARD = ["call", "forward"];
const LONGEST_SHOWN = 80;
const INPUT = "Input";

const isInput = (value) => value instanceof Part && value.layer?.family.name === INPUT;
const isApplied = ({ kind, part }) => (kind === "layer" || kind === "model") && part;
const modelOf = (more) => ({ name: "", calls: [], owned: [], isTorch: false, isModel: true, tied: [], ...more });

// The axes of one sample that a layer, or the first one inside it, names itself; null where it does not.
export const startAxes = ({ family, arguments: given }) => {
  for (const name of ["batch_shape", "batch_input_shape"]) {
    const axes = ownOf(given, name) ?? null;
    if (axes !== null) return Array.isArray(axes) ? [...axes].slice(1) : axes;
  }
  const shape = given[family.name === INPUT ? "shape" : "input_shape"] ?? null;
  if (shape !== null) return shape;
  const steps = given.input_length ?? null;
  const hasWords = family.arguments.includes("input_dim");
  if ("input_dim" in given && !hasWords)
    return family.input[0] === "time" ? [steps, given.input_dim] : [given.input_dim];
  if ((hasWords && family.output.join(" ") === "... output_dim") || "input_length" in given) return [steps];
  const [inner] = [given[family.inside[0]] ?? null].flat();
  const { isChain, bothWays } = family.composition ?? {};
  return (isChain || bothWays) && inner?.family ? startAxes(inner) : null;
};

// The layer without what it says about its input.
export const withoutShape = (layer) => {
  const { family } = layer;
  const bare = (value) => (value?.family ? withoutShape(value) : value);
  const kept = Object.entries(layer.arguments)
    .filter(([name]) => !isShape(family, name) && name !== "input_length")
    .map(([name, value]) => [
      name,
      family.inside.includes(name) && Array.isArray(value) ? value.map(bare) : bare(value),
    ]);
  return { family, arguments: Object.fromEntries(kept) };
};

// All that stands between the inputs and the outputs of a model.
const between = ({ inputs, outputs }) => {
  const ends = new Set(inputs.map(({ call }) => call));
  const order = [];
  const seen = new Set();
  const stack = outputs.map(({ call }) => [call, false]).reverse();
  while (stack.length) {
    const [call, isDone] = stack.pop();
    if (isDone) order.push(call);
    else if (!seen.has(call)) {
      seen.add(call);
      stack.push([call, true]);
      if (ends.has(call)) continue;
      for (const tensor of [...call.reads, ...call.beside].reverse()) stack.push([tensor.call, false]);
    }
  }
  return order;
};

const oneAfterAnother = (model) => {
  let items = [...model.items];
  const [first] = items;
  let before = [];
  let start;
  const axes = first instanceof Part && first.layer ? startAxes(first.layer) : null;
  if (isInput(first)) {
    start = new Call("input", INPUT, [], first);
    items = items.slice(1);
  } else if (model.build !== null) start = new Call("input", "build", [], null, model.build);
  else if (axes !== null)
    start = new Call("input", first.source, [], null, Array.isArray(axes) ? [null, ...axes] : axes);
  else if (first instanceof Tensor) {
    before = between(new Chain("", [], { outputs: [first] }));
    start = before.pop();
    items = items.slice(1);
  }
  const calls = [...before, start ?? new Call("outside", "features")];
  for (const item of items) {
    const reads = [new Tensor(calls.at(-1))];
    if (item instanceof Part) calls.push(new Call("layer", item.source, reads, item));
    else if (item instanceof Chain) calls.push(new Call("model", item.name || "Sequential", reads, item));
    else if (item instanceof Open) {
      const detail = !item.called && NAME.test(item.text) ? "undefined" : null;
      calls.push(new Call("unknown", item.text, reads, null, detail));
    } else calls.push(new Call("unknown", item?.text ?? item?.name ?? item?.call?.source ?? String(item), reads));
  }
  return calls;
};

// The calls of a model in order.
export const callsOf = (model) => (model.functional ? between(model) : oneAfterAnother(model));

const ofChains = (run) =>
  run.models
    .filter((model) => !model.used && (model.items.length || model.functional))
    .map((model) => {
      const calls = callsOf(model);
      return modelOf({ name: model.name, calls, isModel: model.named || calls.filter(isApplied).length !== 1 });
    });

// All that a model of PyTorch owns, with its name; what is there twice is there once.
const ownedBy = (run, made, before = "", seen = new Set()) => {
  const owned = [];
  for (const [name, value] of made.values) {
    const whole = `${before}${name}`;
    if (seen.has(value)) continue;
    if (value instanceof Part || value instanceof Raw) {
      seen.add(value);
      owned.push([whole, value]);
    } else if (value instanceof Modules) {
      seen.add(value);
      owned.push(...ownedBy(run, value, `${whole}.`, seen));
    } else if (value instanceof Open) {
      const isFunction = OF_FUNCTIONS.some((word) => name.toLowerCase().includes(word));
      if (value.called || (run.text.includes(`self.${name}(`) && !isFunction)) {
        if (!value.called && NAME.test(value.text)) refuse("live_undefined", { given: value.text });
        refuse("live_unknown_part", { given: `${whole} = ${value.text}`.slice(0, LONGEST_SHOWN) });
      }
    }
  }
  return owned;
};

const hasTorch = (run, made) => {
  const parts = [...made.values.values()].filter((value) => value instanceof Part);
  return parts.some(({ isTorch }) => isTorch) || (!parts.length && run.isTorch());
};

// The arrays of a model that are another array of it, and that one, by their names.
const tiedIn = (owned, run) => {
  const nameOf = (part) => owned.find(([, one]) => one === part)?.[0];
  return run.tied
    .filter(([part, , other]) => nameOf(part) !== undefined && nameOf(other) !== undefined)
    .map(([part, array, other, ofOther]) => [`${nameOf(part)}.${array}`, `${nameOf(other)}.${ofOther}`]);
};

const ofModules = (run) => {
  const found = [];
  let roots = run.modulesMade.filter(({ used, kind }) => !used && ["torch", "Sequential", "list"].includes(kind));
  if (run.own?.values.size && hasTorch(run, run.own)) {
    const inside = new Set(run.own.values.values());
    roots = [run.own, ...roots.filter((made) => !inside.has(made))];
  }
  for (const made of roots) {
    const owned = ownedBy(run, made);
    const isModel = !(owned.length === 1 && made.kind === "piece");
    if (owned.length)
      found.push(
        modelOf({
          name: made.name || made.defined?.name || "",
          owned,
          isTorch: true,
          isModel,
          tied: tiedIn(owned, run),
        }),
      );
  }
  for (const made of run.modulesMade) {
    if (made.kind !== "keras" || !made.defined || made.used) continue;
    const calls = ofClass(made);
    if (calls.some(isApplied)) found.push(modelOf({ name: made.name || made.defined.name, calls }));
  }
  return found;
};

// The layers inside a layer.
const innerOf = (part) => {
  const inner = (layer) =>
    layer.family.inside
      .flatMap((name) => [layer.arguments[name] ?? []].flat())
      .filter((one) => one.family)
      .flatMap((one) => [one, ...inner(one)]);
  return part instanceof Part && part.layer ? inner(part.layer) : [];
};

const hasArrays = (value) =>
  value instanceof Chain || Boolean(value.layer?.family.arrays.length || value.layer?.family.composition);

// The calls of a model that is a class; of layers that it applies nowhere, what they read is open.
const ofClass = (made) => {
  const applied = new Set(made.calls.map(({ part }) => part));
  const inside = new Set(made.calls.flatMap(({ part }) => innerOf(part)));
  const kept = [];
  const seen = new Set();
  const stack = [...made.values].reverse();
  while (stack.length) {
    const [name, value] = stack.pop();
    if (seen.has(value)) continue;
    if (value !== null && typeof value === "object") seen.add(value);
    if (Array.isArray(value)) stack.push(...[...value].map((one, place) => [`${name}.${place}`, one]).reverse());
    else if (value instanceof Modules)
      stack.push(...[...value.values].map(([inner, one]) => [`${name}.${inner}`, one]).reverse());
    else if (value instanceof Part || value instanceof Chain) kept.push([name, value]);
    else if (value instanceof Open && value.called)
      refuse("live_unknown_part", { given: `${name} = ${value.text}`.slice(0, LONGEST_SHOWN) });
  }
  for (const [, value] of kept) for (const layer of innerOf(value)) inside.add(layer);
  const left = kept.filter(([, value]) => !applied.has(value) && !inside.has(value.layer) && hasArrays(value));
  return [
    ...made.calls,
    ...left.flatMap(([name, value]) => {
      const read = new Call("outside", name, [], null, true);
      return [read, new Call(value instanceof Part ? "layer" : "model", name, [new Tensor(read)], value)];
    }),
  ];
};

// Follow the classes and functions that the code defines and does not use.
const runTheRest = (run) => {
  const classes = run.defined.filter(({ statement }) => statement.word === "class");
  // What another class is made from is a part of that.
  for (const defined of classes) for (const other of basesOf(run, defined)) other.called = true;
  for (const defined of classes) {
    if (defined.called || !(kindOfClass(run, defined) || builders(run, defined).length)) continue;
    const made = run.make(defined, []);
    if (made instanceof Modules) made.name ||= defined.name;
  }
  for (const made of [...run.others]) {
    for (const method of made.defined ? builders(run, made.defined) : []) {
      if (!method.called) run.runFunction(method, [], made);
    }
  }
  for (const made of [...run.modulesMade]) {
    const isLeft = made.kind === "keras" && !made.used && !made.calls.length;
    const forward = isLeft ? made.defined?.methods.get("call") : null;
    if (!forward) continue;
    if (hasOwnArrays(run, made)) refuse("live_unknown_part", { given: made.defined.name });
    const [, first] = forward.statement.parameters;
    const before = run.calls.length;
    const tensor = new Tensor(run.keep(new Call("outside", first?.name ?? "inputs")));
    run.runFunction(forward, first ? [["", tensor]] : [], made);
    made.calls = run.calls.slice(before);
  }
  if (run.own && !hasTorch(run, run.own)) {
    for (const name of FORWARD) {
      const method = run.defined.find((one) => one.name === name && !one.called);
      if (method) run.runFunction(method, [], run.own);
    }
  }
  for (const defined of [...run.defined]) {
    const { statement, called } = defined;
    if (called || statement.word !== "def" || !hasLayers(run, statement.body)) continue;
    const isMethod = statement.parameters[0]?.name === "self";
    if (!isMethod) run.runFunction(defined, []);
    else if (defined.name === "__init__" || makesLayers(run, statement.body)) {
      run.runFunction(defined, [], run.selfOfPieces());
    }
  }
};

// Layers that nothing connects.
const alone = (run) => {
  const own = run.own ? [...run.own.values.values()].filter((value) => value instanceof Part) : [];
  const left = [...run.parts.filter((part) => !part.used && !own.includes(part)), ...own];
  const counted = left.filter(({ layer }) => layer);
  if (!counted.length) return [];
  if (left.every((part) => part.isTorch || !part.layer)) {
    const owned = left.map((part) => [part.name || part.source.split(".").at(-1).toLowerCase(), part]);
    return [modelOf({ owned, isTorch: true, isModel: counted.length > 1 })];
  }
  if (counted.length > 1 && counted.some(({ name }) => name)) refuse("live_unconnected", { n: counted.length });
  return [modelOf({ calls: oneAfterAnother(new Chain("", counted)), isModel: counted.length > 1 })];
};

const allParts = ({ calls, owned }, seen = new Set()) => [
  ...calls.flatMap((call) => {
    if (call.part instanceof Chain) {
      if (seen.has(call.part)) return [];
      seen.add(call.part);
      return allParts({ calls: callsOf(call.part), owned: [] }, seen);
    }
    return call.kind === "layer" ? [call.part] : [];
  }),
  ...owned.map(([, part]) => part),
];

// The models without those that are parts of another one, as an encoder that is used again.
const largest = (models) => {
  const sets = models.map((model) => new Set(allParts(model)));
  return models.filter((_, place) => {
    const own = sets[place];
    if (!own.size) return true;
    return !sets.some(
      (other, number) =>
        number !== place && [...own].every((part) => other.has(part)) && (own.size < other.size || number < place),
    );
  });
};

const foundIn = (run) => {
  runTheRest(run);
  const chains = ofChains(run);
  const models = [...chains, ...ofModules(run)];
  const taken = new Set(models.flatMap(({ calls }) => calls));
  const parts = new Set(models.flatMap((model) => allParts(model)));
  const left = run.calls.filter((call) => !taken.has(call) && !(call.part instanceof Part && parts.has(call.part)));
  const applied = left.filter(isApplied);
  if (applied.length && !models.some(({ calls }) => calls.length)) {
    models.push(modelOf({ calls: left, isModel: new Set(applied.map(({ part }) => part)).size > 1 }));
  }
  return largest(models.length ? models : alone(run));
};

// The layers and models that a text has as code, none where it has none. `given` are values of what it leaves open.
export const modelsIn = (facts, pasted, given = {}) => {
  const text = unwrapped(pasted);
  if (OF_R.test(text)) refuse("live_of_r");
  const run = follow(facts, text, given);
  const found = foundIn(run);
  if (found.length || run.defined.length) return found;
  // A call within a sentence.
  for (const match of text.matchAll(CALLED)) {
    if (!kindOf(facts, match[0], run.modules, { anyCase: true }).family) continue;
    const rest = text.slice(match.index);
    const inner = new Run(facts, rest, given);
    inner.alone = true;
    const node = parserOf(rest).unary();
    inner.bare = node;
    inner.block([{ word: "", nodes: [node], targets: [], body: [], sign: "=", from: 0, to: node.to }]);
    return foundIn(inner);
  }
  return [];
};

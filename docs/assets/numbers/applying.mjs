// What a call makes: a layer, a model, a tensor, or what a function or a class of the code gives.
import {
  fullName,
  INPUT,
  isClassName,
  isKnown,
  kindOf,
  knowsAll,
  lastOf,
  partOf,
  Real,
  unknownLayer,
} from "./calls.mjs";
import { refuse } from "./refusal.mjs";
import {
  Base,
  Call,
  Chain,
  Defined,
  Dictionary,
  Lambda,
  Method,
  Modules,
  Named,
  Open,
  Part,
  Raw,
  Several,
  Tensor,
} from "./things.mjs";
import { elementsOf, isKnownValue, isLayerValue, namesIn, valueFor } from "./values.mjs";

// What a text can be made to; of one that is open the code says as little.
const TEXT_METHODS = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
};
// What makes an embedding of an array of weights.
const PRETRAINED = ["torch.nn.Embedding.from_pretrained", "torch.nn.EmbeddingBag.from_pretrained"];
const CONTAINERS = ["ModuleList", "ModuleDict", "ParameterList", "ParameterDict"];
const ARRAYS = ["zeros", "ones", "randn", "rand", "empty", "Tensor", "FloatTensor", "full"];
// Functions of Keras 1 and 2 that make a layer and apply it -> the layer; how Keras 1 merges -> the layer.
const MERGING = {
  add: "Add",
  average: "Average",
  concatenate: "Concatenate",
  dot: "Dot",
  maximum: "Maximum",
  minimum: "Minimum",
  multiply: "Multiply",
  subtract: "Subtract",
};
const MODES = { sum: "Add", mul: "Multiply", concat: "Concatenate", ave: "Average", max: "Maximum", dot: "Dot" };
// Modules of functions that own no weights, and functions among these that do own some.
const FUNCTIONS = "K tf keras.backend keras.ops ops backend tf.keras.backend np numpy math".split(" ");
const OWNING = "layers contrib rnn conv dynamic_rnn static_rnn get_variable variable dense".split(" ");
const HARMLESS = "torch np numpy math os random logging F time tf K".split(" ");
const OF_THEIR_VALUES = "range int float round max min enumerate zip reversed list sum".split(" ");
const SAME_MODULE = "to cuda cpu float double half requires_grad_ eval train apply".split(" ");
const LONGEST_SHOWN = 80;

const unread = (given) => refuse("live_unknown_part", { given: given.slice(0, LONGEST_SHOWN) });
const isDotted = (name) => name.includes(".");

export const tensorsIn = (values) =>
  values.flatMap((value) => {
    if (value instanceof Tensor) return [value];
    if (Array.isArray(value)) return tensorsIn(value);
    return value instanceof Dictionary ? tensorsIn([...value.values()]) : [];
  });

export const use = (value) => {
  if ([Part, Chain, Modules].some((kind) => value instanceof kind)) value.used = true;
  return value;
};

// How many layers a value is made of, and whether a model stands inside it.
const sizeOf = (value) => {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + sizeOf(one), 0);
  return value instanceof Part || value instanceof Chain ? value.size : Number(value instanceof Modules);
};
const holds = (value, model) => {
  const stack = [value];
  const seen = new Set();
  while (stack.length) {
    const one = stack.pop();
    if (one === model) return true;
    if (!(one instanceof Chain) || seen.has(one)) continue;
    seen.add(one);
    stack.push(...one.items);
  }
  return false;
};

const rangeOf = (values) => {
  if (!values.length || values.length > 3 || !values.every(Number.isInteger)) return undefined;
  const [start, stop, step] = values.length > 1 ? values : [0, values[0]];
  const by = step ?? 1;
  if (!by || Math.ceil((stop - start) / by) > 1000) return undefined;
  const made = [];
  for (let one = start; by > 0 ? one < stop : one > stop; one += by) made.push(one);
  return made;
};

const numberOf = (value) => (value instanceof Real ? value.number : value);
const isNumber = (value) => typeof value === "number" || value instanceof Real;
// Python rounds a half to the even number.
const rounded = (number) => (Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number));

// The value of a function of Python on known values; undefined where it has none.
const builtIn = (name, values) => {
  const [first] = values;
  const one = values.length === 1;
  const elements = one ? elementsOf(first) : null;
  switch (name) {
    case "range":
      return rangeOf(values);
    case "len":
      return elements ? elements.length : undefined;
    case "int":
      return one && isNumber(first) ? Math.trunc(numberOf(first)) : undefined;
    case "round":
      return one && isNumber(first) ? rounded(numberOf(first)) : undefined;
    case "float":
      return one && isNumber(first) ? new Real(numberOf(first), String(numberOf(first))) : undefined;
    case "max":
    case "min":
      return values.length > 1 && values.every(Number.isInteger) ? Math[name](...values) : undefined;
    case "list":
      return elements ? [...elements] : undefined;
    case "tuple":
      return elements ? Several.from(elements) : undefined;
    case "reversed":
      return elements ? elements.toReversed() : undefined;
    case "sorted":
      return elements?.every(Number.isInteger) ? elements.toSorted((a, b) => a - b) : undefined;
    case "enumerate":
      return values.length && elementsOf(first)
        ? elementsOf(first).map((value, place) => Several.of(place, value))
        : undefined;
    case "zip": {
      const lists = values.map(elementsOf);
      if (!lists.length || !lists.every(Boolean)) return undefined;
      const length = Math.min(...lists.map((list) => list.length));
      return Array.from({ length }, (_, place) => Several.from(lists, (list) => list[place]));
    }
    case "dict":
    case "OrderedDict":
    case "collections.OrderedDict":
      return elements?.length && elements.every(isPair)
        ? new Dictionary(elements.map(([key, value]) => [key, value]))
        : undefined;
    case "sum":
      return elements?.length && elements.every(Number.isInteger) ? elements.reduce((a, b) => a + b, 0) : undefined;
    case "str":
      return one && (Number.isInteger(first) || typeof first === "string") ? String(first) : undefined;
    default:
      return undefined;
  }
};

const isPair = (one) => one instanceof Several && one.length === 2 && typeof one[0] === "string";

const ownsNothing = (full) => {
  const head = full.slice(0, Math.max(full.lastIndexOf("."), 0));
  const isFunction = FUNCTIONS.some((one) => head === one || head.startsWith(`${one}.`));
  const words = full.split(".").slice(1);
  return isFunction && !words.some((word) => OWNING.some((owner) => word.toLowerCase().startsWith(owner)));
};

// An embedding as large as the weights that it begins with.
const pretrained = (run, node, name) => {
  const given = run.arguments(node);
  const named = Object.fromEntries(given.map(([key, value]) => [key || "embeddings", value]).reverse());
  let weights = named.embeddings;
  if (weights instanceof Raw && weights.axes.length === 1 && weights.axes[0] instanceof Open) [weights] = weights.axes;
  let axes;
  if (weights instanceof Open) axes = [0, 1].map((place) => new Open(`${weights.text}.shape[${place}]`));
  else if (weights instanceof Raw && weights.axes.length === 2) axes = weights.axes;
  else return new Open(run.source(node), [], { called: true });
  const kind = kindOf(run.facts, name, run.modules);
  const part = partOf(
    run.facts,
    kind,
    axes.map((axis) => ["", axis]),
    run.source(node.parts[0]),
  );
  part.frozen = named.freeze !== false;
  run.parts.push(part);
  return part;
};

// `getattr(nn, "LSTM")`.
const namedAttribute = (run, node, owner, name) => {
  if (typeof name === "string" && owner instanceof Named) return new Named(`${owner.text}.${name}`);
  if (typeof name === "string" && owner instanceof Modules && owner.values.has(name)) return owner.values.get(name);
  return new Open(run.source(node), namesIn(name), { called: true });
};

const ofFunction = (run, node, name, full, given) => {
  const values = given.map(([, value]) => value);
  if (name === "dict" && given.length && given.every(([key]) => key && !key.startsWith("*"))) {
    return new Dictionary(given);
  }
  const known = builtIn(name, values);
  if (known !== undefined) return known;
  if (name === "getattr" && values.length >= 2) return namedAttribute(run, node, ...values.slice(0, 2));
  const names = values.flatMap(namesIn);
  if (OF_THEIR_VALUES.includes(name) && names.length) return new Open(run.source(node), names);
  const last = lastOf(full);
  if (full.startsWith("torch.") && ARRAYS.includes(last) && values.length) {
    return new Raw(Array.isArray(values[0]) ? [...values[0]] : values, run.source(node));
  }
  const tensors = tensorsIn(values);
  if (tensors.length) {
    const kind = ownsNothing(full) ? "operation" : "unknown";
    return new Tensor(run.keep(new Call(kind, run.source(node.parts[0]), tensors, null, [last, given])));
  }
  if (/\.(?:build|summary)$/.test(name)) return null;
  const isModule = full.startsWith("torch.nn.") && !/^torch\.nn\.(?:functional|utils|init)/.test(full);
  if (isClassName(full) && (isModule || run.bare === node)) unknownLayer(run.facts, name, run.modules);
  const head = full.slice(0, Math.max(full.lastIndexOf("."), 0)).split(".")[0];
  return new Open(run.source(node), [], { called: isModule || !HARMLESS.includes(head) });
};

const layer = (run, node, name) => {
  const given = run.arguments(node);
  let kind = kindOf(run.facts, name, run.modules, { printed: run.printed, anyCase: run.alone });
  if (!isDotted(name) && !kind.isTorch) {
    const module = kindOf(run.facts, name, run.modules, { printed: true });
    if (module.family && !knowsAll(run.facts, kind, given) && knowsAll(run.facts, module, given)) kind = module;
  }
  const part = partOf(run.facts, kind, given, run.source(node.parts[0]));
  part.size = 1 + sizeOf(given.map(([, value]) => value));
  run.countLayers(part.size);
  if (part.layer?.family.name === INPUT && lastOf(name) !== "InputLayer") {
    return new Tensor(run.keep(new Call("input", INPUT, [], part)));
  }
  run.parts.push(part);
  return part;
};

const container = (run, given, kind = "list") => {
  const values = new Map();
  for (const [name, value] of given) {
    const list =
      value instanceof Dictionary || value instanceof Modules || typeof value === "string" ? null : elementsOf(value);
    if (value instanceof Dictionary) for (const [key, one] of value) values.set(String(key), one);
    else if (list && !name) {
      const isNamed = list.length && list.every(isPair);
      for (const one of list) values.set(isNamed ? one[0] : String(values.size), isNamed ? one[1] : one);
    } else if (!name || name.startsWith("*")) values.set(String(values.size), value);
  }
  for (const value of values.values()) use(value);
  const made = new Modules(kind, values);
  run.modulesMade.push(made);
  return made;
};

const sequential = (run, node, isTorch) => {
  const given = run.arguments(node);
  const values = given.filter(([key]) => !key || key === "layers").map(([, value]) => value);
  const items = values.flatMap((value) => (Array.isArray(value) ? [...value] : [value]));
  const hasModules = isTorch || run.isTorch() || items.some((one) => one instanceof Part && one.isTorch);
  if (hasModules || values.length > 1) return container(run, given, "Sequential");
  const name = given.find(([key, value]) => key === "name" && typeof value === "string")?.[1] ?? "";
  const model = new Chain(name);
  for (const item of items) add(run, model, item);
  run.models.push(model);
  return model;
};

const modelFrom = (given) => {
  const places = ["inputs", "outputs"];
  const named = {};
  for (const [name, value] of given) named[(name || places.shift() || "").replace(/s+$/, "")] = value;
  const [inputs, outputs] = ["input", "output"].map((end) => tensorsIn([named[end]]));
  const name = typeof named.name === "string" ? named.name : "";
  return new Chain(name, [], { inputs, outputs, functional: true });
};

const functional = (run, node) => {
  const model = modelFrom(run.arguments(node));
  if (!model.outputs.length) return new Open(run.source(node), [], { called: true });
  run.models.push(model);
  return model;
};

const merged = (run, name, given, tensors) => {
  const kind = kindOf(run.facts, name, new Map());
  if (!kind.family) unknownLayer(run.facts, name, run.modules);
  const kept = given.filter(([key]) => key && key !== "inputs");
  const part = use(partOf(run.facts, kind, kept, name));
  return new Tensor(run.keep(new Call("layer", name, tensors, part)));
};

const merge = (run, node) => {
  const named = Object.fromEntries(run.arguments(node).map(([name, value]) => [name || "layers", value]));
  const { layers, inputs, mode = "sum", concat_axis: axis } = named;
  const list = layers ?? inputs;
  if (!Array.isArray(list) || !Object.hasOwn(MODES, mode)) unread(run.source(node));
  const tensors = [...list].map((one) => (one instanceof Chain ? run.endOf(one, "output") : one));
  if (!tensors.every((one) => one instanceof Tensor)) unread(run.source(node));
  return merged(run, MODES[mode], mode === "concat" && axis !== undefined ? [["axis", axis]] : [], tensors);
};

// Follow the function inside a layer: on one tensor, or on a list of several.
const workOut = (run, value, several = 0) => {
  const inside = value instanceof Part ? value.function : null;
  if (!inside) return;
  const begins = Array.from({ length: several || 1 }, () => new Tensor(new Call("outside", "function")));
  const before = run.calls.length;
  const given = several ? begins : begins[0];
  const ends = inside instanceof Lambda ? run.runLambda(inside, [given]) : run.runFunction(inside, [["", given]]);
  const calls = run.calls.splice(before);
  const isPlain = calls.every(({ kind }) => ["item", "same", "operation", "outside"].includes(kind));
  value.worked = isPlain && ends instanceof Tensor ? { begins, ends } : null;
};

const add = (run, model, value) => {
  model.size += sizeOf(value);
  if (model.size > run.facts.mostLayers || holds(value, model)) run.tooMany();
  workOut(run, value);
  model.items.push(use(value instanceof Tensor && value.call.kind === "input" ? value.call.part : value));
  return null;
};

// `model.add(...)` where nothing says what the model is.
const added = (run, node, name) => {
  const given = run.arguments(node);
  const value = given[0]?.[1];
  const isOne = given.length === 1 && (isLayerValue(value) || value instanceof Tensor);
  if (!isOne) return new Open(run.source(node));
  const owner = name.slice(0, name.lastIndexOf("."));
  const model = new Chain(owner, [], { named: false });
  run.models.push(model);
  run.setName(owner, model);
  return add(run, model, value);
};

// A class or a function that the code does not define.
const ofName = (run, node, name) => {
  const full = fullName(run.modules, name);
  const last = lastOf(name);
  const isTorch = full.startsWith("torch.");
  const base = name === "super" ? run.base() : null;
  if (base) return base;
  if (PRETRAINED.includes(full)) return pretrained(run, node, full.slice(0, full.lastIndexOf(".")));
  if (last === "Sequential") return sequential(run, node, isTorch);
  if (CONTAINERS.includes(last) && (isTorch || !isDotted(name))) return container(run, run.arguments(node));
  if (last === "Parameter" && (isTorch || !isDotted(name))) {
    const value = run.arguments(node).find(([key]) => !key || key === "data")?.[1];
    const source = run.source(node);
    return value instanceof Raw ? new Raw(value.axes, source) : new Open(source, [], { called: true });
  }
  if ((last === "Merge" || last === "merge") && !isTorch) return merge(run, node);
  if (last === "Model" || last === "Functional") return functional(run, node);
  const kind = kindOf(run.facts, name, run.modules, { printed: run.printed, anyCase: run.alone });
  if (isKnown(kind) && (isClassName(name) || run.alone)) return layer(run, node, name);
  if (name.endsWith(".add") && !FUNCTIONS.includes(name.split(".")[0])) return added(run, node, name);
  const given = run.arguments(node);
  const tensors = tensorsIn(given.map(([, value]) => value));
  if (Object.hasOwn(MERGING, last) && !isTorch && tensors.length) return merged(run, MERGING[last], given, tensors);
  return ofFunction(run, node, name, full, given);
};

const readIn = (run, value) => {
  if (value instanceof Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap((one) => readIn(run, one));
  return value instanceof Open ? [run.outside(value)] : [];
};

// A layer, a model or a module on what it reads.
const applied = (run, node, target, given) => {
  const values = given.map(([, value]) => value);
  const source = run.source(node.parts[0]);
  if (target instanceof Modules) {
    const forward = target.defined?.methods.get("call");
    const tensors = tensorsIn(values);
    if (!["keras", "unknown"].includes(target.kind) || !tensors.length) return new Open(run.source(node));
    target.used = true;
    if (target.kind === "keras" && forward && !run.hasOwnArrays(target)) return run.runFunction(forward, given, target);
    return new Tensor(run.keep(new Call("unknown", target.defined?.name ?? source, tensors)));
  }
  if (target instanceof Part && (target.isTorch || !target.layer)) {
    target.used ||= values.some((value) => value instanceof Tensor);
    return new Open(run.source(node));
  }
  const first = given.find(([name]) => !name || name === "inputs" || name === "query")?.[1];
  const others = given.filter(([name]) => name === "value" || name === "key").map(([, value]) => value);
  if (target instanceof Part && !target.layer.family.output.length) {
    others.push(
      ...given
        .filter(([name]) => !name)
        .slice(1)
        .map(([, value]) => value),
    );
  }
  const reads = [first, ...others].flatMap((value) => readIn(run, value));
  workOut(run, target, Array.isArray(first) ? reads.length : 0);
  use(target);
  if (target instanceof Chain && !tensorsIn(values).length) {
    target.used = false; // run on data
    return new Open(run.source(node));
  }
  if (target instanceof Chain) return new Tensor(run.keep(new Call("model", source, reads, target)));
  const beside = tensorsIn(values).filter((one) => !reads.includes(one));
  return new Tensor(run.keep(new Call("layer", target.source, reads, target, null, beside)));
};

// A method of `super()`: of a class of the code, or what the framework makes of a model's inputs and outputs.
const ofBase = (run, node, { owner, home }, name, given) => {
  for (const other of run.basesOf(home)) {
    const method = run.withBases(other).methods.get(name);
    if (method) return run.runFunction(method, given, owner);
  }
  const isModel = name === "__init__" && run.kindOfClass(home) === "keras";
  if (!isModel || !tensorsIn(given.map(([, value]) => value)).length) return new Open(run.source(node));
  const model = modelFrom(given);
  model.name = home.name;
  run.models.push(model);
  owner.used = true;
  return null;
};

// Training does not change what a layer or a model owns.
export const freeze = (owner) => {
  if (owner instanceof Part) owner.frozen = true;
  else if (owner instanceof Chain) owner.items.forEach(freeze);
  else if (owner instanceof Modules) [...owner.values.values()].forEach(freeze);
};

const ofList = (run, node, owner, name, values) => {
  const list = elementsOf(values[0]);
  if (name === "append" && values.length) owner.push(values[0]);
  else if (name === "extend" && list) owner.push(...list);
  else if (name === "insert" && values.length === 2 && Number.isInteger(values[0]))
    owner.splice(values[0], 0, values[1]);
  else if (name === "pop" && owner.length) return owner.pop();
  else if (name === "index" && isKnownValue(values[0]) && owner.includes(values[0])) return owner.indexOf(values[0]);
  else return new Open(run.source(node));
  return null;
};

const ofChain = (run, node, owner, name, given) => {
  const values = given.map(([, value]) => value);
  if (name === "add" && values.length === 1 && !owner.functional) return add(run, owner, values[0]);
  if (name === "pop" && owner.items.length) return owner.items.pop();
  if (name === "build" && values.length) owner.build = values[0];
  else if (name === "get_layer" && values.length) {
    const found = owner.items.find((item) => item instanceof Part && item.layer?.arguments.name === values[0]);
    return found ?? new Open(run.source(node));
  } else if (name === "call" && values.length) return applied(run, node, owner, given);
  return null;
};

const ofModules = (run, node, owner, name, given) => {
  const values = given.map(([, value]) => value);
  if (["append", "add_module", "register_module", "insert", "register_parameter"].includes(name) && values.length) {
    const key = values.length > 1 && typeof values[0] === "string" ? values[0] : String(owner.values.size);
    const value = values.at(-1);
    if (value instanceof Open && name === "add_module") value.called = true;
    owner.values.set(key, use(value));
    return owner;
  }
  if (["extend", "update"].includes(name) && values.length) {
    const [first] = values;
    if (first instanceof Dictionary) for (const [key, value] of first) owner.values.set(String(key), use(value));
    else for (const one of elementsOf(first) ?? []) owner.values.set(String(owner.values.size), use(one));
    return owner;
  }
  if (["items", "values", "keys", "children"].includes(name)) {
    const pairs = [...owner.values].map(([key, value]) => Several.of(key, value));
    return name === "items" ? pairs : pairs.map((one) => one[name === "keys" ? 0 : 1]);
  }
  const method = owner.defined?.methods.get(name);
  if (method) return run.runFunction(method, given, owner);
  if (SAME_MODULE.includes(name)) return owner;
  if (name === "build" && values.length && owner.kind === "keras") return run.build(owner, values[0]);
  const isWeight = name === "add_weight";
  const made = new Open(run.source(node), [], { called: isWeight });
  if (isWeight) owner.values.set(`weight ${owner.values.size}`, made);
  return made;
};

const ofMethod = (run, node, { owner, name }, given) => {
  const values = given.map(([, value]) => value);
  const isOwner = [Part, Chain, Modules].some((kind) => owner instanceof kind);
  if (name === "parameters" && isOwner) return [owner];
  if (name === "named_parameters" && isOwner) return [Several.of(new Open("name"), owner)];
  if (name === "requires_grad_" && isOwner && values.length === 1 && values[0] === false) {
    freeze(owner);
    return owner;
  }
  if (owner instanceof Base) return ofBase(run, node, owner, name, given);
  if (owner instanceof Chain) return ofChain(run, node, owner, name, given);
  if (owner instanceof Modules) return ofModules(run, node, owner, name, given);
  if (Array.isArray(owner)) return ofList(run, node, owner, name, values);
  if (owner instanceof Dictionary) {
    if (name === "get") return owner.has(values[0]) ? owner.get(values[0]) : (values[1] ?? null);
    if (name === "items") return [...owner].map(([key, value]) => Several.of(key, value));
    return name === "values" || name === "keys" ? [...owner[name]()] : new Open(run.source(node));
  }
  if (owner instanceof Part) return SAME_MODULE.includes(name) ? owner : null;
  if (typeof owner === "string" && Object.hasOwn(TEXT_METHODS, name) && !values.length)
    return TEXT_METHODS[name](owner);
  if (owner instanceof Raw) return owner;
  if (owner instanceof Tensor) return new Tensor(run.keep(new Call("operation", run.source(node), [owner])));
  if (owner instanceof Defined && owner.methods.has(name)) return run.runFunction(owner.methods.get(name), given);
  return new Open(run.source(node));
};

// What a call makes.
export const called = (run, node) => {
  run.step();
  const [place] = node.parts;
  const target = valueFor(run, place);
  if (target instanceof Named && !Object.hasOwn(TEXT_METHODS, lastOf(target.text)))
    return ofName(run, node, target.text);
  const given = run.arguments(node);
  if (target instanceof Method) return ofMethod(run, node, target, given);
  if (target instanceof Defined) {
    target.called = true;
    return target.statement.word === "class" ? run.make(target, given) : run.runFunction(target, given);
  }
  if (target instanceof Lambda)
    return run.runLambda(
      target,
      given.map(([, value]) => value),
    );
  if ([Part, Chain, Modules].some((kind) => target instanceof kind)) return applied(run, node, target, given);
  const tensors = tensorsIn(given.map(([, value]) => value));
  const isOpen = target instanceof Open;
  if (tensors.length) {
    const isName = isOpen && !target.called;
    const source = isName ? target.text : run.source(node.parts[0]);
    return new Tensor(run.keep(new Call("unknown", source, tensors, null, isName ? "undefined" : null)));
  }
  if (isOpen && place.kind === "attribute" && Object.hasOwn(TEXT_METHODS, place.value)) {
    return new Open(run.source(node), namesIn(valueFor(run, place.parts[0])));
  }
  if (!isOpen || !target.called) return new Open(run.source(node));
  const names = target.names.join() === target.text ? [] : target.names;
  return new Open(run.source(node), names, { called: true });
};

// What a call makes: a layer, a model, a tensor, or what a function or a class of the code gives.
import { add, applied, container, modelFrom, sizeOf, tensorsIn, use } from "./assembling.mjs";
import { fullName, INPUT, isClassName, isKnown, kindOf, knowsAll, lastOf, partOf, unknownLayer } from "./calls.mjs";
import { FUNCTIONS, ofFunction } from "./functions.mjs";
import { Call, Chain, Defined, Lambda, Method, Modules, Named, Open, Part, Raw, Tensor } from "./meanings.mjs";
import { ofMethod, TEXT_METHODS } from "./methods.mjs";
import { refuse } from "./refusal.mjs";
import { isLayerValue, namesIn, valueFor } from "./values.mjs";

// What makes an embedding of an array of weights.
const PRETRAINED = ["torch.nn.Embedding.from_pretrained", "torch.nn.EmbeddingBag.from_pretrained"];

const CONTAINERS = ["ModuleList", "ModuleDict", "ParameterList", "ParameterDict"];

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

const LONGEST_SHOWN = 80;

const unread = (given) => refuse("live_unknown_part", { given: given.slice(0, LONGEST_SHOWN) });

const isDotted = (name) => name.includes(".");

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

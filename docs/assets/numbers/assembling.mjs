// Models and modules put together: layers added to them, and applied to what they read.
import { hasOwnArrays } from "./inheriting.mjs";
import { Call, Chain, Dictionary, Lambda, Modules, Open, Part, Several, Tensor } from "./meanings.mjs";
import { elementsOf } from "./values.mjs";

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
export const sizeOf = (value) => {
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

export const isPair = (one) => one instanceof Several && one.length === 2 && typeof one[0] === "string";

export const container = (run, given, kind = "list") => {
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

export const modelFrom = (given) => {
  const places = ["inputs", "outputs"];
  const named = {};
  for (const [name, value] of given) named[(name || places.shift() || "").replace(/s+$/, "")] = value;
  const [inputs, outputs] = ["input", "output"].map((end) => tensorsIn([named[end]]));
  const name = typeof named.name === "string" ? named.name : "";
  return new Chain(name, [], { inputs, outputs, functional: true });
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

export const add = (run, model, value) => {
  model.size += sizeOf(value);
  if (model.size > run.facts.mostLayers || holds(value, model)) run.tooMany();
  workOut(run, value);
  model.items.push(use(value instanceof Tensor && value.call.kind === "input" ? value.call.part : value));
  return null;
};

const readIn = (run, value) => {
  if (value instanceof Tensor) return [value];
  if (Array.isArray(value)) return value.flatMap((one) => readIn(run, one));
  return value instanceof Open ? [run.outside(value)] : [];
};

// A layer, a model or a module on what it reads.
export const applied = (run, node, target, given) => {
  const values = given.map(([, value]) => value);
  const source = run.source(node.parts[0]);
  if (target instanceof Modules) {
    const forward = target.defined?.methods.get("call");
    const tensors = tensorsIn(values);
    if (!["keras", "unknown"].includes(target.kind) || !tensors.length) return new Open(run.source(node));
    target.used = true;
    if (target.kind === "keras" && forward && !hasOwnArrays(run, target))
      return run.runFunction(forward, given, target);
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

// Training does not change what a layer or a model owns.
export const freeze = (owner) => {
  if (owner instanceof Part) owner.frozen = true;
  else if (owner instanceof Chain) owner.items.forEach(freeze);
  else if (owner instanceof Modules) [...owner.values.values()].forEach(freeze);
};

// What methods give: of models, modules, lists, dictionaries and texts.

import { add, applied, freeze, modelFrom, tensorsIn, use } from "./assembling.mjs";
import { basesOf, kindOfClass, withBases } from "./inheriting.mjs";
import { Base, Call, Chain, Defined, Dictionary, Modules, Open, Part, Raw, Several, Tensor } from "./meanings.mjs";
import { elementsOf, isKnownValue } from "./values.mjs";

// What a text can be made to; of one that is open the code says as little.
export const TEXT_METHODS = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
};

const SAME_MODULE = "to cuda cpu float double half requires_grad_ eval train apply".split(" ");

// A method of `super()`: of a class of the code, or what the framework makes of a model's inputs and outputs.
const ofBase = (run, node, { owner, home }, name, given) => {
  for (const other of basesOf(run, home)) {
    const method = withBases(run, other).methods.get(name);
    if (method) return run.runFunction(method, given, owner);
  }
  const isModel = name === "__init__" && kindOfClass(run, home) === "keras";
  if (!isModel || !tensorsIn(given.map(([, value]) => value)).length) return new Open(run.source(node));
  const model = modelFrom(given);
  model.name = home.name;
  run.models.push(model);
  owner.used = true;
  return null;
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

export const ofMethod = (run, node, { owner, name }, given) => {
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

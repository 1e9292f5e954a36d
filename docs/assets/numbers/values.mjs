// What an expression stands for, as far as the code says it; everything else stays open.
import { Real } from "./calls.mjs";
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
  Slice,
  Tensor,
} from "./meanings.mjs";

const KEPT = ["+", "-", "*"]; // signs that a formula can keep between open numbers
export const MOST_ELEMENTS = 1000;
// What every module, or every list of modules, can do.
const METHODS =
  "append extend insert add_module register_module register_parameter items values keys children update to cuda cpu float double half eval train build add_weight parameters named_parameters requires_grad_".split(
    " ",
  );

export const isNumber = (value) => typeof value === "number" || value instanceof Real;
export const plainOf = (value) => (value instanceof Real ? value.number : value);
const isPlain = (value) => value === null || ["number", "string", "boolean"].includes(typeof value) || isNumber(value);
export const isKnownValue = (value) => isPlain(value) || (Array.isArray(value) && value.every(isKnownValue));
const sameValue = (one, other) =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((value, place) => sameValue(value, other[place]))
    : plainOf(one) === plainOf(other);

const isIn = (one, several) =>
  typeof several === "string" ? several.includes(one) : several.some((value) => sameValue(value, one));
const COMPARED = {
  "==": sameValue,
  "!=": (one, other) => !sameValue(one, other),
  "<": (one, other) => plainOf(one) < plainOf(other),
  ">": (one, other) => plainOf(one) > plainOf(other),
  "<=": (one, other) => plainOf(one) <= plainOf(other),
  ">=": (one, other) => plainOf(one) >= plainOf(other),
  in: isIn,
  "not in": (one, several) => !isIn(one, several),
  is: sameValue,
  "is not": (one, other) => !sameValue(one, other),
};

// Whether a value is true; null where that is not known.
export const truth = (value) => {
  if (value instanceof Real) return value.number !== 0;
  if (isPlain(value)) return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Dictionary) return value.size > 0;
  return [Part, Chain, Modules, Defined].some((kind) => value instanceof kind) || null;
};

export const isLayerValue = (value) =>
  Array.isArray(value)
    ? value.some(isLayerValue)
    : [Part, Chain, Modules].some((kind) => value instanceof kind) || (value instanceof Open && value.called);

// What has to be filled in for a value to be known.
export const namesIn = (value) => {
  if (value instanceof Open) return value.names;
  return Array.isArray(value) ? [...new Set(value.flatMap(namesIn))] : [];
};

// The elements of what a loop goes through; null where they are not known.
export const elementsOf = (value) => {
  if (Array.isArray(value)) return value;
  if (value instanceof Modules) return [...value.values.values()];
  if (value instanceof Dictionary) return [...value.keys()];
  return typeof value === "string" ? [...value] : null;
};

const WORKED = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "//": (one, other) => Math.floor(one / other),
  "%": (one, other) => one - other * Math.floor(one / other),
  "/": (one, other) => one / other,
  "**": (one, other) => one ** other,
};

const worked = (sign, one, other, source) => {
  const number = WORKED[sign]?.(plainOf(one), plainOf(other));
  if (number === undefined || !Number.isFinite(number)) return new Open(source);
  const isReal = sign === "/" || one instanceof Real || other instanceof Real;
  if (isReal) return new Real(number, String(number));
  return Number.isSafeInteger(number) ? number : new Open(source);
};

// Two values put together by a sign.
export const calculated = (sign, one, other, source) => {
  if (isNumber(one) && isNumber(other)) return worked(sign, one, other, source);
  if (sign === "*" && Array.isArray(one) && Number.isInteger(other) && one.length * other <= MOST_ELEMENTS) {
    return Array.from({ length: Math.max(other, 0) }, () => one).flat();
  }
  if (sign === "+" && Array.isArray(one) && Array.isArray(other)) return [...one, ...other];
  if (sign === "+" && typeof one === "string" && typeof other === "string") return one + other;
  const sides = [one, other];
  const names = sides.flatMap(namesIn);
  const isKept = KEPT.includes(sign) && sides.every((side) => Number.isInteger(side) || side instanceof Open);
  return new Open(source, names, isKept ? { sign, sides } : {});
};

const operation = (run, node, tensors) => {
  const kind = ["+", "-", "*", "/", "**"].includes(node.value) ? "same" : "operation";
  return new Tensor(run.keep(new Call(kind, run.source(node), tensors)));
};

const single = (run, node) => {
  const one = valueFor(run, node.parts[0]);
  if (node.value === "not") {
    const known = truth(one);
    return known === null ? new Open(run.source(node), namesIn(one)) : !known;
  }
  if (isNumber(one) && (node.value === "-" || node.value === "+")) {
    if (node.value === "+") return one;
    return one instanceof Real ? new Real(-one.number, `-${one.text}`) : -one;
  }
  return one instanceof Tensor ? operation(run, node, [one]) : new Open(run.source(node), namesIn(one));
};

const pair = (run, node) => {
  const { value: sign, parts } = node;
  const source = run.source(node);
  const one = valueFor(run, parts[0]);
  if (sign === "and" || sign === "or") {
    const known = truth(one);
    if (known !== null) return known === (sign === "or") ? one : valueFor(run, parts[1]);
    const other = valueFor(run, parts[1]);
    return truth(other) === (sign === "or") ? other : new Open(source, [...namesIn(one), ...namesIn(other)]);
  }
  const other = valueFor(run, parts[1]);
  if (Object.hasOwn(COMPARED, sign)) {
    const isFit = !sign.endsWith("in") || Array.isArray(other) || typeof other === "string";
    if (isKnownValue(one) && isKnownValue(other) && isFit) return COMPARED[sign](one, other);
    return new Open(source, [...namesIn(one), ...namesIn(other)]);
  }
  const tensors = [one, other].filter((side) => side instanceof Tensor);
  return tensors.length ? operation(run, node, tensors) : calculated(sign, one, other, source);
};

const choice = (run, node) => {
  const [so, test, otherwise] = node.parts;
  const value = valueFor(run, test);
  const known = truth(value);
  if (known !== null) return valueFor(run, known ? so : otherwise);
  const [first, second] = [valueFor(run, so), valueFor(run, otherwise)];
  if (isKnownValue(first) && sameValue(first, second)) return first;
  return new Open(run.source(node), namesIn(value), { called: isLayerValue(first) || isLayerValue(second) });
};

const each = (run, node) => {
  const [element, target, values, test] = node.parts;
  const source = valueFor(run, values);
  const several = elementsOf(source);
  if (!several) return new Open(run.source(node), namesIn(source), { called: true });
  const made = [];
  for (const one of several.slice(0, MOST_ELEMENTS)) {
    run.step();
    run.assign(target, one);
    if (!test || truth(valueFor(run, test))) made.push(valueFor(run, element));
  }
  return made;
};

const attribute = (run, node) => {
  const { value: name } = node;
  const owner = valueFor(run, node.parts[0]);
  const source = run.source(node);
  if (owner instanceof Named) return new Named(`${owner.text}.${name}`);
  if (owner instanceof Base) return new Method(owner, name);
  if (owner instanceof Modules) {
    if (owner.values.has(name)) return owner.values.get(name);
    if (owner.defined?.attributes.has(name)) return owner.defined.attributes.get(name);
    const isMethod = owner.defined?.methods.has(name) || METHODS.includes(name);
    return isMethod ? new Method(owner, name) : new Named(source);
  }
  if (owner instanceof Chain) {
    if (["output", "outputs", "input", "inputs"].includes(name)) return run.endOf(owner, name);
    if (name === "layers") return owner.functional ? new Open(source) : [...owner.items];
  }
  if (owner instanceof Tensor && name === "shape") return new Open(source);
  if (owner instanceof Part && (name === "output" || name === "input")) {
    const call = run.calls.findLast(({ part }) => part === owner);
    return call ? (name === "output" ? new Tensor(call) : call.reads[0]) : new Open(source);
  }
  if (owner instanceof Dictionary && owner.has(name)) return owner.get(name);
  if (owner instanceof Defined && owner.attributes.has(name)) return owner.attributes.get(name);
  const hasMethods = [Chain, Part, Tensor, Dictionary, Raw, Defined].some((kind) => owner instanceof kind);
  if (hasMethods || Array.isArray(owner) || typeof owner === "string") return new Method(owner, name);
  return new Open(source, [], { called: owner instanceof Open && owner.called });
};

const indexOf = (run, node) => {
  if (node.kind === "tuple") return Several.from(node.parts, (part) => indexOf(run, part));
  if (node.kind === "slice") {
    const ends = node.parts.map((part) => (part ? valueFor(run, part) : null));
    return new Slice(ends.every((end) => end === null || Number.isInteger(end)) ? ends : null);
  }
  const value = valueFor(run, node);
  const isPlace = value === null || Number.isInteger(value) || typeof value === "string";
  return isPlace ? value : new Open(run.source(node));
};

const sliced = (several, { ends }) => {
  if (!ends) return undefined;
  const [start, stop, step = null] = ends;
  if (step !== null && step !== 1 && step !== -1) return undefined;
  if (step === -1) return start === null && stop === null ? several.toReversed() : undefined;
  return several.slice(start ?? 0, stop ?? several.length);
};

const item = (run, node) => {
  const source = run.source(node);
  const owner = valueFor(run, node.parts[0]);
  const place = indexOf(run, node.parts[1]);
  if (owner instanceof Tensor) return new Tensor(run.keep(new Call("item", source, [owner], null, place)));
  const several = owner instanceof Modules ? [...owner.values.values()] : owner instanceof Chain ? owner.items : owner;
  if (owner instanceof Dictionary && owner.has(place)) return owner.get(place);
  if (owner instanceof Modules && owner.values.has(place)) return owner.values.get(place);
  const isList = Array.isArray(several) && !(owner instanceof Chain && owner.functional);
  if (isList && Number.isInteger(place) && several.at(place) !== undefined) return several.at(place);
  if (Array.isArray(owner) && place instanceof Slice) return sliced(owner, place) ?? new Open(source);
  return new Open(source, [], { called: isLayerValue(owner) });
};

const listOf = (run, node) => {
  const elements = [];
  for (const part of node.parts) {
    const isSpread = part.kind === "single" && part.value === "*";
    const one = valueFor(run, isSpread ? part.parts[0] : part);
    if (isSpread && Array.isArray(one)) elements.push(...one);
    else elements.push(one);
  }
  return node.kind === "tuple" ? Several.from(elements) : elements;
};

const dictionary = (run, node) => {
  const values = node.parts.map((part) => valueFor(run, part));
  const made = new Dictionary();
  for (let place = 0; place + 1 < values.length; place += 2) {
    if (["string", "number"].includes(typeof values[place])) made.set(values[place], values[place + 1]);
  }
  return made;
};

const KINDS = {
  number: (_, node) => (node.whole ? node.value : new Real(node.value, _.source(node))),
  text: (_, node) => node.value,
  constant: (_, node) => node.value,
  name: (run, node) => run.lookup(node.value),
  list: listOf,
  tuple: listOf,
  dict: dictionary,
  single,
  pair,
  choice,
  each,
  attribute,
  item,
  call: (run, node) => run.call(node),
  lambda: (run, node) => new Lambda(node.value, node.parts[0], run.namesHere(), run.source(node)),
};

// What a node stands for.
export const valueFor = (run, node) => {
  if (!node) return null;
  const source = run.source(node);
  if (Object.hasOwn(run.given, source) && !["number", "text", "constant"].includes(node.kind)) return run.given[source];
  return KINDS[node.kind]?.(run, node) ?? (node.kind in KINDS ? null : new Open(source));
};

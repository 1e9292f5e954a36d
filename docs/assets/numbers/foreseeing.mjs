// What statements would do if they were run: whether they make layers, or apply any.
import { isClassName, isKnown, kindOf, lastOf } from "./calls.mjs";
import { Chain, Defined, Modules, Named, Part } from "./meanings.mjs";
import { blockEnd } from "./statements.mjs";

// A name that is called.
export const CALLED = /(?<![\p{L}\p{N}_.])[\p{L}_][\p{L}\p{N}_.]*(?=\()/gu;
const CONTAINERS = ["ModuleList", "Sequential", "Parameter", "Model"];

const valueCalled = (run, name) => {
  const [head, ...rest] = name.split(".");
  let value = head !== "self" || run.scopes.at(-1).has("self") || run.own ? run.lookup(head) : null;
  for (const word of rest) value = value instanceof Modules ? value.values.get(word) : null;
  return value;
};

const anyCall = (run, statements, fits) =>
  statements.some((statement) => {
    if (statement.word === "def" || statement.word === "class") return false;
    const text = run.text.slice(statement.from, blockEnd(statement));
    return [...text.matchAll(CALLED)].some(([name]) => fits(name));
  });

// What a function would do, found once; one that calls itself does no more.
const ofFunction = (run, defined, asked) => {
  if (!run.looked.has(asked)) run.looked.set(asked, new Map());
  const known = run.looked.get(asked);
  if (!known.has(defined)) {
    known.set(defined, false);
    known.set(defined, asked(run, defined.statement.body));
  }
  return known.get(defined);
};

const owns = (run, name) => {
  const last = lastOf(name);
  if (/\.add(?:_module)?$/.test(name) || CONTAINERS.includes(last)) {
    const owner = valueCalled(run, name.slice(0, Math.max(name.lastIndexOf("."), 0)));
    return [Chain, Modules, Named].some((kind) => owner instanceof kind) || !owner;
  }
  const value = valueCalled(run, name);
  if (value instanceof Defined) return value.statement.word === "class" || ofFunction(run, value, makesLayers);
  if (value instanceof Chain) return true;
  if (value instanceof Modules) return false;
  const hasArrays = (known) => Boolean(known.arrays.length || known.composition);
  if (value instanceof Part) return !value.isTorch && Boolean(value.layer) && hasArrays(value.layer.family);
  const { family } = kindOf(run.facts, name, run.modules);
  return Boolean(family) && hasArrays(family) && isClassName(name);
};

const isLayer = (run, name) => {
  const value = valueCalled(run, name);
  if (value instanceof Defined) return ofFunction(run, value, hasLayers);
  return value instanceof Part || (isKnown(kindOf(run.facts, name, run.modules)) && isClassName(name));
};

// Whether statements, if they are run, make or add what owns weights; whether they make or apply any layer.
export const makesLayers = (run, statements) => anyCall(run, statements, (name) => owns(run, name));

export const hasLayers = (run, statements) => anyCall(run, statements, (name) => owns(run, name) || isLayer(run, name));

// The methods of a class that make layers.
export const builders = (run, { methods }) =>
  [...methods.values()].filter(({ statement }) => hasLayers(run, statement.body));

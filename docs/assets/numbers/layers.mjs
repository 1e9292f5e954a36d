// Layers as they are written in Keras code: { family, arguments }, where an argument may be a layer or a list of layers.
import { repr } from "./refusal.mjs";
import { modeOf } from "./stored.mjs";

// A text may name what every object of JavaScript has.
export const ownOf = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

export const isLayer = (value) => Boolean(value?.family);

// The value of an argument; what is given as None is given.
export const argument = (layer, name, otherwise = null) =>
  Object.hasOwn(layer.arguments, name) ? layer.arguments[name] : otherwise;

// The layers that this one is made of, as they are given.
export const inside = (layer) => layer.family.inside.flatMap((name) => layer.arguments[name] ?? []);

// The first layer inside that reads an input, or the layer itself.
export const leafOf = (layer) => {
  const inner = inside(layer).find(({ family }) => family.name !== "Input");
  return inner ? leafOf(inner) : layer;
};

const valueWritten = (value, write) => {
  const isList = isLayer(value) && value.family.composition?.listAlone && inside(value).length;
  const kept = isList ? inside(value) : value; // as in RNN([...]), which is the same
  if (Array.isArray(kept) && (isList || kept.some(isLayer))) {
    return `[${kept.map((one) => valueWritten(one, write)).join(", ")}]`;
  }
  return isLayer(kept) ? write(kept) : repr(kept);
};

// The sizes and layers that a call begins with and need no name, up to the first that is not given.
const leadingOf = (layer) => {
  const { family } = layer;
  const isLeading = (name) => [...family.allSizes, ...family.inside].includes(name) && argument(layer, name) !== null;
  const end = family.arguments.findIndex((name) => !isLeading(name));
  return end < 0 ? family.arguments : family.arguments.slice(0, end);
};

const call = (layer, leading, named, write) => {
  const words = leading.map((name) => valueWritten(argument(layer, name), write));
  for (const name of named) words.push(`${name}=${valueWritten(argument(layer, name), write)}`);
  return `${layer.family.name}(${words.join(", ")})`;
};

// The call in Keras' words, with all that decides the number of parameters, and more arguments where they are not false.
export const written = (layer, ...more) => {
  const { family } = layer;
  const value = (name, otherwise) => argument(layer, name, otherwise);
  const isSaid = (name) => {
    if (family.given?.includes(name) && family.choices[name])
      return value(name, family.unsaid[name]) !== family.unsaid[name];
    return (
      (name in family.unsaid && value(name) !== null && value(name) !== family.unsaid[name]) ||
      (more.includes(name) && value(name))
    );
  };
  const leading = leadingOf(layer);
  const named = [...family.arguments, ...family.read].slice(leading.length).filter(isSaid);
  if (modeOf(value("dtype"))) named.push("dtype");
  return call(layer, leading, named, (inner) => written(inner, ...more));
};

// Code within code, such as keras.initializers.Zeros(), comes as its text.
const CODE = /^'([a-z][\w.]*\(.*\))'$/;

// The call with all that it was given, so that code that is read and written again builds the same.
export const asGiven = (layer) => {
  const leading = leadingOf(layer);
  const { arguments: given, family } = layer;
  const named = Object.keys(given).filter((name) => !leading.includes(name) && given[name] !== family.unsaid[name]);
  return call(layer, leading, named, asGiven).replaceAll(/'[^']*'/g, (text) => text.replace(CODE, "$1"));
};

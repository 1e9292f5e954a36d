// Layers as they are written in Keras code: { family, arguments }, where an argument may be a layer or a list of layers.
import { repr } from "./refusal.mjs";

export const isLayer = (value) => Boolean(value?.family);

// The value of an argument; what is given as None is given.
export const argument = (layer, name, otherwise = null) =>
  Object.hasOwn(layer.arguments, name) ? layer.arguments[name] : otherwise;

// The layers that this one is made of, as they are given.
export const inside = (layer) => layer.family.inside.flatMap((name) => layer.arguments[name] ?? []);

const valueWritten = (value, more) => {
  const isList = isLayer(value) && value.family.composition?.listAlone && inside(value).length;
  const kept = isList ? inside(value) : value; // as in RNN([...]), which is the same
  if (Array.isArray(kept) && (isList || kept.some(isLayer))) {
    return `[${kept.map((one) => valueWritten(one, more)).join(", ")}]`;
  }
  return isLayer(kept) ? written(kept, ...more) : repr(kept);
};

// The call in Keras' words, with all that decides the number of parameters, and more arguments where they are not false.
export const written = (layer, ...more) => {
  const { family } = layer;
  const value = (name) => argument(layer, name);
  const named = [...family.arguments, ...family.read];
  const isLeading = (name) => [...family.allSizes, ...family.inside].includes(name) && value(name) !== null;
  const end = family.arguments.findIndex((name) => !isLeading(name));
  const leading = end < 0 ? family.arguments : family.arguments.slice(0, end);
  const isSaid = (name) =>
    (name in family.unsaid && value(name) !== null && value(name) !== family.unsaid[name]) ||
    (more.includes(name) && value(name));
  const words = leading.map((name) => valueWritten(value(name), more));
  for (const name of named.slice(words.length).filter(isSaid)) words.push(`${name}=${valueWritten(value(name), more)}`);
  return `${family.name}(${words.join(", ")})`;
};

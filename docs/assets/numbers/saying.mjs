// Labels and symbols -> strings, in the words of a language as the page hands them over.
import { grouped, worked } from "./formula.mjs";

// Which form of a word goes with a number, by the names of the rules in Python.
const PLURALS = { one_or_more: (number) => (number === 1 ? 0 : 1), always_alike: () => 0 };

export const STYLE = { times: " × ", number: grouped, code: (text) => text, part: (_, written) => written };

export const label = (key, values = {}) => ({ key, values });

// The word of a key, in the form that goes with a number; in the last one where none is given.
const wordOf = (words, key, number) => {
  const forms = words.words[key].split("|");
  return forms.length > 1 && typeof number === "number" ? forms[PLURALS[words.plural](number)] : forms.at(-1);
};

// Whatever can be put into a label: a number, text, text of code, a symbol, words of a part, equal sides, labels.
export const phrase = (words, value, style = STYLE) => {
  const inner = (given) => phrase(words, given, style);
  if (typeof value === "number") return grouped(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(inner).join(words.words.list);
  if ("text" in value) return style.code(value.text);
  if ("letter" in value) return `${value.letter}${value.index}`;
  if ("part" in value) return style.part(value.part, inner(value.words));
  if ("sides" in value) return worked(value.sides, style);
  const form = wordOf(words, value.key, value.values.n);
  return form.replaceAll(/\{(\w+)\}/g, (_, name) => inner(value.values[name]));
};

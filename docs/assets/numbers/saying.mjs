// Labels and symbols -> strings, in the words of a language as the page hands them over.
import { grouped, worked } from "./formula.mjs";

export const STYLE = { times: " × ", number: grouped, code: (text) => text, part: (_, written) => written };

export const label = (key, values = {}) => ({ key, values });

const isAmong = (ranges, number) => ranges.some(([first, last]) => first <= number && number <= last);

// Whether a number, or its rest after a division, is among the ranges where it must be, and not where it must not.
const holds = ([divisor, among, ranges], number) => isAmong(ranges, divisor ? number % divisor : number) === among;

// Which form goes with a number: the first whose condition, alternatives of relations, holds; else the last.
const formOf = (conditions, number) => {
  const form = conditions.findIndex((rule) => rule.some((all) => all.every((relation) => holds(relation, number))));
  return form < 0 ? conditions.length : form;
};

// The word of a key, in the form that goes with a number; in the last one where none is given. A word that is borrowed
// of another language has the forms of that one.
const wordOf = (words, key, number) => {
  const forms = words.words[key].split("|");
  const several = forms.length > 1 && typeof number === "number";
  return several ? forms[formOf(words.borrowed?.[key] ?? words.plural, number)] : forms.at(-1);
};

// An equation is read from the left inside of what is read from the right, by the marks that Unicode has for it.
const isolated = (words, equation) => (words.direction === "rtl" ? `\u2066${equation}\u2069` : equation);

// Whatever can be put into a label: a number, text, text of code, a symbol, words of a part, equal sides, labels.
export const phrase = (words, value, style = STYLE) => {
  const inner = (given) => phrase(words, given, style);
  if (typeof value === "number") return grouped(value);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(inner).join(words.words.list);
  if ("text" in value) return style.code(value.text);
  if ("letter" in value) return `${value.letter}${value.index}`;
  if ("part" in value) return style.part(value.part, inner(value.words));
  if ("sides" in value) return isolated(words, worked(value.sides, style));
  const form = wordOf(words, value.key, value.values.n);
  return form.replaceAll(/\{(\w+)\}/g, (_, name) => inner(value.values[name]));
};

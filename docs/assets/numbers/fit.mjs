// How wide words are at most, in any language and notation. The widths of letters, of the words of all languages and the
// longest names of sizes come with the facts; what is put into words here has no character of a language.
import { grouped } from "./formula.mjs";
import { TEXT } from "./scene.mjs";

// Thousandths of the size of text, so that sums are exact.
const WHOLE = 1000;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

export const width = ({ drawing }, words, { strong = false } = {}) => {
  const written = (text) => sum([...text].map((letter) => drawing.letters[letter] ?? drawing.letter));
  const joined = (widths, sign) => sum(widths) + sign * (widths.length - 1);
  const expression = (part) => {
    if (part.product) {
      const brackets = part.product.filter((factor) => factor.sum).length * written("()");
      return brackets + joined(part.product.map(expression), written(" × "));
    }
    if (part.sum) return joined(part.sum.map(expression), written(" + "));
    return written(typeof part === "string" ? (drawing.sizes[part] ?? part) : grouped(part));
  };
  const wide = (value) => {
    if (typeof value === "number") return written(grouped(value));
    if (typeof value === "string") return written(value);
    if (Array.isArray(value)) return joined(value.map(wide), drawing.words.list);
    if ("sides" in value) return joined(value.sides.map(expression), written(" = "));
    return drawing.words[value.key] + sum(Object.values(value.values).map(wide));
  };
  return ((TEXT * wide(words)) / WHOLE) * (strong ? drawing.bold : 1);
};

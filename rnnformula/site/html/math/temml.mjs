// Reads a JSON list of {tex, marked, display}, writes a JSON list of {mathml} or {error}. What is marked is the same TeX
// with marks around what stands for a part of a layer.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const temml = createRequire(`${process.cwd()}/`)("temml");

const NAME = /^[A-Za-z_]{2,}$/;
const OPERATOR = /^[^<>&"']$/u;
const BLANK = /^0\.\d+em$/;

const count = (record) => Object.keys(record).length;
const PART = "data-part";
const isBare = (node, type) =>
  node.type === type &&
  Object.keys(node.attributes).every((name) => name === PART) &&
  !node.classes.length &&
  !count(node.style);
const hasText = (node, pattern) => node.children.length === 1 && pattern.test(node.children[0].text);
const isBlank = (node) => node.type === "mspace" && BLANK.test(node.attributes.width);

// A name set as text. Browsers take text for blank space when they space the operators beside it, and Temml makes up
// for that beside some of them; as an identifier it is spaced like any other.
const withIdentifiers = (node) => {
  if (!node.children) return node;
  node.children = node.children.map(withIdentifiers);
  if (isBare(node, "mtext") && hasText(node, NAME)) node.type = "mi";
  if (!isBare(node, "mrow") || node.attributes[PART] || node.children.length !== 3) return node;
  const [before, operator, behind] = node.children;
  const isSpaced = isBlank(before) && isBlank(behind) && isBare(operator, "mo") && hasText(operator, OPERATOR);
  return isSpaced ? operator : node;
};

// A marked letter with an index, and behind the mark a power: the mark is that of the whole, as it is without marks.
const withPowers = (node) => {
  if (!node.children) return node;
  node.children = node.children.map(withPowers);
  const [base, power] = node.children;
  if (node.type !== "msup" || base.type !== "msub" || !base.attributes[PART]) return node;
  base.type = "msubsup";
  base.children.push(power);
  return base;
};

// Marks are no TeX that a page may write.
const MARKED = { strict: false, trust: ({ command }) => command === "\\data" };

const answer = ({ tex, marked, display }) => {
  try {
    const options = { displayMode: display, throwOnError: true, strict: true };
    const plain = temml.__renderToMathMLTree(tex, options);
    const tree = tex === marked ? plain : temml.__renderToMathMLTree(marked, { ...options, ...MARKED });
    return { mathml: withIdentifiers(withPowers(tree)).toMarkup() };
  } catch (error) {
    return { error: error.message };
  }
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(answer)));

// Reads a JSON list of {tex, display}, writes a JSON list of {mathml} or {error}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const temml = createRequire(`${process.cwd()}/`)("temml");

const NAME = /^[A-Za-z_]{2,}$/;
const OPERATOR = /^[^<>&"']$/u;
const BLANK = /^0\.\d+em$/;

const count = (record) => Object.keys(record).length;
const isBare = (node, type) =>
  node.type === type && !count(node.attributes) && !node.classes.length && !count(node.style);
const hasText = (node, pattern) => node.children.length === 1 && pattern.test(node.children[0].text);
const isBlank = (node) => node.type === "mspace" && BLANK.test(node.attributes.width);

// A name set as text. Browsers take text for blank space when they space the operators beside it, and Temml makes up
// for that beside some of them; as an identifier it is spaced like any other.
const withIdentifiers = (node) => {
  if (!node.children) return node;
  node.children = node.children.map(withIdentifiers);
  if (isBare(node, "mtext") && hasText(node, NAME)) node.type = "mi";
  if (!isBare(node, "mrow") || node.children.length !== 3) return node;
  const [before, operator, behind] = node.children;
  const isSpaced = isBlank(before) && isBlank(behind) && isBare(operator, "mo") && hasText(operator, OPERATOR);
  return isSpaced ? operator : node;
};

const answer = ({ tex, display }) => {
  try {
    const options = { displayMode: display, throwOnError: true, strict: true };
    return { mathml: withIdentifiers(temml.__renderToMathMLTree(tex, options)).toMarkup() };
  } catch (error) {
    return { error: error.message };
  }
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(answer)));

// Joins a style sheet of others, such as the theme's, with ours. Reads {theirs, ours, named} as JSON: two paths, of which one
// may be null and ours imports others, and the words of the site, null where none is known yet. Writes {css} or {error, file,
// line}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { bundle, transform } = createRequire(`${process.cwd()}/`)("lightningcss");

// Browsers of about 2021 on: what is newer, such as light-dark(), is written in words that they have.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const targets = { chrome: version(90), safari: version(14, 1), firefox: version(84), edge: version(90) };

const VARIABLE_SET = /[{;](--[\w-]+):/g;
const VARIABLE_READ = /var\(\s*(--[\w-]+)/g;
const all = (pattern, css) => new Set([...css.matchAll(pattern)].map(([, name]) => name));

const classesOf = (code) => {
  const found = new Set();
  const note = (_, part) => {
    if (part?.type === "class") found.add(part.name);
    return part;
  };
  transform({ filename: "theirs.css", code, visitor: { Selector: (selector) => void JSON.stringify(selector, note) } });
  return found;
};

// Their sheet without the classes that nothing names and the variables that nothing reads then.
const thinned = (code, named, own) => {
  const unusedSymbols = named ? [...classesOf(code)].filter((name) => !named.has(name)) : [];
  for (;;) {
    const css = transform({ filename: "theirs.css", code, minify: true, targets, unusedSymbols }).code.toString();
    const read = all(VARIABLE_READ, css + own);
    const known = new Set([...read, ...(named ?? []), ...unusedSymbols]);
    const unread = [...all(VARIABLE_SET, css)].filter((name) => !known.has(name));
    if (!named || !unread.length) return css;
    unusedSymbols.push(...unread); // what one variable was read by may be another
  }
};

const answer = ({ theirs, ours, named }) => {
  try {
    const own = ours ? bundle({ filename: ours, minify: true, targets }).code.toString() : "";
    return { css: (theirs ? thinned(readFileSync(theirs), named && new Set(named), own) : "") + own };
  } catch (error) {
    return { error: error.message, file: error.fileName ?? ours, line: error.loc?.line ?? 1 };
  }
};
process.stdout.write(JSON.stringify(answer(JSON.parse(readFileSync(0, "utf-8")))));

// Joins the theme's style sheet with ours. Reads {theme, first, named} as JSON: two paths, of which the first may be null and
// ours imports others, and the words of the site, null where none is known yet. Writes {css} or {error, file, line}.
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
  transform({ filename: "theme.css", code, visitor: { Selector: (selector) => void JSON.stringify(selector, note) } });
  return found;
};

// The theme's sheet without the classes that nothing names and the variables that nothing reads then.
const themeSheet = (code, named, ours) => {
  const unusedSymbols = named ? [...classesOf(code)].filter((name) => !named.has(name)) : [];
  for (;;) {
    const css = transform({ filename: "theme.css", code, minify: true, targets, unusedSymbols }).code.toString();
    const read = all(VARIABLE_READ, css + ours);
    const known = new Set([...read, ...(named ?? []), ...unusedSymbols]);
    const unread = [...all(VARIABLE_SET, css)].filter((name) => !known.has(name));
    if (!named || !unread.length) return css;
    unusedSymbols.push(...unread); // what one variable was read by may be another
  }
};

const answer = ({ theme, first, named }) => {
  try {
    const ours = bundle({ filename: first, minify: true, targets }).code.toString();
    return { css: (theme ? themeSheet(readFileSync(theme), named && new Set(named), ours) : "") + ours };
  } catch (error) {
    return { error: error.message, file: error.fileName ?? first, line: error.loc?.line ?? 1 };
  }
};
process.stdout.write(JSON.stringify(answer(JSON.parse(readFileSync(0, "utf-8")))));

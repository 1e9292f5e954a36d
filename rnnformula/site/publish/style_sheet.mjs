// Reads the path of a style sheet that imports others, writes all of them as one as JSON: {css} or {error, file, line}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { bundle } = createRequire(`${process.cwd()}/`)("lightningcss");

// Browsers of about 2021 on: what is newer, such as light-dark(), is written in words that they have.
const version = (major, minor = 0) => (major << 16) | (minor << 8);
const targets = { chrome: version(90), safari: version(14, 1), firefox: version(84), edge: version(90) };

const answer = (filename) => {
  try {
    return { css: bundle({ filename, minify: true, targets }).code.toString() };
  } catch (error) {
    return { error: error.message, file: error.fileName ?? filename, line: error.loc?.line ?? 1 };
  }
};
process.stdout.write(JSON.stringify(answer(readFileSync(0, "utf-8").trim())));

// Joins the scripts of a folder, short, with the facts that they work on: what each page with numbers needs is one file, and
// what is loaded when it is asked for another. Reads {folder, facts} as JSON, writes the code of each file by its name.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { buildSync } = createRequire(`${process.cwd()}/`)("esbuild");

const { folder, facts } = JSON.parse(readFileSync(0, "utf-8"));
// A string that is read as JSON loads faster than the same as code.
const json = JSON.stringify(JSON.stringify(facts));
const { outputFiles } = buildSync({
  stdin: {
    contents: `import { start } from "./page.mjs"; export const numbers = start(JSON.parse(${json}));`,
    resolveDir: folder,
    sourcefile: "numbers.mjs",
  },
  bundle: true,
  splitting: true,
  minify: true,
  write: false,
  format: "esm",
  charset: "utf8",
  outdir: "numbers",
  entryNames: "numbers",
  chunkNames: "[name]-[hash]",
  outExtension: { ".js": ".mjs" },
  target: ["chrome110", "firefox115", "safari16"],
});
process.stdout.write(JSON.stringify(Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]))));

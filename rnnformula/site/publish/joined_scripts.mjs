// Joins the modules of a folder that some code imports, short: what is imported is one file with it, what is loaded later
// is another. Reads {folder, name, code} as JSON, writes the code of each file by its name.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { buildSync } = createRequire(`${process.cwd()}/`)("esbuild");

const { folder, name, code } = JSON.parse(readFileSync(0, "utf-8"));
const { outputFiles } = buildSync({
  stdin: { contents: code, resolveDir: resolve(folder), sourcefile: `${name} itself` },
  bundle: true,
  splitting: true,
  minify: true,
  write: false,
  format: "esm",
  charset: "utf8",
  outdir: "joined",
  entryNames: name,
  chunkNames: "[name]-[hash]",
  outExtension: { ".js": ".mjs" },
  target: ["chrome110", "firefox115", "safari16"],
});
process.stdout.write(JSON.stringify(Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]))));

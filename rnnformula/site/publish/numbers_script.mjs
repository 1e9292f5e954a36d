// Joins the scripts of a folder to one, short, with the facts that they work on. Reads {folder, facts} as JSON, writes the code.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { buildSync } = createRequire(`${process.cwd()}/`)("esbuild");

const { folder, facts } = JSON.parse(readFileSync(0, "utf-8"));
// A string that is read as JSON loads faster than the same as code.
const entry = `import { start } from "./page.mjs"; start(JSON.parse(${JSON.stringify(JSON.stringify(facts))}));`;
const { outputFiles } = buildSync({
  stdin: { contents: entry, resolveDir: folder },
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  charset: "utf8",
  target: ["chrome110", "firefox115", "safari16"],
});
process.stdout.write(outputFiles[0].text);

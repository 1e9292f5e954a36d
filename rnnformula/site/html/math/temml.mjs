// Reads a JSON list of {tex, display}, writes a JSON list of {mathml} or {error}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const temml = createRequire(`${process.cwd()}/`)("temml");

const answer = ({ tex, display }) => {
  try {
    return { mathml: temml.renderToString(tex, { displayMode: display, throwOnError: true, strict: true }) };
  } catch (error) {
    return { error: error.message };
  }
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(answer)));

// Reads {formulas: [{tex, display}], macros} as JSON, writes a JSON list of {mathml} or {error}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const temml = createRequire(`${process.cwd()}/`)("temml");

const { formulas, macros } = JSON.parse(readFileSync(0, "utf-8"));
const answer = ({ tex, display }) => {
  try {
    const options = { displayMode: display, macros: { ...macros }, throwOnError: true, strict: true };
    return { mathml: temml.renderToString(tex, options) };
  } catch (error) {
    return { error: error.message };
  }
};
process.stdout.write(JSON.stringify(formulas.map(answer)));

// Compiles the package for the browser, and of the standard library what the package uses, with the Python that the
// browser will run. Reads {zip, trimming, pastes, languages} as JSON, the zip in base64; writes both archives likewise.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { loadPyodide } = createRequire(`${process.cwd()}/`)("pyodide");

// A script of one line of a million characters is no help beside what went wrong.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

const { zip, trimming, pastes, languages } = JSON.parse(readFileSync(0, "utf-8"));
const { GLUE, PACKAGE } = await import(pathToFileURL(resolve("docs/assets/explain/python.mjs")));
const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0" } }); // so that two builds are alike
pyodide.FS.writeFile(PACKAGE, Buffer.from(zip, "base64"));
pyodide.runPython(GLUE);
const answer = pyodide.globals.get("answer");
for (const paste of pastes) for (const language of languages) answer(paste, language, "/").destroy();
pyodide.runPython(trimming);
const packed = pyodide.runPython(`
import zipfile
package, library = zipfile.ZipFile("${PACKAGE}"), zipfile.ZipFile("/lib/python314.zip")
load_all_that_is_named(package)
[
    compiled_archive(library, loaded_from(library), is_own=False),
    compiled_archive(package, package.namelist(), is_own=True),
]
`);
const [library, own] = packed.toJs().map((archive) => Buffer.from(archive).toString("base64"));
process.stdout.write(JSON.stringify({ library, package: own }));

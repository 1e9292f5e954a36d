// Reads drawings as a JSON list of SVG, writes each as a PNG in base64, as a JSON list.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Resolved from the working directory: node_modules is the project's, wherever the package lies.
const { Resvg } = createRequire(`${process.cwd()}/`)("@resvg/resvg-js");

// The drawings have letters as paths: no font of this machine has a part in them.
const font = { loadSystemFonts: false };
const image = (svg) => new Resvg(svg, { font }).render().asPng().toString("base64");

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(image)));

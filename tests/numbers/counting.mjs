// Counts what it is asked for, a line of JSON a task; the first line are the facts. The answer is a line, too.
import { createInterface } from "node:readline";
import { modelsIn } from "../../docs/assets/numbers/chains.mjs";
import { countedModel, countWritten } from "../../docs/assets/numbers/coded.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { closedFormula, derive, difference, totalFormula, write } from "../../docs/assets/numbers/formula.mjs";
import { written } from "../../docs/assets/numbers/layers.mjs";
import { logLikelihood } from "../../docs/assets/numbers/likelihood.mjs";
import { decides, likeliestOf } from "../../docs/assets/numbers/likely.mjs";
import { layersOfShapes } from "../../docs/assets/numbers/matching.mjs";
import { modelRows } from "../../docs/assets/numbers/models.mjs";
import { cleaned } from "../../docs/assets/numbers/pasted.mjs";
import { read } from "../../docs/assets/numbers/reading.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { outputs } from "../../docs/assets/numbers/shapes.mjs";
import { readings } from "../../docs/assets/numbers/solving.mjs";
import { arraysFor, tallyOf } from "../../docs/assets/numbers/tally.mjs";
import { COSTING } from "./costing.mjs";
import { DRAWING } from "./drawing.mjs";
import { MODELLING } from "./modelling.mjs";

let facts;

// Layers come with the names of their families.
const revived = (value) => {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== "object") return value;
  const given = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
  return given.family ? { ...given, family: facts.find(given.family) } : given;
};

const SAID = ["return_sequences"];
const isLayer = (value) => Boolean(value?.family && value.arguments);
// Layers as they are written; they stand in many places of what is read.
const said = (value) => {
  if (Array.isArray(value)) return value.map(said);
  if (isLayer(value)) return written(value, ...SAID);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, said(inner)]));
};

// Models of code with numbers, or formulas and what has to be filled in.
const modelsOf = (found, given = {}) =>
  found.map((one) => {
    const { name, rows, count, names, start } = countedModel(facts, one, given);
    const listed = rows.map((row) => [row.name, row.call, countWritten(row.count), row.outputs]);
    return { name, count: countWritten(count), names, start, isModel: one.isModel, tied: one.tied, rows: listed };
  });

const TASKS = {
  ...COSTING,
  ...DRAWING,
  ...MODELLING,
  read: ({ text, given }) => {
    const { found, ...more } = read(facts, text, given);
    return said(found && more.kind === "code" ? { ...more, models: modelsOf(found, given) } : more);
  },
  code: ({ text, given }) => modelsOf(modelsIn(facts, cleaned(text), given), given),
  // What is read is counted as a page would: a layer, or all layers of a model.
  counted: ({ text }) => {
    const found = read(facts, text);
    if (found.kind === "model" && !found.isTorch) {
      return modelRows(facts, found.layers, found.shape).map((row) => row.count);
    }
    const layers = found.layers ?? [found.layer];
    const given = found.shape ? { shape: found.shape } : found.sizes;
    return layers.map((layer, place) => tallyOf(facts, layer, found.layers ? found.sizes[place] : given).count);
  },
  readings: ({ asked, most }) => {
    const found = readings(facts, asked, most ?? undefined);
    const counted = found.slice(0, 200);
    return {
      readings: found.map(({ layer, sizes, likelihood }) => ({ layer: written(layer), sizes, likelihood })),
      counts: [...new Set(counted.map(({ tally }) => tally.count))],
      likeliest: found.length ? likeliestOf(found) : null,
      decides: decides(found),
    };
  },
  likelihood: ({ layer, sizes }) => logLikelihood(facts, layer, sizes),
  shapes: ({ shapes, names }) =>
    layersOfShapes(facts, { shapes, ...(names ? { names } : {}) }).map(({ layer, tally }) => ({
      layer: written(layer),
      count: tally.count,
    })),
  families: () => facts.families,
  find: ({ name }) => facts.find(name).name,
  written: ({ layer, more }) => written(layer, ...more),
  outputs: ({ layer, shape }) => outputs(facts, layer, shape),
  model: ({ layers, shape, dtype }) =>
    modelRows(facts, layers, shape, dtype).map(({ layer, ...row }) => ({ ...row, layer: written(layer) })),
  difference: ({ names, options }) => {
    const [arrays, others] = names.map((name, place) => arraysFor(facts.find(name), options[place]));
    return difference(arrays, others);
  },
  tally: ({ layer, given }) => {
    const tally = tallyOf(facts, layer, given);
    const formulas = [totalFormula(tally), closedFormula(tally)].map((formula) => write(formula));
    return { tally, steps: derive(tally).steps, formulas };
  },
};

const answer = (line) => {
  if (!facts) {
    facts = createFacts(JSON.parse(line));
    return null;
  }
  const task = JSON.parse(line);
  try {
    return { answer: TASKS[task.do](revived(task), facts) };
  } catch (error) {
    if (error instanceof Refusal) return { key: error.key, values: error.values };
    return { failed: `${error.stack}` };
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}

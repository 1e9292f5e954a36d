// Counts what it is asked for, a line of JSON a task; the first line are the facts. The answer is a line, too.
import { createInterface } from "node:readline";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { closedFormula, derive, difference, totalFormula, write } from "../../docs/assets/numbers/formula.mjs";
import { written } from "../../docs/assets/numbers/layers.mjs";
import { modelRows } from "../../docs/assets/numbers/models.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { outputs } from "../../docs/assets/numbers/shapes.mjs";
import { arraysFor, tallyOf } from "../../docs/assets/numbers/tally.mjs";
import { DRAWING } from "./drawing.mjs";

let facts;

// Layers come with the names of their families.
const revived = (value) => {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== "object") return value;
  const given = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
  return given.family ? { ...given, family: facts.find(given.family) } : given;
};

const TASKS = {
  ...DRAWING,
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

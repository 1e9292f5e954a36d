// Draws figures of layers that come as JSON, and answers with what a page would show of them, or with the key of what is
// wrong; takes figures that are HTML away from their page; writes numbers as drawings have them.
import { readFileSync } from "node:fs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { arrays, formula, gates } from "../../docs/assets/numbers/figures.mjs";
import { hypertext } from "../../docs/assets/numbers/hypertext.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { exportSvg } from "../../docs/assets/numbers/standalone.mjs";
import { number, quoted, svg } from "../../docs/assets/numbers/svg.mjs";
import { tallyOf } from "../../docs/assets/numbers/tally.mjs";

const told = JSON.parse(readFileSync(0, "utf-8"));
const facts = createFacts(told.facts);
const FIGURES = { arrays, formula, gates };

// Layers come with the names of their families.
const revived = (value) => {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== "object") return value;
  const given = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
  return given.family ? { ...given, family: facts.find(given.family) } : given;
};

const TASKS = {
  draw({ name, layer, given, steps, of }) {
    const figure = { ...FIGURES[name](facts, tallyOf(facts, revived(layer), given), steps), of };
    return told.words.map((words) => [hypertext(facts, words, figure), svg(facts, words, figure)]);
  },
  take: ({ html, ...look }) => exportSvg(html, look),
  number: ({ value }) => number(value),
  quoted: ({ text }) => quoted(text),
  // Milliseconds of the slowest of several updates, of each layer from sizes to the HTML of its formula.
  time({ layer, given, times }) {
    const took = Array.from({ length: times }, () => {
      const start = performance.now();
      hypertext(facts, told.words[0], formula(facts, tallyOf(facts, revived(layer), given), 3));
      return performance.now() - start;
    });
    return took.sort((one, other) => one - other)[Math.floor(times / 2)];
  },
};

const answer = (task) => {
  try {
    return TASKS[task.do](task);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { key: error.key };
  }
};

process.stdout.write(JSON.stringify(told.tasks.map(answer)));

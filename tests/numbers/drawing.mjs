// Draws the figures of counted layers that come as JSON, and answers with what a page would show, or why nothing.
import { readFileSync } from "node:fs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { arrays, formula, gates } from "../../docs/assets/numbers/figures.mjs";
import { hypertext } from "../../docs/assets/numbers/hypertext.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { number, svg } from "../../docs/assets/numbers/svg.mjs";

const { facts, words, tasks, numbers } = JSON.parse(readFileSync(0, "utf-8"));
const known = createFacts(facts);

const FIGURES = { arrays, formula, gates };

const answer = ({ name, of, tally, steps }) => {
  try {
    const drawn = { ...FIGURES[name](known, tally, steps), of };
    return words.map((language) => [hypertext(known, language, drawn), svg(known, language, drawn)]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { key: error.key, values: error.values };
  }
};

process.stdout.write(JSON.stringify({ drawn: tasks.map(answer), numbers: numbers.map(number) }));

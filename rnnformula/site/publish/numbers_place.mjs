// Makes what stands beside the figures of a page, and answers what its box offers to ask. Reads {tasks, words, known, facts} as
// JSON, where a task is {of, id, layers, derivation} or {ask, id}; writes a list of {id, costs, fields, tools, folds}, of a
// model {id, model}, of what was asked {id, ask, answer}.
import { readFileSync } from "node:fs";
import { answerHtml, answerOf } from "../../../docs/assets/numbers/answering.mjs";
import { keyOf, layerOf } from "../../../docs/assets/numbers/asked.mjs";
import { modelFrame } from "../../../docs/assets/numbers/building.mjs";
import { costRows, costTable } from "../../../docs/assets/numbers/costs.mjs";
import { createFacts } from "../../../docs/assets/numbers/facts.mjs";
import { fields, folds, tools } from "../../../docs/assets/numbers/frame.mjs";
import { modelOf } from "../../../docs/assets/numbers/modelling.mjs";
import { relativeOf } from "../../../docs/assets/numbers/relatives.mjs";
import { readState } from "../../../docs/assets/numbers/state.mjs";
import { tallyOf } from "../../../docs/assets/numbers/tally.mjs";
import { wordsOf } from "../../../docs/assets/numbers/words.mjs";

const { tasks, words, known, facts: json } = JSON.parse(readFileSync(0, "utf-8"));
const facts = createFacts(json);
const word = wordsOf(words);
const page = { facts, words, word, isStatic: true };

const answer = ({ ask, of, id, layers, derivation }) => {
  if (ask) return { id, ask, answer: answerHtml(page, answerOf(facts, ask), id) };
  const state = readState(facts, `#${of}`);
  if (state.model) return { id, model: modelFrame(facts, words, word, modelOf(facts, state), id) };
  const { layer, reads } = layerOf(facts, state);
  const tally = tallyOf(facts, layer, reads);
  // Empty where no layer that can be chosen has anything to compare it with.
  const isNever = layers.length > 0 && !layers.some((name) => relativeOf(facts, name));
  return {
    id,
    costs: costTable(facts, words, costRows(facts, words, state, tally)),
    fields: fields(facts, state, word, { id, layers }),
    tools: tools(word, derivation, facts.keras, known.includes(keyOf(facts, tally))),
    folds: isNever ? "" : folds(word, relativeOf(facts, state.layer) !== ""),
  };
};
process.stdout.write(JSON.stringify(tasks.map(answer)));

// Makes what stands beside the figures of a page. Reads {tasks: [{of, id, layers}], words, facts} as JSON, writes a list of
// {id, fields, tools, folds}.
import { readFileSync } from "node:fs";
import { createFacts } from "../../../docs/assets/numbers/facts.mjs";
import { fields, folds, tools } from "../../../docs/assets/numbers/frame.mjs";
import { relativeOf } from "../../../docs/assets/numbers/relatives.mjs";
import { readState } from "../../../docs/assets/numbers/state.mjs";
import { wordsOf } from "../../../docs/assets/numbers/words.mjs";

const { tasks, words, facts: json } = JSON.parse(readFileSync(0, "utf-8"));
const facts = createFacts(json);
const word = wordsOf(words);
const answer = ({ of, id, layers }) => {
  const state = readState(facts, `#${of}`);
  if (!state.layer) return null;
  // Empty where no layer that can be chosen has anything to compare it with.
  const isNever = layers.length > 0 && !layers.some((name) => relativeOf(facts, name));
  return {
    id,
    fields: fields(facts, state, word, { id, layers }),
    tools: tools(word, "#", facts.keras),
    folds: isNever ? "" : folds(word, relativeOf(facts, state.layer) !== ""),
  };
};
process.stdout.write(JSON.stringify(tasks.map(answer)));

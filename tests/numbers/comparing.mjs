// Compares layers with their relatives, and draws how they grow; answers with what a page would show, or why nothing.
import { readFileSync } from "node:fs";
import { compared } from "../../docs/assets/numbers/comparing.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { evaluate, grouped, write } from "../../docs/assets/numbers/formula.mjs";
import { growth } from "../../docs/assets/numbers/growing.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { CONTENTS } from "../../docs/assets/numbers/side_by_side.mjs";

const { facts: json, words, tasks } = JSON.parse(readFileSync(0, "utf-8"));
const facts = createFacts(json);
// As the table of the page about frameworks writes a formula.
const STYLE = { times: " × ", number: grouped, name: (name) => `<var>${name}</var>` };

const rowOf = ({ formula, more, bands, ...row }, sizes) => ({
  ...row,
  more,
  isRight: evaluate(formula, sizes) === more,
  formula: write(formula, STYLE),
  bands,
});

const answer = (state) => {
  try {
    const rows = compared(facts, state);
    if (!rows) return null;
    const html = words.map((language) => Object.values(CONTENTS).map((content) => content(facts, language, state)));
    const { panels, key } = growth(facts, state, String);
    const lines = panels[0].marks.filter(({ points, role }) => points?.length === 4 && role);
    return { rows: rows.map((row) => rowOf(row, state.sizes)), html, lines, key };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { key: error.key };
  }
};

process.stdout.write(JSON.stringify(tasks.map(answer)));

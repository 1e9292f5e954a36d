// What tests/numbers holds equal to the package; here, on facts of a few lines, what the module is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { costOf, costRows, costSaid, costTable, exactValue, formulaOf } from "../../docs/assets/numbers/costs.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { write } from "../../docs/assets/numbers/formula.mjs";
import { RECURRENT } from "./few_facts.mjs";

const COSTS = {
  products: [
    [4, "features", "units"],
    [4, "units", "units"],
  ],
  operations: [[10, "units"]],
  kept: [[7, "units"]],
  keptRead: [[1, "features"]],
  keepsState: true,
};
const CELL = { ...RECURRENT, name: "Cell", input: ["features"], recurrent: false, cell: true };
const facts = createFacts({
  families: [
    { ...RECURRENT, costs: [[{ use_bias: true }, COSTS]] },
    { ...CELL, costs: [[{}, COSTS]] },
  ],
  bytes: { float32: 4 },
  multiplyAccumulate: 2,
});
const words = {
  plural: [[[[null, true, [[1, 1]]]]]],
  words: {
    times: "{first} × {second}",
    cost_mac: "one counts as {n}",
    n_parameters: "{n} parameters",
    n_steps: "1 step|{n} steps",
    n_units: "{n} units",
    live_cost_note: "Note: {mac}",
    live_cost_parameters: "Parameters",
    live_cost_products: "Products",
    live_cost_operations: "Operations",
    live_cost_kept: "Kept",
    live_cost_said: "{steps}: {operations}, {kept}",
  },
};
const state = (more = {}) => ({ layer: "LSTM", options: {}, sizes: { units: 2, features: 3 }, ...more });
const rowsOf = (more) => costRows(facts, words, state(more), { count: 48 });
const cellsOf = (html) => [...html.matchAll(/<t[hd](?: [^>]*)?>(.*?)<\/t[hd]>/g)].map(([, content]) => content);

test("steps change operations and what is kept, and no parameters", () => {
  const numbers = (steps) => rowsOf({ steps }).rows.map(({ values: [one, all] }) => [one, all]);
  assert.deepEqual(numbers(5), [
    [192n, 192n],
    [40n, 200n],
    [20n, 100n],
    [68n, 340n],
  ]);
  assert.deepEqual(
    numbers(6).map(([, all]) => all),
    [192n, 240n, 120n, 408n],
  );
});

test("a formula begins with the steps; what is done once is added", () => {
  assert.equal(write(formulaOf(costOf(facts, state()).products)), "steps * 4 * units * (features + units)");
  const twice = costOf(facts, state({ layers: 2 }));
  assert.equal(write(formulaOf(twice.products)), "steps * 4 * units * (features + 3 * units)");
  assert.equal(write(formulaOf(twice.kept)), "steps * 4 * (features + 14 * units) + 4 * units");
  assert.equal(write(formulaOf([])), "0");
});

test("a number is exact however large it is", () => {
  const sizes = { units: 1_000_000, features: 999_983, steps: 1_000_000 };
  const { products } = costOf(facts, state());
  assert.equal(exactValue(products, sizes), 4n * 1_999_983n * 10n ** 12n);
});

test("nothing is said of a choice of options that has no costs", () => {
  assert.equal(rowsOf({ options: { use_bias: false } }), null);
  assert.equal(costTable(facts, words, null), "");
  assert.equal(costSaid(words, null), "");
});

test("the table has a column for one step and one for all, and the formula in numbers", () => {
  const made = rowsOf({ steps: 1200 });
  const cells = cellsOf(costTable(facts, words, made));
  assert.deepEqual(cells.slice(0, 7), ["", "1 step", "1,200 steps", "Parameters", "192", "192", "4 × 48 parameters"]);
  assert.deepEqual(cells.slice(7, 11), [
    "Products",
    "40",
    "48,<wbr>000",
    "<b>1,200\u00a0steps</b> × 4 × 2\u00a0units × (3 + 2\u00a0units)",
  ]);
  assert.ok(costTable(facts, words, made).includes("<caption>Note: one counts as 2</caption>"));
  assert.equal(costSaid(words, made), "1,200 steps: 24,000, 81,600");
});

test("one step needs one column, and a layer without steps no head", () => {
  assert.deepEqual(cellsOf(costTable(facts, words, rowsOf())).slice(0, 4), ["", "1 step", "Parameters", "192"]);
  const cell = costRows(facts, words, { ...state(), layer: "Cell" }, { count: 48 });
  assert.deepEqual(cellsOf(costTable(facts, words, cell)).slice(0, 3), ["Parameters", "192", "4 × 48 parameters"]);
  assert.equal(costSaid(words, cell), "");
});

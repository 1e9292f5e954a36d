// What tests/numbers holds equal to the package; here, on facts of a few lines, what each module is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import {
  closedForm,
  countOf,
  derive,
  evaluate,
  grouped,
  substitute,
  worked,
  write,
} from "../../docs/assets/numbers/formula.mjs";
import { inputFor, readInput, startShape } from "../../docs/assets/numbers/inputs.mjs";
import { inside, written } from "../../docs/assets/numbers/layers.mjs";
import { modelRows } from "../../docs/assets/numbers/models.mjs";
import { nearest, Refusal, refuse, repr, shown } from "../../docs/assets/numbers/refusal.mjs";
import { outputs, parts } from "../../docs/assets/numbers/shapes.mjs";
import { readSize } from "../../docs/assets/numbers/sizes.mjs";
import { tallyOf } from "../../docs/assets/numbers/tally.mjs";
import { RECURRENT } from "./few_facts.mjs";

const CHAIN = {
  name: "Sequential",
  key: "sequential",
  arguments: ["layers"],
  output: ["last layer"],
  composition: { arguments: ["layers"], part: "layer", listPlace: "{}", isChain: true },
};
const facts = createFacts({
  families: [RECURRENT, CHAIN],
  layout: {},
  shaping: ["return_sequences"],
  bytes: { float32: 4 },
});
const lstm = (units, more = {}) => ({ family: facts.find("LSTM"), arguments: { units, ...more } });
const chain = (...layers) => ({ family: facts.find("Sequential"), arguments: { layers } });

const isRefused = (ask, key) =>
  assert.throws(ask, (error) => {
    assert.ok(error instanceof Refusal);
    assert.equal(error.key, key);
    return true;
  });

test("facts are given back what was left out of them", () => {
  const { bias, gates, inside: layers } = facts.find("LSTM");
  assert.deepEqual([bias, gates, layers], [undefined, [], []]);
  assert.deepEqual(facts.find("LSTM").arrays[0].axes, [
    [{ factor: 1, size: "features", sizes: ["features"] }],
    [{ factor: 4, size: "units", sizes: ["units"] }],
  ]);
  assert.deepEqual(facts.find("LSTM").choices, { use_bias: true });
  isRefused(() => facts.find("LTSM"), "live_unknown_layer");
});

test("a layer is counted array by array", () => {
  const tally = tallyOf(facts, lstm(64), { features: 6 });
  assert.equal(tally.count, 18176);
  assert.deepEqual(
    tally.rows.map(({ name, shape, count }) => [name, shape, count]),
    [
      ["kernel", [6, 256], 1536],
      ["recurrent_kernel", [64, 256], 16384],
      ["bias", [256], 256],
    ],
  );
  assert.equal(tallyOf(facts, lstm(64, { use_bias: false }), { shape: [null, 30, 7] }).count, 18176);
  isRefused(() => tallyOf(facts, lstm(64)), "live_missing");
});

test("a formula is factored, put into numbers and worked out", () => {
  const arrays = facts.find("LSTM").arrays;
  assert.equal(write(countOf(arrays[0])), "features * 4 * units");
  const formula = closedForm(arrays);
  assert.equal(write(formula), "4 * units * (features + units + 1)");
  const sizes = { units: 2, features: 3 };
  assert.equal(evaluate(formula, sizes), 48);
  assert.equal(worked([substitute(formula, sizes), 48, 48], { times: " × " }), "4 × 2 × (3 + 2 + 1) = 48");
  const steps = derive(tallyOf(facts, lstm(2), { features: 3 })).steps.map(({ key, value }) => [key, value]);
  assert.deepEqual(steps.slice(-2), [
    ["sum", 48],
    ["closed_form", 48],
  ]);
  assert.equal(grouped(1234567), "1,234,567");
  assert.equal(grouped(123), "123");
});

test("a shape goes from layer to layer", () => {
  const model = chain(lstm(64, { return_sequences: true }), lstm(64));
  const shape = [null, 50, 3];
  assert.deepEqual(
    parts(facts, model, shape).map(([name, , reads]) => [name, reads]),
    [
      ["lstm", [null, 50, 3]],
      ["lstm_1", [null, 50, 64]],
    ],
  );
  assert.deepEqual(outputs(facts, model, shape), [[null, 64]]);
  assert.deepEqual(
    modelRows(facts, model, shape).map(({ name, call, output, count, bytes }) => [name, call, output, count, bytes]),
    [
      ["lstm", "LSTM(64, return_sequences=True)", [null, 50, 64], 17408, 69632],
      ["lstm_1", "LSTM(64)", [null, 64], 33024, 132096],
    ],
  );
  isRefused(() => modelRows(facts, chain(lstm(64), lstm(64)), shape), "live_axes_steps");
});

test("a layer says what it reads", () => {
  assert.deepEqual(readInput(facts, lstm(4), [null, 50, 3]), { features: 3 });
  assert.deepEqual(inputFor(facts, lstm(4), { features: 3 }), [null, null, 3]);
  assert.deepEqual(startShape(chain(lstm(4, { input_shape: [50, 3] }))), [null, 50, 3]);
  assert.equal(startShape(lstm(4)), null);
  isRefused(() => startShape(lstm(4, { input_shape: [50, "x"] })), "live_input_shape");
});

test("a layer is written as in Keras code", () => {
  assert.equal(written(lstm(4, { use_bias: false, return_sequences: true })), "LSTM(4, use_bias=False)");
  assert.equal(written(chain(lstm(4), lstm(5)), "return_sequences"), "Sequential([LSTM(4), LSTM(5)])");
  assert.equal(inside(chain(lstm(4), lstm(5))).length, 2);
});

test("a size is a positive integer that is exact", () => {
  const { family } = lstm(4);
  assert.equal(readSize(family, "units", 10 ** 15), 10 ** 15);
  assert.equal(readSize(family, "units", Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  for (const size of [0, -1, 2.5, "4", null, true, Number.NaN, [4]]) {
    isRefused(() => readSize(family, "units", size), "live_positive");
  }
  isRefused(() => readSize(family, "units", Number.MAX_SAFE_INTEGER + 1), "live_at_most");
});

test("what came is shown as Python writes it, and short", () => {
  assert.deepEqual([true, null, [3], [1, 2], "a'b", 'a"b'].map(repr), [
    "True",
    "None",
    "(3,)",
    "(1, 2)",
    `"a'b"`,
    `'a"b'`,
  ]);
  assert.equal(repr("'\"\\\n"), `'\\'"\\\\\\n'`);
  assert.equal(shown("x".repeat(100)), `'${"x".repeat(56)}...`);
  assert.throws(() => refuse("live_missing", { name: "units", n: 2 }), { values: { name: { text: "units" }, n: 2 } });
  assert.equal(nearest("LTSM", ["GRU", "LSTM"]), "LSTM");
  assert.equal(nearest("hidden_size", ["units", "features"], { hidden_size: "units" }), "units");
});

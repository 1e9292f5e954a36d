// What tests/numbers holds equal to the package; here, on a layer with a few counts, what the weights are for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import {
  hasTwin,
  isFarAhead,
  logLikelihood,
  logOfAge,
  logOfSize,
  weighedSizes,
} from "../../docs/assets/numbers/likelihood.mjs";
import { readings } from "../../docs/assets/numbers/solving.mjs";
import { RECURRENT } from "./few_facts.mjs";
import { packageFacts } from "./package_facts.mjs";

const { json } = packageFacts();
const { likelihood } = json;
const facts = createFacts({
  families: [RECURRENT],
  likelihood,
  usualClasses: { LSTM: 3 },
  usualInside: {},
  usualSizes: { recurrent: { units: { 60: 30 } } },
});
const family = facts.find("LSTM");
const likely = (units, features, more = {}) =>
  logLikelihood(facts, { family, arguments: { units, ...more } }, { features });

test("a size that was seen often is likelier than one that was not, and a power of two than another number", () => {
  assert.ok(likely(60, 3) > likely(64, 3));
  assert.ok(likely(64, 3) > likely(67, 3));
  assert.ok(likely(64, 512) > likely(64, 51_200));
});

test("an option that is not at its default makes a layer less likely", () => {
  const less = likely(64, 3) - likely(64, 3, { use_bias: false });
  assert.ok(Math.abs(less - Math.log((1 - likelihood.options.use_bias) / likelihood.options.use_bias)) < 1e-9);
});

test("a likelihood is that of the sizes and of all else", () => {
  assert.deepEqual(weighedSizes(family), { own: ["units"], read: ["features"] });
  const sizes = logOfSize(facts, family, "units", 64) + logOfSize(facts, family, "features", 3);
  const rest = logLikelihood(facts, { family, arguments: {} }, {});
  assert.ok(Math.abs(likely(64, 3) - sizes - rest) < 1e-9);
});

test("the name of a row tells how old Keras is, where that makes a difference", () => {
  const gru = { family: { choices: { reset_after: true } }, arguments: {} };
  assert.ok(logOfAge(facts, gru, "gru") > 0 && logOfAge(facts, gru, "gru_1") < 0);
  assert.equal(logOfAge(facts, { family, arguments: {} }, "lstm_1"), 0);
});

test("what is far ahead of all others together is almost certain", () => {
  assert.deepEqual([isFarAhead(facts, 0.999_95), isFarAhead(facts, 0.999)], [true, false]);
});

test("what has the arrays of another one, but for axes of length 1, is told apart by no number", () => {
  const made = (...shapes) => ({ tally: { rows: shapes.map((shape) => ({ shape })) } });
  const dense = made([200, 20], [20]);
  assert.equal(hasTwin([dense, made([20, 200]), made([20], [1, 200, 20])]), true);
  assert.equal(hasTwin([dense, made([2, 100, 20], [20])]), false);
  assert.equal(hasTwin([dense]), false);
});

test("the first of several is almost certain only if it is far ahead and the number tells it apart", () => {
  const all = createFacts(json);
  const sure = (row) => {
    const [first, ...others] = readings(all, row);
    return [
      isFarAhead(all, first.likelihood),
      first.isAlmostCertain,
      others.some(({ isAlmostCertain }) => isAlmostCertain),
    ];
  };
  assert.deepEqual(sure({ count: 33_024, type: "LSTM", output: [null, 64] }), [true, true, false]);
  assert.deepEqual(sure({ count: 131_584, type: "LSTM" }), [false, false, false]);
  assert.deepEqual(sure({ count: 3001, type: "Embedding" }), [true, false, false]); // 3001 words of 1 number, or 1 of 3001
});

// What tests/numbers holds equal to the package; here, on a layer with a few counts, what the weights are for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { isFarAhead, logLikelihood, logOfAge, logOfSize, weighedSizes } from "../../docs/assets/numbers/likelihood.mjs";
import { RECURRENT } from "./few_facts.mjs";
import { packageFacts } from "./package_facts.mjs";

const { likelihood } = packageFacts().json;
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

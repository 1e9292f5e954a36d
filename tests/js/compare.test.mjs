// What tests/numbers holds equal to the package; here, on facts of a few lines, what each module is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { compared } from "../../docs/assets/numbers/comparing.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { createFolds } from "../../docs/assets/numbers/folds.mjs";
import { growth } from "../../docs/assets/numbers/growing.mjs";
import { relativeOf } from "../../docs/assets/numbers/relatives.mjs";
import { CONTENTS } from "../../docs/assets/numbers/side_by_side.mjs";

const layer = (name, gates, biases) => ({
  name,
  arguments: ["units"],
  arrays: [
    { name: "kernel", axes: [[[1, "features"]], [[gates, "units"]]] },
    { name: "recurrent_kernel", axes: [[[1, "units"]], [[gates, "units"]]] },
    { name: "bias", axes: [[[biases, ""]], [[gates, "units"]]] },
  ],
  sizes: ["units", "features"],
  allSizes: ["units", "features"],
  read: ["features"],
  input: ["time", "features"],
});
const OTHER = "torch.nn.LSTM";
const FACTS = createFacts({
  families: [layer("RNN", 1, 1), layer("LSTM", 4, 1), layer(OTHER, 4, 2), layer("flax.Cell", 2, 1)],
  relatives: [
    { shown: "RNN", layer: "RNN", keras: "RNN", reason: "keras" },
    { shown: "LSTM", layer: "LSTM", keras: "LSTM", reason: "keras" },
    { shown: "tf_keras.LSTM", layer: "LSTM", keras: "LSTM", reason: "same" },
    { shown: OTHER, layer: OTHER, keras: "LSTM", reason: "two_biases" },
    { shown: "flax.Cell", layer: "flax.Cell", reason: "no_relative" },
  ],
  drawing: { gates: [], letters: {}, letter: 600, bold: 1, words: { value: 0, n_units: 0, n_features: 0 }, sizes: {} },
  layout: {},
});
const stateOf = (name, units = 4, features = 3) => ({ layer: name, sizes: { units, features }, options: {} });

test("a layer is compared with its relative in Keras, one without a relative with none", () => {
  assert.deepEqual(
    ["LSTM", OTHER, "flax.Cell", "Dense"].map((name) => relativeOf(FACTS, name)),
    ["LSTM", "LSTM", "", ""],
  );
  assert.equal(compared(FACTS, stateOf("flax.Cell")), null);
});

test("more biases are a row more, of which the formula says how much", () => {
  const [keras, same, torch] = compared(FACTS, stateOf(OTHER));
  assert.deepEqual([keras.count, same.count, torch.count], [128, 128, 144]);
  assert.deepEqual(torch.formula, { product: [4, "units"] });
  assert.deepEqual(torch.names, [{ named: [OTHER], isOwn: true }]);
  assert.deepEqual(
    torch.bands.map(({ rows, more }) => [rows, more]),
    [
      [3, 0],
      [4, 0],
      [1, 1],
    ],
  );
});

test("growth has the counts of the reader's units, and says which ratio is exact", () => {
  const { key, description } = growth(FACTS, stateOf("LSTM"), String);
  const counts = key.map(({ words }) => words.values.value.sides.at(-1));
  assert.deepEqual(counts, [128, 32]);
  const [seen, twice] = description.map(({ values }) => values.of);
  assert.equal(seen.values.others[0].key, "live_growth_times_exactly");
  assert.equal(seen.values.others[0].values.n, "4");
  assert.deepEqual([twice.key, twice.values.n], ["live_growth_twice_exactly", "3"]);
});

const KEYS = [
  ...["area", "bias", "count", "difference_to_keras", "item", "kernel", "layer", "list", "live_compare_area"],
  ...["live_compare_caption", "n_features", "n_parameters", "n_units", "reason", "reason_keras", "reason_same"],
  ...["reason_two_biases", "recurrent"],
];
const WORDS = { plural: [], words: Object.fromEntries(KEYS.map((key) => [key, key])) };

test("a table says what differs: how much more, and a filled block", () => {
  const html = CONTENTS.frameworks(FACTS, WORDS, stateOf("LSTM"));
  assert.match(html, /\+16 <span class="term">= 4 × units<\/span>/);
  assert.equal(html.match(/compare-more/g).length, 1);
  assert.equal(html.match(/aria-current="true"/g).length, 1);
});

const fold = (name) => {
  const listeners = {};
  const parentElement = { hidden: false };
  return {
    ...{ dataset: { more: name }, open: false, lastElementChild: { innerHTML: "" }, parentElement },
    addEventListener: (kind, listener) => {
      listeners[kind] = listener;
    },
    async toggle() {
      this.open = !this.open;
      await listeners.toggle();
    },
  };
};

test("a fold is filled when it is opened, then follows; where nothing can be compared all are hidden", async () => {
  const one = fold("frameworks");
  const told = [];
  const root = { querySelectorAll: () => [one], dispatchEvent: ({ type }) => told.push(type) };
  const show = createFolds(root, { facts: FACTS, words: WORDS });
  show(stateOf("LSTM"));
  assert.equal(one.lastElementChild.innerHTML, "");
  await one.toggle();
  assert.match(one.lastElementChild.innerHTML, /\+16 /);
  show(stateOf("LSTM", 5));
  assert.match(one.lastElementChild.innerHTML, /\+20 /);
  assert.deepEqual(told, ["drawn", "drawn"]);
  show(stateOf("flax.Cell"));
  assert.equal(one.parentElement.hidden, true);
  show(stateOf("LSTM", 6));
  assert.equal(one.parentElement.hidden, false);
  assert.match(one.lastElementChild.innerHTML, /\+24 /);
});

test("what can not be drawn is said in the fold", async () => {
  const one = fold("frameworks");
  const words = { ...WORDS, words: { ...WORDS.words, live_at_most: "too large" } };
  const root = { querySelectorAll: () => [one], dispatchEvent: () => null };
  const show = createFolds(root, { facts: FACTS, words });
  show(stateOf("LSTM", 1_000_001));
  await one.toggle();
  assert.equal(one.lastElementChild.textContent, "too large");
});

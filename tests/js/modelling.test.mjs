// What tests/numbers holds equal to the package and to Keras; here, on facts of a few lines, what each module is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { countCell, modelFrame, newFields, totals } from "../../docs/assets/numbers/building.mjs";
import { kerasCode } from "../../docs/assets/numbers/copying.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { asGiven } from "../../docs/assets/numbers/layers.mjs";
import { createModel } from "../../docs/assets/numbers/model.mjs";
import { inputIn, inputText, layersIn, modelOf, modelState } from "../../docs/assets/numbers/modelling.mjs";
import { isBalanced, readState, writeState } from "../../docs/assets/numbers/state.mjs";
import { modelMarkdown, summaryOf } from "../../docs/assets/numbers/summaries.mjs";

const family = (name, key, gates, more) => ({
  name,
  key,
  framework: "keras",
  arguments: ["units", "return_sequences", "activation"],
  arrays: [{ name: "kernel", axes: [[[1, "features"]], [[gates, "units"]]] }],
  sizes: ["units", "features"],
  allSizes: ["units", "features"],
  read: ["features"],
  ...more,
});
const facts = createFacts({
  families: [
    family("LSTM", "lstm", 4, { input: ["time", "features"], output: ["steps", "units"], recurrent: true }),
    family("Dense", "dense", 1, { input: ["...", "features"], output: ["...", "units"] }),
    {
      ...{ name: "Sequential", key: "sequential", framework: "keras", arguments: ["layers"], output: ["last layer"] },
      composition: { arguments: ["layers"], part: "layer", listPlace: "{}", isChain: true, example: "LSTM(64)" },
    },
  ],
  ...{ layout: {}, base: ["name"], shaping: ["return_sequences"], bytes: { float32: 4 }, mostLayers: 100 },
  ...{ inCode: {}, meant: {}, foreignModules: [], torchWithoutParameters: [], legacyArguments: {} },
});
const word = (key) => key;
const words = { plural: [], words: { live_model_show: "{count} of {layer}", list: ", " } };
const STACK = { model: "LSTM(4), LSTM(2), Dense(1)", input: [30, 5] };

test("a model is read, mended and counted", () => {
  const model = modelOf(facts, STACK);
  assert.deepEqual(
    model.rows.map(({ name, output, count }) => [name, output, count]),
    [
      ["lstm", [null, 30, 4], 80],
      ["lstm_1", [null, 2], 32],
      ["dense", [null, 1], 2],
    ],
  );
  assert.deepEqual([model.count, model.added], [114, [0]]);
  assert.equal(modelState(model).model, "LSTM(4, return_sequences=True), LSTM(2), Dense(1)");
  assert.throws(() => layersIn(facts, "LSTM(n)"), { key: "live_model_variable" });
});

test("an input is typed in many ways", () => {
  for (const text of ["30, 5", "(30, 5)", "30,5,", " 30 × 5 ", "30，5"]) assert.deepEqual(inputIn(text), [30, 5]);
  assert.deepEqual(inputIn("None, 5"), [null, 5]);
  assert.deepEqual(inputIn("(5,)"), [5]);
  assert.equal(inputIn("  "), null);
  assert.deepEqual(inputIn("30, many"), [30, "many"]);
  assert.equal(inputText([null, 5]), "None, 5");
});

test("a call is written with all that it was given", () => {
  const [layer] = layersIn(facts, "Dense(3, activation=None, name='a, b')").layers;
  assert.equal(asGiven(layer), "Dense(3, activation=None, name='a, b')");
  const [initialized] = layersIn(facts, "Dense(3, activation=keras.activations.Relu(0.5))").layers;
  assert.equal(asGiven(initialized), "Dense(3, activation=keras.activations.Relu(0.5))");
});

test("code says keras.layers before layers, and before nothing else", () => {
  const code = kerasCode("(3, 5)", ["Dense(3, name='Out(put)', activation=keras.activations.Relu(0.5))"], 18);
  assert.match(code, / {4}keras\.Input\(\(3, 5\)\),\n/);
  assert.match(
    code,
    / {4}keras\.layers\.Dense\(3, name='Out\(put\)', activation=keras\.activations\.Relu\(0\.5\)\),\n/,
  );
  assert.match(code, /print\(model\.count_params\(\)\) {2}# 18\n$/);
  assert.doesNotMatch(kerasCode("", ["Dense(3)"], null), /Input|print/);
});

test("an address is read as it was written", () => {
  const state = modelState(modelOf(facts, STACK));
  const address = writeState(facts, state);
  assert.equal(address, "#model=LSTM(4,return_sequences=True),LSTM(2),Dense(1)&input=30,5");
  const { model, input } = readState(facts, address);
  assert.deepEqual(modelState(modelOf(facts, { model, input })), state);
  assert.equal(isBalanced("(a)(b)"), true);
  for (const text of ["(", ")(", "(]"]) assert.equal(isBalanced(text, "()[]") && isBalanced(text), false);
});

test("a model is copied as a table and as Markdown", () => {
  const model = modelOf(facts, STACK);
  assert.match(summaryOf(model), /│ lstm_1 \(LSTM\) +│ \(None, 2\) +│ +32 │\n/);
  assert.match(summaryOf(model), / Total params: 114 \(456\.00 B\)\n/);
  assert.match(modelMarkdown(model, word, "#x"), /\| `LSTM\(2\)` \| \(None, 2\) \| 32 \|\n/);
});

test("an element has a row for each layer, with its name on all that can be done", () => {
  const model = modelOf(facts, STACK);
  const html = modelFrame(facts, words, word, model, "n");
  assert.equal(html.match(/class="model-row"/g).length, 3);
  assert.equal(html.match(/<option/g).length, 3); // those that can stand in a chain, and code
  assert.match(countCell(words, model.rows[0], true), /aria-expanded="true" aria-label="80 of lstm">80</);
  assert.equal(countCell(words, { count: null }, false), "?");
  assert.equal(totals(word, model).match(/<tr/g).length, 1);
  assert.match(newFields(facts, word, "LSTM", "n"), /data-new-size="units"[^>]* value="8"/);
  assert.match(newFields(facts, word, "", "n"), /data-new-code value=""/);
});

test("an element is made by a function", () => assert.equal(typeof createModel, "function"));

// What the elements of a page are made of: what an address asks for, the fields, what is copied, what follows the reader.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { answerHtml, answerOf } from "../../docs/assets/numbers/answering.mjs";
import { isRepeatable, isStackable, keyOf, layerOf, stateOf } from "../../docs/assets/numbers/asked.mjs";
import { codeOf, markdownOf } from "../../docs/assets/numbers/copying.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { formula } from "../../docs/assets/numbers/figures.mjs";
import { follow, inTerms } from "../../docs/assets/numbers/following.mjs";
import { fields, numberAt, numberBeyond, offered, placeOf, tools } from "../../docs/assets/numbers/frame.mjs";
import { changed, createLiving, typed } from "../../docs/assets/numbers/living.mjs";
import { listenToOffers, offerFigures } from "../../docs/assets/numbers/offering.mjs";
import { start } from "../../docs/assets/numbers/page.mjs";
import { readState, writeState } from "../../docs/assets/numbers/state.mjs";
import { tallyOf } from "../../docs/assets/numbers/tally.mjs";
import { wordsOf } from "../../docs/assets/numbers/words.mjs";
import { asksFor, loadNumbers } from "../../docs/assets/numbers.mjs";
import { packageFacts } from "./package_facts.mjs";

const { json, words } = packageFacts();
const facts = createFacts(json);
const word = wordsOf(words);
const links = JSON.parse(readFileSync(new URL("../numbers/links.json", import.meta.url), "utf-8"));
const shownBy = (fragment, layer = "") => {
  const state = readState(facts, fragment, layer);
  const { layer: asked, reads, steps } = layerOf(facts, state);
  return { state, asked, reads, steps, tally: tallyOf(facts, asked, reads) };
};

test("published links ask for what they always asked for, and are written as they are read", () => {
  for (const [link, count] of Object.entries(links)) {
    const { state, tally } = shownBy(link, "LSTM");
    assert.equal(tally.count, count, link);
    const written = writeState(facts, state, link.includes("layer=") ? "" : "LSTM");
    assert.deepEqual(new Set(written.slice(1).split("&")), new Set(link.slice(1).split("&")), link);
  }
});

test("a fragment that asks for no layer is left alone", () => {
  for (const fragment of ["", "#", "#lstm.formula", "#paste=1.abc", "#%", "#a=%E0%A4%A", "#units=3"]) {
    assert.equal(readState(facts, fragment), null, fragment);
  }
  assert.deepEqual(readState(facts, "#part=kernel"), { part: "kernel" });
});

test("what somebody asked comes back as it was typed", () => {
  for (const ask of [
    "131584",
    "LSTM(64, input_shape=(30, 5))",
    "为什么 120？",
    "a+b & c=d #e [f] <g> 100%",
    "'x' \"y\"",
  ]) {
    const fragment = writeState(facts, { ask });
    assert.match(fragment, /^#ask=[\x21-\x7e]*$/);
    assert.ok(!/["<>`[\]|]/.test(fragment), fragment);
    assert.equal(readState(facts, fragment).ask, ask);
  }
});

test("a wrong size in a link is kept as text, for the message to name", () => {
  assert.equal(readState(facts, "#layer=LSTM&units=x&features=3").sizes.units, "x");
  assert.throws(() => shownBy("#layer=LSTM&units=x&features=3"), { key: "live_positive" });
  for (const bad of ["layers=0", "layers=x", "dense=-1", "layers=21"]) {
    assert.throws(() => shownBy(`#layer=LSTM&units=2&features=3&${bad}`), { name: "Refusal" }, bad);
  }
});

test("every layer that an element offers has a state, and gives it back", () => {
  for (const [framework, names] of offered(facts)) {
    assert.ok(names.length, framework);
    for (const layer of names) {
      const family = facts.find(layer);
      const state = changed(facts, { layer: "LSTM", sizes: { units: 4, features: 3 }, options: {} }, "layer", layer);
      const { asked, reads, tally } = shownBy(writeState(facts, state));
      assert.ok(tally.count > 0, layer);
      assert.deepEqual(stateOf(asked, reads).sizes, state.sizes, layer);
      assert.ok(!(isStackable(family) && isRepeatable(family)), layer);
    }
  }
  assert.deepEqual([...offered(facts, ["ConvLSTM1D", "ConvLSTM2D"]).values()], [["ConvLSTM1D", "ConvLSTM2D"]]);
});

test("moving time steps changes no number", () => {
  for (const layer of ["SimpleRNN", "LSTM", "GRU", "ConvLSTM2D", "torch.nn.GRU"]) {
    const state = changed(facts, { layer: "Dense", sizes: { units: 4, features: 3 }, options: {} }, "layer", layer);
    const counts = [1, 2, 30, 1000].map((steps) => shownBy(writeState(facts, { ...state, steps })).tally.count);
    assert.equal(new Set(counts).size, 1, layer);
  }
});

test("a layer in two directions, on another and under a Dense is the layers that Keras would build", () => {
  const { asked } = shownBy("#layer=GRU&units=8&features=3&layers=2&dense=1&bidirectional=True");
  const { layers } = asked.arguments;
  assert.deepEqual(
    layers.map(({ family }) => family.name),
    ["Bidirectional", "Bidirectional", "Dense"],
  );
  assert.deepEqual(
    layers.slice(0, 2).map((layer) => layer.arguments.layer.arguments.return_sequences),
    [true, undefined],
  );
});

test("a slider has room for small numbers, goes through each of them, and never stands still", () => {
  for (const number of [1, 2, 3, 4, 10, 64, 128, 512]) assert.equal(numberAt(placeOf(number)), number);
  assert.equal(placeOf(5_000_000), placeOf(1024));
  let number = 1;
  const seen = [number];
  for (let press = 0; press < 200 && number < 1024; press++) {
    number = numberBeyond(number, placeOf(number) + 1);
    seen.push(number);
  }
  assert.deepEqual(seen.slice(0, 12), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assert.equal(seen.at(-1), 1024);
  while (number > 1) {
    const next = numberBeyond(number, placeOf(number) - 1);
    assert.ok(next < number);
    number = next;
  }
});

test("what is typed is a number, several for a window, or text that is refused", () => {
  assert.deepEqual(["64", " 64 ", "3,5", "3 x 5", "3×5", "", "6.5", "-1", "1e3", "abc"].map(typed), [
    64,
    64,
    [3, 5],
    [3, 5],
    [3, 5],
    "",
    "6.5",
    "-1",
    "1e3",
    "abc",
  ]);
});

test("another layer keeps the sizes that it has too", () => {
  const state = { layer: "LSTM", sizes: { units: 7, features: 5 }, options: { use_bias: false }, steps: 4 };
  assert.deepEqual(changed(facts, state, "layer", "ConvLSTM2D").sizes, { filters: 7, kernel_size: 3, channels: 5 });
  assert.deepEqual(changed(facts, state, "layer", "GRU").options, { use_bias: false });
  assert.deepEqual(changed(facts, { ...state, layer: "GRU" }, "reset_after", false).options, {
    use_bias: false,
    reset_after: false,
  });
});

test("each field has a name, and what is written into it is escaped", () => {
  const state = { layer: "GRU", sizes: { units: '"><b>', features: 3 }, options: {}, steps: 2 };
  const html = fields(facts, state, word, { id: "n" });
  assert.ok(!html.includes("<b>"));
  for (const name of [
    "layer",
    "units",
    "features",
    "steps",
    "use_bias",
    "reset_after",
    "bidirectional",
    "layers",
    "dense",
  ]) {
    assert.ok(html.includes(`data-field="${name}"`), name);
  }
  assert.ok(
    !fields(facts, { ...state, sizes: { units: 2, features: 3 } }, word, { id: "n", layers: ["GRU"] }).includes(
      "<select",
    ),
  );
  const ids = [...html.matchAll(/<(?:input|select) id="([^"]*)"/g)].map(([, id]) => id);
  for (const id of ids) assert.ok(html.includes(`<label for="${id}">`), id);
});

test("only what Keras was compared on is said to equal it", () => {
  const { tally } = shownBy("#layer=LSTM&units=64&features=6&use_bias=False");
  assert.equal(keyOf(facts, tally), "layer=LSTM&units=64&features=6&use_bias=False");
  assert.match(tools(word, "", "3.15", true), /<p class="numbers-known">/);
  assert.match(tools(word, "", "3.15", false), /<p class="numbers-known" hidden>/);
});

test("Markdown has the sentence, a row for each array, the sum and the address; code has the layer and the number", () => {
  const { tally, asked, reads } = shownBy("#layer=LSTM&units=64&features=6");
  const made = { layer: asked, reads, steps: 30, tally, shown: formula(facts, tally, 30) };
  const markdown = markdownOf(made, words, word, "https://site.example/layers/lstm/#units=64");
  for (const said of [
    "18,176",
    "| `kernel` |",
    "| `recurrent_kernel` |",
    "64 × 4 × 64",
    "(https://site.example/layers/lstm/#units=64)",
  ]) {
    assert.ok(markdown.includes(said), said);
  }
  assert.match(codeOf(made), /keras\.Input\(\(30, 6\)\)[\s\S]*keras\.layers\.LSTM\(64\)[\s\S]*# 18176/);
  const torch = shownBy("#layer=torch.nn.GRU&units=20&features=10");
  assert.match(codeOf({ ...torch, layer: torch.asked }), /torch\.nn\.GRU\(10, 20\)[\s\S]*# 1920/);
});

test("a sum is broken between its terms alone", () => {
  assert.equal(
    inTerms("4 × (3 + 2) + 1 = 21"),
    '<span class="term"><span class="term">4 × (3 + 2)</span> <span class="term">+ 1</span></span> <span class="term">= <span class="term">21</span></span>',
  );
});

const ANSWERS = [
  ["131584", "LSTM(128)", "128 units"],
  ["120", "SimpleRNN(10)"],
  ["lstm_3 (LSTM) (None, 128) 131584", "LSTM(128)"],
  ["why 120?", "SimpleRNN(10)"],
  ["LSTM(64, input_shape=(30, 5))", "17,920", "30 time steps"],
  ["GRU(64)", "3 × 64 × (features + 64 + 2)"],
  ["nn.LSTM(X.shape[2], 20)", "4 × 20 × (X.shape[2] + 20 + 2)"],
  ["nn.GRU(10, 20)", "1,920"],
  ["Bidirectional(LSTM(64))", "forward_layer"],
  ["Bidirectional(LSTM(64)) on 10 features", "38,400"],
  ["Bidirectional(LSTM(64), input_shape=(30, 10))", "38,400"],
  ["[(128, 512), (128, 512), (512,)]", "LSTM(128)"],
  ["something else", "#ask=131584"],
];
const page = { facts, words, word, settings: { known: [] }, derivationOf: () => "" };

test("an answer begins with the likeliest reading, and shows it", () => {
  for (const [text, ...said] of ANSWERS) {
    for (const isStatic of [false, true]) {
      const html = answerHtml({ ...page, isStatic }, answerOf(facts, text), "a");
      const plain = html
        .replaceAll(/<[^>]*>/g, "")
        .replaceAll("&gt;", ">")
        .replaceAll("\u00a0", " ");
      for (const one of said) assert.ok(plain.includes(one) || html.includes(one), `${text}: ${one}`);
      assert.equal(html.includes("data-field"), !isStatic && html.includes("<figure"), text);
    }
  }
  assert.equal(answerOf(facts, "a (LSTM) (None, 2) 48\nb (Dense) (None, 1) 3"), null);
  assert.throws(() => answerOf(facts, "LSTM(0, input_shape=(3, 4))"), { name: "Refusal" });
});

test("what counts is loaded once the reader does anything, or comes with sizes in the address", () => {
  assert.deepEqual(["", "#lstm.formula", "#units=3", "#ask=1", "#paste=1.a="].map(asksFor), [
    false,
    false,
    true,
    true,
    false,
  ]);
  const heard = new Map();
  const settings = { textContent: JSON.stringify({ script: "none.mjs" }) };
  const window = {
    document: { querySelector: () => settings, addEventListener: () => null },
    location: { hash: "" },
    addEventListener: (name, listener) => heard.set(name, listener),
  };
  assert.equal(loadNumbers(window), null);
  for (const sign of ["pointermove", "keydown", "focusin", "hashchange"]) assert.ok(heard.has(sign), sign);
});

test("what needs a document only waits for one", () => {
  for (const needing of [createLiving, follow, listenToOffers, offerFigures, start])
    assert.equal(typeof needing, "function");
});

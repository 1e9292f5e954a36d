// The search, without a browser: what is found, in which order, what is marked, and what the box is offered for.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { makeAmounts } from "../../docs/assets/search/amounts.mjs";
import { makeAnswers } from "../../docs/assets/search/answers.mjs";
import { prepareLanguage, readQuery } from "../../docs/assets/search/asking.mjs";
import { offerFor } from "../../docs/assets/search/offer.mjs";
import { makeSearch, pageOf } from "../../docs/assets/search/ranking.mjs";
import { markedTitle, teaser } from "../../docs/assets/search/teaser.mjs";
import { atomsOf, eachTerm, partsOf, stemOf } from "../../docs/assets/search/terms.mjs";

const LANGUAGE = {
  passed: ["how", "does", "is", "the", "of", "为什么", "是", "的"],
  asking: ["how", "does", "为什么"],
  same: [
    ["unit", "neuron", "单元"],
    ["hidden state", "隐状态", "隐藏状态"],
    ["层", "layer"],
  ],
  layers: [
    ["LSTM", "lstm"],
    ["SimpleRNN", "simple_rnn"],
    ["BatchNormalization", "batch_normalization"],
  ],
  explain: "Explain {text}",
};
const DOCS = [
  ["", "Home", "A SimpleRNN and an LSTM. It has 131,584 parameters."],
  ["layers/lstm/", "LSTM", "An LSTM passes a hidden state on."],
  ["layers/lstm/#gates", "The gates", "Three gates, each with units."],
  ["layers/lstm/#code", "Code", "", "layer = keras.layers.LSTM(4, return_sequences=True)"],
  ["layers/conv_lstm/", "ConvLSTM", "A ConvLSTM has filters. Its filters are few."],
  ["questions/length/", "Does the length matter?", "The length of an LSTM's input is no size. 遗忘门 是 双向 的。"],
  ["around/", "Others", "BatchNormalization has four numbers a feature, and no units."],
].map(([location, title, text, code = ""]) => ({ location, title, text, code }));
let language;
let search;
let answers;

beforeEach(() => {
  const docs = DOCS.map((doc) => ({ ...doc }));
  docs[0].language = LANGUAGE;
  language = prepareLanguage(LANGUAGE);
  search = makeSearch(docs);
  answers = makeAnswers(docs);
});

const pagesFor = (query) => search(query).pages.map(({ page }) => page);
const termsOf = (text) => {
  const terms = [];
  eachTerm(language.same, text, (term) => terms.push(term));
  return terms;
};
const said = (query) => readQuery(language, query).concepts.map((concept) => concept.said);

test("words are told apart by their script, numbers have no commas, names have parts", () => {
  assert.deepEqual(
    atomsOf("双LSTM 4,457,472, 8").map(({ atom, start }) => [atom, start]),
    [
      ["双", 0],
      ["lstm", 1],
      ["4457472", 6],
      ["8", 17],
    ],
  );
  assert.equal(stemOf("biases"), stemOf("bias"));
  assert.equal(stemOf("Ｐarameters"), stemOf("parameter"));
  assert.deepEqual(partsOf("SimpleRNN"), [stemOf("simple"), "rnn"]);
  assert.deepEqual(partsOf("LSTMCell"), ["lstm", "cell"]);
  assert.deepEqual(partsOf("LSTM"), []);
});

test("a name with an index is known with and without the line between", () => {
  assert.ok(termsOf("W_aa, W_ax").includes("waa"));
  assert.ok(!termsOf("W aa").includes("waa"));
  assert.ok(!termsOf("门_aa").includes("门aa"));
});

test("a page whose title says what nobody asked for stands behind one that says what was asked", () => {
  assert.equal(pagesFor("length")[0], "questions/length/");
  const docs = DOCS.map((doc) => ({ ...doc }));
  docs.push({ location: "x/", title: "The length of others", text: "", code: "" });
  docs.push({ location: "y/", title: "The length", text: "", code: "" });
  docs[0].language = LANGUAGE;
  const ranked = makeSearch(docs)("length").pages.map(({ page }) => page);
  assert.ok(ranked.indexOf("y/") < ranked.indexOf("x/"));
});

test("a text has its pairs, the parts of names, and what it calls by any name", () => {
  assert.deepEqual(termsOf("遗忘门"), ["遗", "遗忘", "忘", "忘门", "门"]);
  assert.ok(termsOf("return_sequences").includes(`${stemOf("return")} ${stemOf("sequences")}`));
  assert.ok(termsOf("隐藏状态").includes("=1"));
  assert.ok(termsOf("hidden states").includes("=1"));
  assert.ok(termsOf("SimpleRNN").includes("rnn"));
});

test("a query is read as concepts: words that say nothing are passed over, other names are known", () => {
  assert.deepEqual(said("how is the 隐藏状态 of LSTM"), ["隐藏状态", "LSTM"]);
  assert.deepEqual(said("为什么是双向LSTM"), ["双向", "LSTM"]);
  assert.deepEqual(said("how does"), ["how", "does"]);
  assert.deepEqual(said("多层"), ["多层"]);
  assert.deepEqual(said("层"), ["层"]);
  assert.ok(readQuery(language, "how does it").isQuestion);
  assert.ok(readQuery(language, "LSTM？").isQuestion);
  assert.ok(!readQuery(language, "LSTM").isQuestion);
  assert.ok(!readQuery(language, "LSTM ").isOpen);
});

test("an amount grows with what a field counts, and with how often, and is less in a long text", () => {
  const documents = ["gate", "", "gate gate", "gate and many other words that it stands among"];
  const { amounts, idf, isTitled } = makeAmounts(
    { title: 0.7, text: 0.3 },
    documents.map((text, place) => ({ title: place === 1 ? "gate" : "", text })),
    new Map(),
    { length: { text: 0.5 }, half: { text: 2 } },
  );
  const [once, inTitle, twice, among] = documents.map((_, place) => amounts("gate").get(place));
  assert.ok(inTitle > twice && twice > once && once > among);
  assert.equal(amounts("nothing").size, 0);
  assert.ok(idf(1) > idf(3));
  assert.ok(isTitled("gate") && !isTitled("words"));
});

test("a title comes before a text, and a layer before another whose name has it as a part", () => {
  assert.deepEqual(pagesFor("LSTM").slice(0, 2), ["layers/lstm/", "layers/conv_lstm/"]);
});

test("a page whose title asks counts more where somebody asks", () => {
  const scoreFor = (query) => search(query).pages.find(({ page }) => page === "questions/length/").score;
  assert.ok(scoreFor("how does the length") > scoreFor("the length"));
  assert.equal(pagesFor("how does the length of LSTM input matter")[0], "questions/length/");
});

test("a thing is found by any of its names, a name by its words, a word by its beginning and with a mistake", () => {
  assert.deepEqual(pagesFor("neurons").sort(), ["around/", "layers/lstm/"]);
  assert.equal(pagesFor("batch normalization")[0], "around/");
  assert.equal(pagesFor("return_sequences")[0], "layers/lstm/");
  assert.equal(pagesFor("norma")[0], "around/");
  assert.equal(pagesFor("paramaters")[0], "");
  assert.deepEqual(pagesFor("zebra"), []);
});

test("a count is found with and without commas, and no part of it", () => {
  for (const count of ["131584", "131,584"]) assert.deepEqual(pagesFor(count), [""]);
  for (const count of ["131", "584", "13158"]) assert.deepEqual(pagesFor(count), []);
});

test("Chinese is found without a blank beside Latin", () => {
  assert.deepEqual(pagesFor("双向LSTM"), pagesFor("双向 LSTM"));
  assert.equal(pagesFor("双向LSTM")[0], "questions/length/");
});

test("pages that have little of what is asked are left out", () => {
  assert.ok(!pagesFor("gates hidden state filters").includes("around/"));
});

test("what was looked for is marked, and nothing of the text is markup", () => {
  const marked = new Set(["lstm", "=1", "双向"]);
  const title = markedTitle(language.same, marked, '<b> "LSTMs" & 隐藏状态双向');
  const mark = (text) => `<mark data-md-highlight>${text}</mark>`;
  assert.equal(title, `&lt;b&gt; &quot;${mark("LSTMs")}&quot; &amp; ${mark("隐藏状态双向")}`);
});

test("of a long text the passage is shown that has most, cut between words", () => {
  const text = `An LSTM.\n${"before ".repeat(60)}the LSTM has a hidden state ${"after ".repeat(60)}`;
  const shown = teaser(language.same, new Set(["lstm", "=1"]), text);
  const words = shown.replaceAll(/<[^>]*>|…/g, "").split(" ");
  assert.deepEqual([...new Set(words)].sort(), ["LSTM", "a", "after", "before", "has", "hidden", "state", "the"]);
  assert.ok(shown.startsWith("<p>…before"));
  assert.ok(shown.endsWith("…</p>"));
  assert.ok(words.join(" ").length <= 180);
  assert.equal(teaser(language.same, new Set(), "Short."), "<p>Short.</p>");
  assert.equal(teaser(language.same, new Set(), ""), "");
});

const OFFERS = {
  // typed: asked of the box, and what is looked for besides
  131584: ["#ask=131584", "131584"],
  " 4,457,472 ": ["#ask=4,457,472", "4,457,472"],
  "LSTM(64)": ["#ask=LSTM(64)", "LSTM( )"],
  "keras.layers.LSTM(64, input_shape=(30, 5))": ["#ask=keras.layers.LSTM(64,+input_shape=(30,+5))"],
  "lstm_3 (LSTM) (None, 128) 131584": ["#ask=lstm_3+(LSTM)+(None,+128)+131584"],
  "why 120 parameters": ["#ask=120"],
};
for (const [typed, [location, rest]] of Object.entries(OFFERS)) {
  test(`${typed}: offered to the box as ${location}`, () => {
    const offer = offerFor(LANGUAGE, typed);
    assert.equal(offer.location, location);
    if (rest) assert.equal(offer.rest, rest);
  });
}

for (const typed of [
  "LSTM",
  "why 4",
  "4 gates",
  "gate(4)",
  "LSTM()",
  "-5",
  "1.5k",
  "number of parameters",
  "a ".repeat(300),
]) {
  test(`${typed.slice(0, 20)}: offered to no box`, () => assert.equal(offerFor(LANGUAGE, typed), null));
}

test("a long offer is shown cut", () => {
  const { title } = offerFor(LANGUAGE, `LSTM(64, name="${"x".repeat(80)}")`);
  assert.equal(title.length, "Explain ".length + 61);
});

test("what is too long for the box is not offered cut", () => {
  const rows = "lstm_1 (LSTM)  (None, 64)  33024\n".repeat(20);
  assert.ok(answers(rows).items.every(([{ location }]) => !location.startsWith("#ask=")));
});

test("an answer lists the sections of each page with the page itself, the offer first and above all", () => {
  const { items } = answers("131584");
  assert.deepEqual(items[0], [{ location: "#ask=131584", title: "Explain 131584", text: "", score: 1000, terms: {} }]);
  assert.equal(items.length, 2);
  for (const query of ["units", "LSTM", "双向", "return_sequences"]) {
    for (const group of answers(query).items) {
      const page = pageOf(group[0].location);
      assert.equal(group.filter(({ location }) => location === page).length, 1);
      assert.ok(group.every(({ location }) => pageOf(location) === page));
      const scores = group.map(({ score }) => score);
      assert.deepEqual(
        scores,
        [...scores].sort((less, more) => more - less),
      );
    }
  }
});

test("it says which words a section lacks", () => {
  const [[first]] = answers("gates hidden state").items;
  assert.deepEqual(first.terms, { gates: true, "hidden state": false });
});

test("nothing is found for nothing", () => {
  assert.deepEqual(answers("  "), { items: [] });
  assert.deepEqual(answers("?!"), { items: [] });
});

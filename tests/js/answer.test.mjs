import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Answer, createNode, number } from "../../docs/assets/explain/answer.mjs";
import { FakeElement, fakeDocument } from "./fake_document.mjs";

const HOME = "https://example.org/rnn/xx/";
const WORDS = { count: "Count", box_more_rows: "{n} more", box_other_readings: "{n} other", totals: "Totals" };

before(() => {
  globalThis.document = fakeDocument;
});

const shown = (explanation) => {
  const section = new FakeElement("section");
  new Answer(WORDS, HOME).show(section, explanation);
  return section;
};
const row = (readings = [], more = {}) => ({ name: "lstm", type: "LSTM", verdict: "explained", readings, ...more });

test("numbers have commas, and what is no number a dash", () => {
  assert.equal(number(18176), "18,176");
  assert.equal(number(0), "0");
  assert.equal(number(null), "–");
  assert.equal(number(undefined), "–");
});

test("an element leaves out children that are nothing and keeps a zero", () => {
  assert.deepEqual(createNode("p", { class: "x" }, null, undefined, "", 0, "a").children, ["0", "a"]);
});

test("a label is filled in, and one that is missing shows its key", () => {
  const answer = new Answer(WORDS, HOME);
  assert.equal(answer.word("box_more_rows", { n: 3 }), "3 more");
  assert.equal(answer.word("box_unheard_of"), "box_unheard_of");
});

test("a reading is said in words, and none of its raw fields is shown", () => {
  const reading = {
    call: "LSTM(64)",
    expression: "4 × 64",
    because: "All defaults.",
    count: 7,
    words: ["64 units", "with bias"],
  };
  const raw = { layer: "LSTM", units: 64, use_bias: true, directions: 1, framework: "keras", inner: null };
  const section = shown({ rows: [row([{ ...reading, ...raw }], { count: 7 })] });
  const text = section.textContent;
  for (const part of ["LSTM(64)", "4 × 64", "All defaults.", "64 units", "with bias"]) {
    assert.equal(text.split(part).length, 2, part);
  }
  for (const part of ["use_bias", "True", "directions", "framework", "keras"]) assert.ok(!text.includes(part), part);
  assert.ok(!text.includes("Count: 7"), "a count that is the row's own is not repeated");
});

test("what a row takes forward stands with its first reading, and that of all rows once", () => {
  const forward = { sentence: "Forward: 110." };
  const rows = [row([{ layer: "LSTM", because: "All defaults." }, { layer: "GRU" }], { forward })];
  const section = shown({ rows, forward: { sentence: "All rows: 110." } });
  const [first, ...others] = section.all("div").filter((element) => element.attributes.class === "explain-reading");
  assert.ok(first.textContent.includes("All defaults.Forward: 110."));
  assert.ok(others.every((other) => !other.textContent.includes("110")));
  assert.equal(section.textContent.split("All rows: 110.").length, 2);
  assert.ok(
    !shown({ rows: [row([{ layer: "LSTM" }], { forward: null })], forward: null }).textContent.includes("null"),
  );
});

test("several readings are said to fit only where there are several", () => {
  const words = { ...WORDS, verdict_ambiguous: "several fit", verdict_possible: "one may fit" };
  const said = (readings) => {
    const section = new FakeElement("section");
    new Answer(words, HOME).show(section, { rows: [row(readings, { verdict: "ambiguous" })] });
    return section.textContent;
  };
  assert.ok(said([{ layer: "LSTM" }]).includes("one may fit"));
  assert.ok(said([{ layer: "LSTM" }, { layer: "GRU" }]).includes("several fit"));
});

test("a reading with another count than its row says so, and other readings are all there", () => {
  const readings = [1, 2, 3].map((count) => ({ layer: `layer ${count}`, count }));
  const section = shown({ rows: [row(readings, { count: 1 })] });
  assert.equal(section.all("details").length, 1);
  assert.equal(section.all("summary")[0].textContent, "2 other");
  assert.deepEqual(
    section
      .all("p")
      .map((element) => element.textContent)
      .filter((text) => text.startsWith("Count")),
    ["Count: 2", "Count: 3"],
  );
});

test("text of the engine stays text", () => {
  const bad = "<img src=x onerror=hit()>";
  const section = shown({
    rows: [row([{ layer: bad, because: bad, words: [bad] }], { name: bad, type: bad })],
    notes: [bad],
  });
  assert.deepEqual(section.all("img"), []);
  assert.equal(section.textContent.split(bad).length - 1, 6);
});

test("a link leads to this site only, whatever the engine says", () => {
  const links = ["https://elsewhere.org/", "javascript:hit()", "//elsewhere.org/rnn/xx/", `${HOME}layers/lstm/#lstm`];
  const section = shown({ rows: links.map((link) => row([{ layer: "LSTM", link }])) });
  assert.deepEqual(
    section.all("a").map((element) => element.attributes.href),
    [HOME, HOME, HOME, `${HOME}layers/lstm/#lstm`],
  );
});

test("a long answer is shown in parts, and no row is lost or doubled", () => {
  const section = shown({ rows: Array.from({ length: 450 }, (_, index) => row([], { name: `row ${index}` })) });
  const [list] = section.all("ol");
  const sizes = [list.children.length];
  while (section.all("button").length) {
    section.all("button")[0].click();
    sizes.push(list.children.length);
  }
  assert.deepEqual(sizes, [200, 400, 450]);
  assert.equal(new Set(list.all("code").map((element) => element.textContent)).size, 450);
});

test("totals have a heading only where there are any, and say what was printed and expected", () => {
  assert.deepEqual(shown({ rows: [] }).all("h3"), []);
  const total = { name: "total", label: "Total params", printed: 131, expected: 1310, verdict: "differs" };
  const section = shown({ totals: [total] });
  assert.equal(section.all("h3")[0].textContent, "Totals");
  assert.deepEqual(
    section.all("dd").map((element) => element.textContent),
    ["131", "1,310"],
  );
});

test("a total of which nothing is expected does not show that as a number", () => {
  const section = shown({ totals: [{ name: "total", printed: 131, expected: null, verdict: "unknown" }] });
  assert.deepEqual(
    section.all("dd").map((element) => element.textContent),
    ["131"],
  );
  assert.equal(shown({ totals: [{ name: "frozen", printed: 3, expected: 0 }] }).all("dd")[1].textContent, "0");
});

test("where nothing could be told the notes that say why stand first, else last", () => {
  const headings = (readings) => {
    const explanation = { rows: [row(readings)], totals: [{ name: "total", printed: 1 }], notes: ["It is cut."] };
    const section = new FakeElement("section");
    new Answer({ ...WORDS, notes: "Notes" }, HOME).show(section, explanation);
    return section.all("h3").map((element) => element.textContent);
  };
  assert.equal(headings([])[0], "Notes");
  assert.equal(headings([{ layer: "LSTM" }]).at(-1), "Notes");
});

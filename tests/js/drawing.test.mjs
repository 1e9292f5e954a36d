// What tests/numbers holds equal to the package; here, on facts of a few lines, what each module is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { linesOfGates, oneGate, rectangles } from "../../docs/assets/numbers/areas.mjs";
import { minute } from "../../docs/assets/numbers/building_up.mjs";
import { drawConnections, hasFewConnections } from "../../docs/assets/numbers/connections.mjs";
import { partOf, roleOf } from "../../docs/assets/numbers/describing.mjs";
import { arrays, formula, gates } from "../../docs/assets/numbers/figures.mjs";
import { width } from "../../docs/assets/numbers/fit.mjs";
import { hypertext, say } from "../../docs/assets/numbers/hypertext.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { label, phrase } from "../../docs/assets/numbers/saying.mjs";
import { between, box } from "../../docs/assets/numbers/scene.mjs";
import { exportSvg, partsOf } from "../../docs/assets/numbers/standalone.mjs";
import { number, quoted, svg } from "../../docs/assets/numbers/svg.mjs";
import { nameOf } from "../../docs/assets/numbers/taking.mjs";

const WORDS = {
  lang: "xx",
  direction: "ltr",
  plural: [[[[null, true, [[1, 1]]]]]],
  words: new Proxy(
    {
      list: ", ",
      space: " ",
      n_units: "1 unit|{n} units",
      n_features: "1 feature|{n} features",
      n_biases: "1 bias|{n} biases",
      n_gates: "1 gate|{n} gates",
      value: "{value}",
      item: "{name}: {value}",
      gate: "{letter} ({name})",
      equals: "{of} = {n}",
      times: "{first} × {second}",
      times_sum: "{first} × ({second})",
      plus: "{first} + {second}",
    },
    { get: (words, key) => words[key] ?? `<${key}>` },
  ),
};
const FACTS = {
  drawing: {
    gates: ["i", "f"],
    letters: { i: 280 },
    letter: 600,
    bold: 1.1,
    sizes: { units: "hidden_size" },
    words: { list: 600, n_units: 3000, n_features: 5000, n_biases: 3000, times_size: 600, value: 0 },
  },
  find: () => ({ arguments: ["units", "activation"] }),
};

const SIZES = { units: 2, features: 3 };
const axis = (factor, size) => [{ factor, size, sizes: size ? [size] : [] }];
const row = (name, axes, shape) => ({
  name,
  part: "",
  array: { name, axes, trainable: true },
  shape,
  count: shape.reduce((product, length) => product * length),
  sizes: SIZES,
  gates: ["i", "f"],
  trainable: true,
});
const GATED = {
  layer: "Gated",
  sizes: SIZES,
  options: {},
  count: 24,
  rows: [
    row("kernel", [axis(1, "features"), axis(2, "units")], [3, 4]),
    row("recurrent_kernel", [axis(1, "units"), axis(2, "units")], [2, 4]),
    row("bias", [axis(2, "units")], [4]),
  ],
};
const NONE = { ...GATED, rows: [] };

test("a label takes the form of its word that goes with its number", () => {
  assert.equal(phrase(WORDS, label("n_units", { n: 1 })), "1 unit");
  assert.equal(phrase(WORDS, label("n_units", { n: 12000 })), "12,000 units");
  assert.equal(phrase(WORDS, [label("n_units", { n: 2 }), { letter: "x", index: 1 }]), "2 units, x1");
  const equation = { sides: [{ product: [3, { sum: [1, 1] }] }, 6] };
  assert.equal(phrase(WORDS, equation), "3 × (1 + 1) = 6");
  assert.equal(phrase({ ...WORDS, direction: "rtl" }, equation), "\u20663 × (1 + 1) = 6\u2069");
});

test("words are measured by their letters, and by the widest language", () => {
  assert.equal(width(FACTS, label("value", { value: "iii" })), 15 * 0.84);
  assert.equal(width(FACTS, label("n_units", { n: 1 }), { strong: true }), ((15 * 3600) / 1000) * 1.1);
  assert.equal(width(FACTS, { sides: ["units"] }), (15 * (9 * 600 + 2 * 280)) / 1000);
});

test("a layer is one rectangle: its columns what all arrays have in common", () => {
  const [whole, ...others] = rectangles(GATED);
  assert.deepEqual(others, []);
  assert.deepEqual([whole.columns, whole.rows, whole.count], [4, 6, 24]);
  assert.deepEqual([oneGate(whole).columns, oneGate(whole).count], [2, 12]);
  assert.deepEqual(
    linesOfGates(FACTS, [whole, whole]).map(({ part }) => part),
    ["gates"],
  );
});

test("an array has its role by its shape, and its part by its name", () => {
  assert.deepEqual(
    GATED.rows.map(({ array }) => roleOf(array)),
    ["kernel", "recurrent", "bias"],
  );
  const named = (name) => partOf({ part: "", array: { name } });
  assert.deepEqual(["bias_l1_reverse", "query/kernel", "kernel"].map(named), ["l1_reverse", "query", ""]);
});

test("connections are drawn where they are few", () => {
  assert.ok(hasFewConnections(GATED));
  assert.ok(!hasFewConnections({ ...GATED, sizes: { ...SIZES, units: 4 } }));
  const rows = new Map(GATED.rows.map((one) => [roleOf(one.array), one]));
  const [marks] = drawConnections(rows, 2);
  assert.equal(marks.filter(({ kind }) => kind === "line").length, 2 * (3 + 2 + 1));
});

test("marks have all that a renderer asks for", () => {
  assert.deepEqual(between([0, 0], 10, [100, 0], 20), [
    [10, 0],
    [80, 0],
  ]);
  assert.equal(box([0, 0], 1, 1).parts, 1);
});

test("a number has two decimals, rounded as Python rounds", () => {
  assert.deepEqual([0.125, 0.375, -0.125, 2.675, -0.001, 10].map(number), ["0.12", "0.38", "-0.12", "2.67", "0", "10"]);
});

test("an attribute is quoted by what is not in it", () => {
  assert.deepEqual(["a&b", 'a"b', `a"b'`].map(quoted), ['"a&amp;b"', `'a"b'`, `"a&quot;b'"`]);
});

test("HTML keeps sides, gates and parts together", () => {
  const words = { part: "kernel", words: label("n_features", { n: 3 }) };
  assert.equal(say(FACTS, WORDS, words), '<span data-part="kernel">3 features</span>');
  assert.equal(say(FACTS, WORDS, { text: "a.b<c" }), "<code>a.<wbr/>b&lt;c</code>");
  assert.match(say(FACTS, WORDS, "i (input gate)"), /^<span class="bound">i \(input gate\)<\/span>$/);
  assert.match(say(FACTS, WORDS, { sides: ["units", 2] }), /^<var data-size="units">units<\/var> <span class="term">/);
});

test("a figure says its number, and what it is of", () => {
  const shown = { ...formula(FACTS, GATED, 2), of: "layer=Gated&units=2" };
  const html = hypertext(FACTS, WORDS, shown);
  assert.match(html, /^<figure class="figure figure-formula" data-of="layer=Gated&amp;units=2">/);
  assert.match(html.replaceAll(/<[^>]*>/g, ""), /2 gates × 2 units × \(3 features \+ 2 units \+ 1 bias\)\s=\s24/);
  assert.match(svg(FACTS, WORDS, arrays(FACTS, GATED)), /^<svg [\s\S]*<\/svg>$/);
  assert.equal(gates(FACTS, GATED).panels.length, 2);
});

const scalarsOf = (marks) => marks.reduce((sum, { rows, columns }) => sum + rows * columns, 0);

test("a layer is built up: a Dense, the recurrent kernel, then gates, and what was there before is marked", () => {
  const { panels, key, description } = minute(FACTS, GATED);
  const sums = panels.map(({ foot: [sum] }) => phrase(WORDS, sum));
  assert.deepEqual(sums, ["6 + 2 = 8", "8 + 4 = 12", "2 × 12 = 24"]);
  const boxes = panels.map(({ marks }) => marks.filter(({ kind }) => kind === "box"));
  assert.deepEqual(boxes.map(scalarsOf), [8, 12, 24]);
  assert.deepEqual(
    boxes.map((some) => scalarsOf(some.filter(({ faint }) => faint))),
    [0, 8, 12],
  );
  assert.equal(description.length, 1 + panels.length);
  assert.deepEqual(
    key.filter(({ sample }) => sample).map(({ role }) => role),
    ["kernel", "recurrent", "bias", "plain"],
  );
  const drawn = svg(FACTS, WORDS, minute(FACTS, GATED));
  assert.match(drawn, /<rect class="fig-block fig-kernel fig-faint" data-part="kernel"[^>]* stroke-width="1"\/>/);
  assert.doesNotMatch(drawn.match(/<rect [^>]*fig-faint[^>]*>/)[0], /fill/);
});

test("a layer without a bias, and one with two, are built up of what they have", () => {
  const [kernel, recurrent, bias] = GATED.rows;
  const of = (rows) => minute(FACTS, { ...GATED, rows }).panels.map(({ foot: [sum] }) => phrase(WORDS, sum));
  assert.deepEqual(of([kernel, recurrent]), ["3 × 2 = 6", "6 + 4 = 10", "2 × 10 = 20"]);
  const second = { ...row("recurrent_bias", [axis(2, "units")], [4]) };
  assert.deepEqual(of([kernel, recurrent, bias, second]).slice(2), ["2 × 12 = 24", "24 + 4 = 28"]);
  assert.throws(() => of([kernel, recurrent, bias, second, { ...second }]), { key: "live_not_built_up" });
});

test("what can't be drawn is refused", () => {
  for (const draw of [arrays, formula, gates, minute]) assert.throws(() => draw(FACTS, NONE), Refusal);
  assert.throws(() => formula(FACTS, GATED, -1), { key: "live_positive" });
});

test("a figure that is taken away has colours of its own, and all words", () => {
  const html = hypertext(FACTS, WORDS, { ...arrays(FACTS, GATED), of: "" });
  const { panels, key } = partsOf(html);
  assert.equal(panels.length, 1);
  assert.equal(key[0].sample, "block");
  const colours = { ink: "black", soft: "grey", card: "white", kernel: "blue", recurrent: "red", bias: "green" };
  const taken = exportSvg(html, { colours, citation: "{title} & more", lang: WORDS.lang });
  assert.match(taken, /<metadata>.* &amp; more<\/metadata>/);
  assert.match(taken, /fill="blue"/);
  assert.doesNotMatch(taken, /currentColor|class=/);
});

test("a file is named by what its figure was asked for", () => {
  assert.equal(nameOf("layer=LSTM&units=2&features=3"), "LSTM-units-2-features-3");
  assert.equal(nameOf("layer=Bidirectional(LSTM(4))"), "Bidirectional-LSTM-4");
});

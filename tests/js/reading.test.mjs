// What tests/numbers/test_reading.py holds with all facts; here, on facts of a few lines, what each module is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf, unknownLayer } from "../../docs/assets/numbers/calls.mjs";
import { parserOf, sourceOf } from "../../docs/assets/numbers/code.mjs";
import { codeIn } from "../../docs/assets/numbers/coding.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { written } from "../../docs/assets/numbers/layers.mjs";
import { decides, likeliestOf } from "../../docs/assets/numbers/likely.mjs";
import { layersOfShapes } from "../../docs/assets/numbers/matching.mjs";
import { cleaned, countIn, rowsIn, shapesIn } from "../../docs/assets/numbers/pasted.mjs";
import { read } from "../../docs/assets/numbers/reading.mjs";
import { Refusal } from "../../docs/assets/numbers/refusal.mjs";
import { readings, searched } from "../../docs/assets/numbers/solving.mjs";
import { statementsOf } from "../../docs/assets/numbers/statements.mjs";
import { modeOf, storedFamily } from "../../docs/assets/numbers/stored.mjs";
import { toldByModule } from "../../docs/assets/numbers/torch_rows.mjs";
import { RECURRENT } from "./few_facts.mjs";
import { packageFacts } from "./package_facts.mjs";
import { workOf } from "./work.mjs";

const BOTH = {
  name: "Bidirectional",
  key: "bidirectional",
  framework: "keras",
  arguments: ["layer", "merge_mode", "backward_layer"],
  output: ["both directions"],
  composition: {
    arguments: ["layer", "backward_layer"],
    part: "recurrent layer",
    places: ["forward_layer", "backward_layer"],
    bothWays: true,
    example: "LSTM(64)",
  },
};
const CHAIN = {
  name: "Sequential",
  key: "sequential",
  framework: "keras",
  arguments: ["layers", "name"],
  output: ["last layer"],
  composition: { arguments: ["layers"], part: "layer", listPlace: "{}", isChain: true, example: "LSTM(64)" },
};
const INPUT = {
  name: "Input",
  key: "input",
  framework: "keras",
  arguments: ["shape", "batch_size"],
  input: ["..."],
  output: ["same"],
};
const FACTS = createFacts({
  families: [RECURRENT, BOTH, CHAIN, INPUT],
  meant: { hidden_size: "units" },
  layout: {},
  base: ["name", "input_shape"],
  inCode: {},
  printed: {},
  foreignModules: ["torch"],
  legacyArguments: {},
  torchWithoutParameters: ["ReLU"],
  mergeModes: ["concat", "sum"],
  sharedArguments: [],
  mostLayers: 20,
  mostStacked: 2,
  windows: { 1: [3] },
  usualClasses: { LSTM: 32, Bidirectional: 20 },
  usualInside: { Bidirectional: { LSTM: 20 } },
  likelihood: packageFacts().json.likelihood,
  usualSizes: { recurrent: { units: { 64: 15, 128: 9 }, features: { 1: 24, 128: 6 } } },
});

test("a type of numbers says how a layer is stored, and others say nothing", () => {
  assert.deepEqual(["int8_from_float32", "int4/64_from_bfloat16", "int4/-1_from_float32"].map(modeOf), [
    ["int8", ""],
    ["int4", "64"],
    ["int4", ""],
  ]);
  assert.equal(modeOf("mixed_float16"), undefined);
  const family = { name: "Dense", arrays: [] };
  assert.equal(storedFamily({ stored: {} }, { family, arguments: { dtype: "int8_from_float32" } }), family);
});

test("a row of PyTorch tells the channels first, and nothing where it has other axes", () => {
  const convolution = {
    input: ["in_channels", "space"],
    output: ["windows"],
    allSizes: ["in_channels", "out_channels", "kernel_size"],
  };
  assert.deepEqual(toldByModule(convolution, { output: [2, 8, 5], input: null }), { out_channels: 8 });
  assert.equal(toldByModule(convolution, { output: [2, 8, 5, 5], input: null }), undefined);
  const linear = { input: ["...", "inner"], output: ["...", "outer"], allSizes: ["inner", "outer"] };
  assert.deepEqual(toldByModule(linear, { output: [2, 9, 3], input: [2, 9, 4] }), { inner: 4, outer: 3 });
  const normalization = { input: ["channels", "..."], output: ["same"], allSizes: ["channels"] };
  assert.deepEqual(toldByModule(normalization, { output: [2, 9, 3], input: null }), { channels: 9 });
});

test("code becomes a tree, and what is no code has a rest", () => {
  const text = "x = LSTM(2 * n, shape=(3, None), f=lambda a: 1)  # why";
  const [{ targets, nodes, rest }] = statementsOf(text);
  assert.deepEqual([targets.length, targets[0].value, nodes.length, rest], [1, "x", 1, false]);
  const [[, product], [name, shape], [, other]] = nodes[0].value;
  assert.deepEqual([product.value, ...product.parts.map(({ value }) => value), name], ["*", 2, "n", "shape"]);
  assert.deepEqual([...shape.parts.map(({ value }) => value), other.kind], [3, null, "lambda"]);
  assert.equal(sourceOf(text, other), "lambda a: 1");
  assert.ok(statementsOf("how many are there")[0].rest);
  assert.equal(parserOf("LSTM(4) and more").unary().parts[0].value, "LSTM");
});

test("blocks are inside the statement that begins them, also in its line", () => {
  const [loop, after] = statementsOf("for i in range(3):\n    if i: a = 1; b = 2\n    c = 3\nd = 4");
  assert.deepEqual([loop.word, loop.targets[0].value, after.targets[0].value], ["for", "i", "d"]);
  const [inner, last] = loop.body;
  assert.deepEqual([inner.word, inner.body.length, last.targets[0].value], ["if", 2, "c"]);
});

test("a class is known by its module, and what every object has is none", () => {
  const none = new Map();
  assert.equal(kindOf(FACTS, "tf.keras.layers.LSTM", none).family.name, "LSTM");
  assert.ok(kindOf(FACTS, "nn.ReLU", none).weightless);
  assert.throws(() => unknownLayer(FACTS, "LSMT", none), { key: "live_unknown_layer" });
  for (const name of Object.getOwnPropertyNames(Object.prototype)) {
    assert.equal(kindOf(FACTS, name, none).family, undefined);
    assert.equal(read(FACTS, `${name}(3)`).kind, "unknown");
    assert.throws(() => read(FACTS, `LSTM(4, ${name}=3)`), { key: "live_unknown_argument" });
  }
});

test("a chain of layers is read in whatever way it is written", () => {
  const call = "LSTM(4, return_sequences=True)";
  for (const text of [
    `Sequential([Input((3, 2)), ${call}, LSTM(5)])`,
    `m = Sequential()\nm.add(Input((3, 2)))\nm.add(${call})\nm.add(LSTM(5))`,
    `i = Input((3, 2))\nx = ${call}(i)\ny = LSTM(5)(x)`,
    `a = ${call}\nb = LSTM(5)\ny = b(a(Input((3, 2))))`,
  ]) {
    const { layers, shape } = codeIn(FACTS, text);
    assert.deepEqual(
      [layers.map((layer) => written(layer)), shape],
      [
        ["LSTM(4)", "LSTM(5)"],
        [null, 3, 2],
      ],
      text,
    );
  }
});

test("a number, a row and shapes are found in what surrounds them", () => {
  assert.equal(countIn(cleaned("１３１，５８４")), 131584);
  assert.equal(countIn("two words"), undefined);
  const [row] = rowsIn(FACTS, "why │ lstm_3 (LSTM) │ (None, 128) │ 131,584 │?");
  assert.deepEqual([row.name, row.type, row.output, row.count], ["lstm_3", "LSTM", [null, 128], 131584]);
  assert.deepEqual(shapesIn("kernel (3, 8)"), { shapes: [[3, 8]], names: ["kernel"] });
});

test("a number has its layers, the likeliest first, with what is said of them", () => {
  const found = readings(FACTS, { count: 131584 });
  assert.equal(written(found[0].layer), "LSTM(128)");
  assert.deepEqual([found[0].sizes, found[0].tally.count], [{ features: 128 }, 131584]);
  assert.equal(likeliestOf(found).values.what.key, "live_an");
  assert.equal(decides(found).key, "live_decides_layer");
  assert.equal(searched(131584).key, "live_searched_all");
  assert.equal(searched(2e12).key, "live_searched_usual");
  const shapes = found[0].tally.rows.map(({ shape }) => shape);
  assert.equal(written(layersOfShapes(FACTS, { shapes })[0].layer), "LSTM(128)");
});

test("a number of many divisors, and one of none, are taken apart at once", async () => {
  for (const count of [963_761_198_400, 999_999_999_989, 10 ** 15]) {
    let found = [];
    const work = await workOf(() => {
      found = readings(FACTS, { count });
    });
    assert.ok(found.every(({ tally }) => tally.count === count));
    assert.ok(work < 2_000_000, `${count}: ${work} steps`);
  }
});

const PIECES = [
  ...["(", ")", "[", "]", "{", "}", ",", "=", ".", ":", "*", "-", "'", '"', "\\", "\n", " ", "#", "1", "1.5", "x", "│"],
  ...[
    "LSTM",
    "LSTM(",
    "Sequential([",
    "m.add(",
    "Input(",
    "Bidirectional(",
    "units=",
    "None",
    "lambda ",
    "for i in x: ",
  ],
  ...["(None, 3) ", "lstm (LSTM) ", "1,234 ", "LSTM: 1-1 ", "[1, 2] ", "nn.", "x = ", "(x)", "import a as b\n", "参数"],
];

const reads = (text) => () => {
  try {
    read(FACTS, text);
  } catch (error) {
    assert.ok(error instanceof Refusal, `${text.slice(0, 30)}: ${error.stack}`);
  }
};

test("no text is much work, be it as long as may be", async () => {
  for (const piece of [...PIECES, "a(", "LSTM(4)(x)\n", "f(x)(", "kernel (3, ", "'\\", "1.111."]) {
    const text = piece.repeat(Math.floor(100_000 / piece.length));
    const steps = (await workOf(reads(text))) / text.length;
    assert.ok(steps < 200, `${JSON.stringify(piece)}: ${steps} steps for each character`);
  }
});

test("whatever comes is read or refused", () => {
  let seed = 1;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  for (let time = 0; time < 20_000; time++) {
    const text = Array.from({ length: 1 + random(14) }, () => PIECES[random(PIECES.length)]).join("");
    try {
      assert.ok(read(FACTS, text).kind);
    } catch (error) {
      assert.ok(error instanceof Refusal, `${JSON.stringify(text)}: ${error.stack}`);
    }
  }
});

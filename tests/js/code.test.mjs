// What tests/numbers/test_fragments.py holds equal to Keras; here, what each module that follows code is for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { called } from "../../docs/assets/numbers/applying.mjs";
import { add, container, freeze, modelFrom, sizeOf, tensorsIn } from "../../docs/assets/numbers/assembling.mjs";
import { Real } from "../../docs/assets/numbers/calls.mjs";
import { callsOf, modelsIn, startAxes } from "../../docs/assets/numbers/chains.mjs";
import { parserOf } from "../../docs/assets/numbers/code.mjs";
import { countedModel, countWritten, shapeWritten } from "../../docs/assets/numbers/coded.mjs";
import { cutShape, mergedShape, togetherShape } from "../../docs/assets/numbers/connecting.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { builders, hasLayers, makesLayers } from "../../docs/assets/numbers/foreseeing.mjs";
import { ofFunction } from "../../docs/assets/numbers/functions.mjs";
import { basesOf, hasOwnArrays, kindOfClass, knowsBases, withBases } from "../../docs/assets/numbers/inheriting.mjs";
import {
  Call,
  Chain,
  Dictionary,
  Method,
  Modules,
  Named,
  Open,
  Part,
  Several,
  Slice,
  Tensor,
} from "../../docs/assets/numbers/meanings.mjs";
import { ofMethod } from "../../docs/assets/numbers/methods.mjs";
import { expressionsOf, Undecided, Values } from "../../docs/assets/numbers/opening.mjs";
import { shapeAfter } from "../../docs/assets/numbers/operating.mjs";
import { follow, Run } from "../../docs/assets/numbers/stepping.mjs";
import { unwrapped } from "../../docs/assets/numbers/unwrapping.mjs";
import {
  calculated,
  elementsOf,
  isKnownValue,
  isLayerValue,
  namesIn,
  truth,
} from "../../docs/assets/numbers/values.mjs";
import { packageFacts } from "./package_facts.mjs";

const FACTS = createFacts(packageFacts().json);

const valuesOf = (text) => Object.fromEntries(follow(FACTS, text, {}).globals);
const tensor = () => new Tensor(new Call("outside", "x"));
const lines = (...several) => several.join("\n");

test("what stands around code in a paste is taken away", () => {
  assert.equal(unwrapped("> x = 1\n> y = 2"), "x = 1\ny = 2");
  assert.equal(unwrapped("1. a = 1\n2. b = 2\n3. c = 3"), "a = 1\nb = 2\nc = 3");
  assert.equal(unwrapped("1 + a\nb = 2\nc = 3"), "1 + a\nb = 2\nc = 3"); // no listing: one line has no number
  assert.equal(unwrapped("%matplotlib inline\nx = 1").trim(), "x = 1");
  assert.equal(unwrapped("import numpy as npmodel = 1"), "import numpy as np\nmodel = 1");
});

test("known values are worked out, and open ones are kept with their names", () => {
  assert.equal(calculated("//", 7, 2, ""), 3);
  assert.equal(calculated("%", -1, 4, ""), 3);
  assert.equal(calculated("/", 7, 2, "").number, 3.5);
  assert.deepEqual(calculated("*", [1, 2], 2, ""), [1, 2, 1, 2]);
  const open = calculated("+", new Named("n"), 2, "n + 2");
  assert.deepEqual([open.text, open.names, open.sign], ["n + 2", ["n"], "+"]);
  assert.equal(calculated("/", new Named("n"), 2, "n / 2").sign, "");
  assert.deepEqual(
    [truth(0), truth([]), truth(new Real(0.5, "0.5")), truth(new Named("n"))],
    [false, false, true, null],
  );
  assert.deepEqual(
    [elementsOf("ab"), elementsOf(new Dictionary([["k", 1]])), elementsOf(3)],
    [["a", "b"], ["k"], null],
  );
  assert.deepEqual([isKnownValue([1, "a", [null]]), isKnownValue([new Named("n")])], [true, false]);
  assert.deepEqual(namesIn([new Named("n"), [new Named("m"), new Named("n")], 3]), ["n", "m"]);
  assert.ok(isLayerValue([new Chain()]) && !isLayerValue([3]));
});

test("code is followed statement by statement", () => {
  const found = valuesOf(
    lines(
      "n = 0",
      "for i in range(4):",
      "    if i % 2:",
      "        n += i",
      "def f(a, b=3):",
      "    return a * b",
      "m = f(n)",
    ),
  );
  assert.deepEqual([found.n, found.m], [4, 12]);
  const { a, b } = valuesOf(lines("if unknown:", "    a = 1", "b = (lambda x: x + 1)(2)"));
  assert.ok(a instanceof Open);
  assert.equal(b, 3);
  assert.throws(() => follow(FACTS, lines("for i in several:", "    model.add(LSTM(4))"), {}), { key: "live_unsure" });
  assert.equal(follow(FACTS, "units = 3\nx = units", { units: 5 }).globals.get("x"), 5);
});

test("functions of Python give values, those of arrays tensors, and others stay open", () => {
  const text = "f(x)";
  const run = new Run(FACTS, text, {});
  const node = parserOf(text).unary();
  const give = (name, ...values) =>
    ofFunction(
      run,
      node,
      name,
      name,
      values.map((value) => ["", value]),
    );
  assert.deepEqual(give("range", 5, 0, -2), [5, 3, 1]);
  assert.deepEqual([give("round", new Real(2.5, "2.5")), give("max", 3, 4), give("sum", [1, 2])], [2, 4, 3]);
  assert.deepEqual(give("zip", [1, 2], ["a"])[0], Several.of(1, "a"));
  assert.equal(give("dict", [Several.of("k", 1)]).get("k"), 1);
  assert.deepEqual(give("len", new Named("words")).names, ["f(x)"]);
  assert.equal(give("getattr", new Named("nn"), "LSTM").text, "nn.LSTM");
  assert.equal(give("tf.reduce_mean", tensor()).call.kind, "operation");
  assert.equal(give("tf.layers.dense", tensor()).call.kind, "unknown"); // it owns weights
  assert.equal(give("model.summary"), null);
});

test("methods change lists, modules and models, and give what they hold", () => {
  const run = new Run(FACTS, "m()", {});
  const node = parserOf("m()").unary();
  const give = (owner, name, ...values) =>
    ofMethod(
      run,
      node,
      new Method(owner, name),
      values.map((value) => ["", value]),
    );
  const list = [1];
  give(list, "append", 2);
  give(list, "insert", 0, 7);
  assert.deepEqual([give(list, "pop"), list], [2, [7, 1]]);
  const modules = new Modules("list");
  const part = new Part(null, "Linear");
  give(modules, "append", part);
  assert.ok(part.used);
  assert.deepEqual(give(modules, "items"), [Several.of("0", part)]);
  give(modules, "requires_grad_", false);
  assert.ok(part.frozen);
  assert.equal(give(new Dictionary([["k", 1]]), "get", "other", 3), 3);
  assert.equal(give("LSTM", "lower"), "lstm");
  const chain = new Chain("", [part]);
  assert.equal(give(chain, "pop"), part);
});

test("models and modules are put together of what they hold", () => {
  const run = new Run(FACTS, "", {});
  const [one, other] = [new Part(null, "a"), new Part(null, "b")];
  const made = container(run, [["", [Several.of("first", one), Several.of("second", other)]]]);
  assert.deepEqual([...made.values.keys()], ["first", "second"]);
  assert.deepEqual(run.modulesMade, [made]);
  const model = new Chain();
  add(run, model, one);
  add(run, model, new Chain("", [other], { size: 3 }));
  assert.deepEqual([model.size, sizeOf([model, one])], [4, 5]);
  assert.throws(() => add(run, model, model), { key: "live_layers_many" }); // it would stand in itself
  freeze(model);
  assert.ok(one.frozen && other.frozen);
  const [begins, ends] = [tensor(), tensor()];
  const functional = modelFrom([
    ["", begins],
    ["outputs", [ends]],
    ["name", "m"],
  ]);
  assert.deepEqual([functional.inputs, functional.outputs, functional.name], [[begins], [ends], "m"]);
  assert.deepEqual(tensorsIn([begins, [ends, 3], new Dictionary([["k", begins]])]), [begins, ends, begins]);
});

test("a call makes a layer, a model, or what the code says of it", () => {
  const make = (text, before = "") => {
    const run = follow(FACTS, before, {});
    run.text = text;
    return called(run, parserOf(text).unary());
  };
  const layer = make("LSTM(4)");
  assert.deepEqual([layer.layer.family.name, layer.layer.arguments], ["LSTM", { units: 4 }]);
  assert.ok(make("nn.LSTM(3, 4)", "import torch.nn as nn").isTorch);
  assert.equal(make("Input((3, 2))").call.kind, "input");
  assert.equal(make("Sequential([LSTM(4), Dense(1)])").items.length, 2);
  assert.equal(make("f(2)", "def f(a):\n    return a + 1"), 3);
  assert.ok(make("helper(2)") instanceof Open);
});

const CLASSES = lines(
  "class Base(nn.Module):",
  "    def build_it(self):",
  "        self.inner = nn.Linear(3, 4)",
  "    def plain(self):",
  "        return 3",
  "class Own(Base):",
  "    size = 5",
  "class Weights(keras.layers.Layer):",
  "    def build(self, shape):",
  "        self.w = self.add_weight(shape=(3,))",
  "class Strange(Foreign):",
  "    pass",
);

test("a class is what it is made from", () => {
  const run = follow(FACTS, `import torch.nn as nn\n${CLASSES}`, {});
  const [base, own, weights, strange] = run.defined;
  assert.deepEqual(basesOf(run, own), [base]);
  assert.deepEqual(
    [own, weights, strange].map((one) => kindOfClass(run, one)),
    ["torch", "keras", ""],
  );
  assert.deepEqual(
    [own, strange].map((one) => knowsBases(run, one)),
    [true, false],
  );
  assert.deepEqual(
    [weights, base].map((defined) => hasOwnArrays(run, { defined })),
    [true, false],
  );
  const { methods, attributes } = withBases(run, own);
  assert.deepEqual([[...methods.keys()], attributes.get("size")], [["build_it", "plain"], 5]);
});

test("what statements would make is known before they are run", () => {
  const run = follow(FACTS, `import torch.nn as nn\n${CLASSES}`, {});
  assert.deepEqual(
    builders(run, run.defined[0]).map(({ name }) => name),
    ["build_it"],
  );
  const foresee = (text) => {
    const inner = follow(FACTS, text, {});
    const [{ statement }] = inner.defined;
    return [makesLayers(inner, statement.body), hasLayers(inner, statement.body)];
  };
  assert.deepEqual(foresee("def f():\n    return LSTM(4)"), [true, true]);
  assert.deepEqual(foresee("def f():\n    return Dropout(0.5)"), [false, true]); // it owns nothing
  assert.deepEqual(foresee("def f():\n    return g()\ndef g():\n    return f()"), [false, false]);
  assert.deepEqual(foresee("def f():\n    return print(3)"), [false, false]);
});

test("shapes are merged, cut and put together", () => {
  const all = new Slice([null, null, null]);
  assert.deepEqual(cutShape([null, 10, 8], Several.of(all, -1, new Slice([2, -2, 2]))), [null, 2]);
  assert.deepEqual(cutShape([null, 10], Several.of(all, null)), [null, 1, 10]);
  assert.equal(cutShape(null, 0), null);
  assert.deepEqual(
    togetherShape([
      [null, null, 8],
      [null, 5, 8],
    ]),
    [null, 5, 8],
  );
  assert.deepEqual(
    togetherShape([
      [null, 1, 8],
      [4, 1],
    ]),
    [null, 4, 8],
  );
  assert.equal(
    togetherShape([
      [null, 3],
      [null, 4],
    ]),
    null,
  );
  const layer = (several, given = {}) => ({ family: { name: several, several }, arguments: given });
  assert.deepEqual(
    mergedShape(layer("joined"), [
      [null, 5, 3],
      [null, 5, 4],
    ]),
    [null, 5, 7],
  );
  assert.throws(
    () =>
      mergedShape(layer("joined"), [
        [null, 5, 3],
        [null, 6, 4],
      ]),
    { key: "live_cannot_join" },
  );
  assert.deepEqual(
    mergedShape(layer("broadcast"), [
      [null, 5, 1],
      [2, 5, 4],
    ]),
    [2, 5, 4],
  );
  assert.deepEqual(
    mergedShape(layer("dotted", { axes: 2 }), [
      [null, 5, 3],
      [null, 7, 3],
    ]),
    [null, 5, 7],
  );
});

test("a function without weights says its shape by its name", () => {
  const one = tensor();
  const after = (name, ...given) => shapeAfter(name, [["", one], ...given], () => [null, 5, 3]);
  assert.deepEqual(after("reduce_mean", ["axis", 1]), [null, 3]);
  assert.deepEqual(after("reduce_mean", ["axis", -1], ["keepdims", true]), [null, 5, 1]);
  assert.deepEqual(after("expand_dims", ["axis", -1]), [null, 5, 3, 1]);
  assert.deepEqual(after("transpose", ["perm", [0, 2, 1]]), [null, 3, 5]);
  assert.deepEqual(after("relu"), [null, 5, 3]);
  assert.deepEqual(
    shapeAfter(
      "concat",
      [
        ["", [one, one]],
        ["axis", 1],
      ],
      () => [null, 5, 3],
    ),
    [null, 10, 3],
  );
  assert.equal(after("reshape", ["", [3, 5]]), null);
});

test("an open size comes out as a formula of what is open", () => {
  const [n, m] = [new Named("n"), new Named("m + 1")];
  const [made, names] = expressionsOf(
    (values) => [4 * values.number(n) * values.number(m) + values.number(n) + 2, 7],
    {},
  );
  assert.deepEqual(made, [{ sum: ["n", { product: [4, "n", "(m + 1)"] }, 2] }, 7]);
  assert.deepEqual(names, ["n", "m + 1"]);
  assert.deepEqual(
    expressionsOf((values) => [values.number(n) + 1], { n: 4 }),
    [[5], []],
  );
  assert.throws(() => expressionsOf((values) => [values.number(n) ** 3], {}), Undecided);
  const twice = new Open("2 * n", ["n"], { sign: "*", sides: [2, n] });
  assert.equal(new Values({ n: 4 }).number(twice), 8);
});

const MODEL = lines(
  "inputs = Input((30, 8))",
  "x = LSTM(16, return_sequences=True)(inputs)",
  "x = x[:, -1]",
  "model = Model(inputs, Dense(classes)(x), name='m')",
);

test("code has models, each with the calls that connect its layers", () => {
  const [model, ...others] = modelsIn(FACTS, MODEL);
  assert.deepEqual([model.name, model.isTorch, others.length], ["m", false, 0]);
  assert.deepEqual(
    model.calls.map(({ kind }) => kind),
    ["input", "layer", "item", "layer"],
  );
  const [chain] = follow(FACTS, "m = Sequential([Input((5, 3)), LSTM(4), Dense(1)])", {}).models;
  assert.deepEqual(
    callsOf(chain)
      .filter(({ kind }) => kind === "layer")
      .map(({ part }) => part.layer.family.name),
    ["LSTM", "Dense"],
  );
  assert.deepEqual(startAxes({ family: FACTS.find("LSTM"), arguments: { units: 4, input_shape: [5, 3] } }), [5, 3]);
  const [torch] = modelsIn(FACTS, "import torch.nn as nn\nlstm = nn.LSTM(8, 16)\nhead = nn.Linear(16, 2)");
  assert.deepEqual([torch.isTorch, torch.owned.map(([name]) => name)], [true, ["lstm", "head"]]);
  assert.deepEqual(modelsIn(FACTS, "nothing at all"), []);
  assert.throws(() => modelsIn(FACTS, "model %>% layer_lstm(units = 4)"), { key: "live_of_r" });
});

test("a model of code is counted, with a formula for what it leaves open", () => {
  const [found] = modelsIn(FACTS, MODEL);
  const open = countedModel(FACTS, found);
  assert.deepEqual(open.names, ["classes"]);
  assert.deepEqual(
    [open.rows[0].count, countWritten(open.rows[1].count)],
    [4 * 16 * (8 + 16 + 1), "classes × (16 + 1)"],
  );
  const [whole] = modelsIn(FACTS, MODEL, { classes: 3 });
  const { rows, count, start } = countedModel(FACTS, whole, { classes: 3 });
  assert.deepEqual([count, start], [1600 + 51, [null, 30, 8]]);
  assert.deepEqual(
    rows.map(({ outputs }) => shapeWritten(outputs)),
    ["(None, 30, 16)", "(None, 3)"],
  );
  assert.equal(shapeWritten([]), "?");
});

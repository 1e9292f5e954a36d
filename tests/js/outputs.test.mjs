// What tests/numbers/test_counting.py holds equal to the package; here, how outputs come that no list of axes says.
import assert from "node:assert/strict";
import { test } from "node:test";

import { readEquation } from "../../docs/assets/numbers/einsum.mjs";
import { ENCODED } from "../../docs/assets/numbers/encoding.mjs";
import { createFacts } from "../../docs/assets/numbers/facts.mjs";
import { outputs } from "../../docs/assets/numbers/shapes.mjs";
import { isSpace, lengthsOfSpace } from "../../docs/assets/numbers/spaces.mjs";
import { packageFacts } from "./package_facts.mjs";

const FACTS = createFacts(packageFacts().json);
const layer = (name, given) => ({ family: FACTS.find(name), arguments: given });

test("an equation says the kernel, the bias and the output", () => {
  const read = (equation, output, shape, more = {}) =>
    readEquation(layer("EinsumDense", { equation, output_shape: output, ...more }), shape);
  assert.deepEqual(read("abc,cd->abd", [null, 64], [null, 10, 8], { bias_axes: "d" }), {
    kernel: [8, 64],
    bias: [64],
    output: [null, null, 64],
  });
  assert.deepEqual(read("...x,xy->...y", 4, [null, 7, 3]), { kernel: [3, 4], bias: null, output: [null, 7, 4] });
  assert.deepEqual(read("abc,cde->abde", [10, 2, 4], [null, 10, 8], { bias_axes: "e" }).bias, [4]);
  assert.deepEqual(read("abc,cde->abde", [10, 2, 4], [null, 10, 8], { bias_axes: "d" }).bias, [2, 1]);
  assert.throws(() => read("ab,bc", 4, [null, 3]), { key: "live_equation" });
  assert.throws(() => read("ab,bc->ac", 4, [null, 5, 3]), { key: "live_equation" });
});

test("words and sounds are encoded", () => {
  const encode = (word, name, given, shape) => ENCODED[word](FACTS, layer(name, given), shape);
  assert.deepEqual(encode("encoded", "CategoryEncoding", { num_tokens: 7 }, [null, 3]), [[null, 7]]);
  assert.deepEqual(encode("encoded", "CategoryEncoding", { num_tokens: 7, output_mode: "one_hot" }, [null, 3]), [
    [null, 3, 7],
  ]);
  assert.deepEqual(encode("binned", "Discretization", { bin_boundaries: [0, 1] }, [null, 3]), [[null, 3]]);
  const marked = { bin_boundaries: [0, 1], output_mode: "one_hot" };
  assert.deepEqual(encode("binned", "Discretization", marked, [null, 2]), [[null, 2, 3]]);
  assert.deepEqual(encode("words", "TextVectorization", { output_sequence_length: 9 }, [null, 1]), [[null, 9]]);
  const sound = { frame_length: 8, frame_step: 4, mode: "magnitude", padding: "valid" };
  assert.deepEqual(encode("spectrogram", "STFTSpectrogram", sound, [null, 20, 1]), [[null, 4, 5]]);
});

test("a function puts out what its author says", () => {
  const told = (given) => outputs(FACTS, layer("Lambda", given), [null, 3]);
  assert.deepEqual(told({ output_shape: [4, 2] }), [[null, 4, 2]]);
  assert.throws(() => told({}), { key: "live_output_unknown" });
});

test("the axes of space shrink, grow and are cut", () => {
  const after = (word, name, given, shape) => lengthsOfSpace(FACTS, layer(name, given), word, shape);
  assert.deepEqual(after("space", "Conv1D", { filters: 2, kernel_size: 3, strides: 2 }, [null, 10, 4]), [4]);
  assert.deepEqual(after("space", "Conv1D", { filters: 2, kernel_size: 3, padding: "same" }, [null, 10, 4]), [10]);
  assert.deepEqual(after("windows", "MaxPooling2D", { pool_size: 2 }, [null, 7, null, 4]), [3, null]);
  assert.deepEqual(
    after("enlarged", "Conv1DTranspose", { filters: 2, kernel_size: 3, strides: 2 }, [null, 5, 4]),
    [11],
  );
  assert.deepEqual(
    after(
      "padded",
      "ZeroPadding2D",
      {
        padding: [
          [1, 0],
          [2, 2],
        ],
      },
      [null, 5, 5, 3],
    ),
    [6, 9],
  );
  assert.deepEqual(after("upsampled", "UpSampling1D", { size: 3 }, [null, 5, 4]), [15]);
  assert.throws(() => after("cropped", "Cropping1D", { cropping: [2, 3] }, [null, 5, 4]), { key: "live_window" });
  assert.deepEqual([isSpace("windows"), isSpace("toString")], [true, false]);
});

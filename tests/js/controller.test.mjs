import assert from "node:assert/strict";
import { test } from "node:test";

import { isAble, reasonOf } from "../../docs/assets/explain/controller.mjs";

test("a browser that lacks any of what the engine needs is not able to run it", () => {
  const whole = { DecompressionStream: 1, WebAssembly: 1, Worker: 1 };
  assert.ok(isAble(whole));
  for (const name of Object.keys(whole)) {
    const { [name]: _, ...rest } = whole;
    assert.ok(!isAble(rest), name);
  }
});

test("what went wrong has a label, and of a traceback its last line", () => {
  assert.deepEqual(reasonOf({ name: "no_wasm", message: "" }), ["box_no_wasm"]);
  assert.deepEqual(reasonOf({ name: "network", message: "x: 404" }), ["box_no_network", { what: "x: 404" }]);
  const traceback = "Traceback\n  File x\nValueError: too long\n";
  assert.deepEqual(reasonOf({ name: "PythonError", message: traceback }), [
    "box_failed",
    { what: "ValueError: too long" },
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { blockOf, partNamed } from "../../docs/assets/parts.mjs";

test("an address names a part, alone or among sizes, and ids name none", () => {
  assert.equal(partNamed("#part=kernel"), "kernel");
  assert.equal(partNamed("#units=64&part=recurrent_kernel"), "recurrent_kernel");
  assert.equal(partNamed("#part=query%2Fkernel"), "query/kernel");
  assert.equal(partNamed("#part=query/kernel"), "query/kernel");
  for (const hash of ["", "#", "#lstm.kernel", "#units=64"]) assert.equal(partNamed(hash), null);
});

const within = (...names) => ({
  closest: (asked) => names.find((name) => asked.split(", ").includes(name)) ?? null,
  parentElement: "around",
});

test("a figure is one stop of the keyboard with all lists in it, a table with all its cells, a sentence alone", () => {
  assert.equal(blockOf(within("li", "figure")), "figure");
  assert.equal(blockOf(within("p", ".scroll", "li")), ".scroll");
  assert.equal(blockOf(within("dd", "li")), "dd");
  assert.equal(blockOf(within()), "around");
});

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { inNotation, plainText, tableLoader } from "../../docs/assets/notation.mjs";

const BASE = "https://example.org/rnn/assets/notation.mjs";
const TABLE = { display: { n: ["h", "<math>h</math>"] }, inline: { n: ["h", "<math>i</math>"], m: ["m"] } };
const fetchBefore = globalThis.fetch;
let asked;

beforeEach(() => {
  asked = [];
  globalThis.fetch = (url) => {
    asked.push(String(url));
    const isThere = !String(url).includes("missing");
    return Promise.resolve({ ok: isThere, status: isThere ? 200 : 404, url, json: () => Promise.resolve(TABLE) });
  };
});

afterEach(() => {
  globalThis.fetch = fetchBefore;
});

test("a table is loaded once, from beside the module", async () => {
  const load = tableLoader(BASE);
  assert.equal(await load("keras"), TABLE);
  assert.equal(await load("keras"), TABLE);
  await load("pytorch");
  assert.deepEqual(asked, [
    "https://example.org/rnn/notation/keras.json",
    "https://example.org/rnn/notation/pytorch.json",
  ]);
});

test("a table that does not come is an error that names it, and is asked for again", async () => {
  const load = tableLoader(BASE);
  for (const _ of [1, 2]) await assert.rejects(load("missing"), /notation\/missing\.json: 404$/);
  assert.equal(asked.length, 2);
});

test("a formula is looked up as it stands: in a line of its own or in the text", () => {
  assert.deepEqual(inNotation(TABLE, "n", true), ["h", "<math>h</math>"]);
  assert.deepEqual(inNotation(TABLE, "n", false), ["h", "<math>i</math>"]);
});

test("what a table does not name, and everything without a table, stays as it was built", () => {
  assert.deepEqual(inNotation(TABLE, "x", true), ["x"]);
  assert.deepEqual(inNotation(TABLE, "m", false), ["m"]);
  assert.deepEqual(inNotation(null, "n", true), ["n"]);
});

test("TeX of a size is shown as text", () => {
  assert.equal(plainText(String.raw`\text{hidden\_size}`), "hidden_size");
  assert.equal(plainText("n"), "n");
});

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { dayOf, filled, textsLoader } from "../../docs/assets/cite_dialog.mjs";

const values = { format: "markdown", site: "https://example.org/", day: "2026-01-31", quote: "" };
const fetchBefore = globalThis.fetch;

afterEach(() => {
  globalThis.fetch = fetchBefore;
});

test("a day is that of the reader's clock", () => {
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("what the build could not know is filled in", () => {
  assert.equal(filled("⟦site⟧t/2ADD/ [⟦accessed⟧]", values), "https://example.org/t/2ADD/ [2026-01-31]");
  assert.equal(filled("[⟦year⟧, ⟦month⟧, ⟦day⟧]", values), "[2026, 1, 31]");
  assert.equal(filled("> ⟦site⟧", values), "> https://example.org/");
});

test("each line of a quoted selection is quoted, whatever is in it", () => {
  assert.equal(filled("> ⟦quote⟧\n\nx", { ...values, quote: "a ⟦site⟧\n\n$&" }), "> a ⟦site⟧\n>\n> $&\n\nx");
  assert.equal(filled("“⟦quote⟧”", { ...values, quote: "a\nb" }), "“a\nb”");
});

test("in JSON a quoted selection stays a string", () => {
  const quote = 'a "b"\n\\c';
  assert.equal(JSON.parse(filled('"⟦quote⟧"', { ...values, format: "csl-json", quote })), quote);
});

test("texts are asked for once, and again where they did not come", async () => {
  let isThere = false;
  const asked = [];
  globalThis.fetch = (url, { cache }) => {
    asked.push(cache);
    return Promise.resolve({ ok: isThere, status: 404, url, json: () => Promise.resolve({ "2ADD": {} }) });
  };
  const load = textsLoader("page.json");
  await assert.rejects(load(), /page\.json: 404$/);
  isThere = true;
  assert.deepEqual(await load(), { "2ADD": {} });
  assert.deepEqual(await load(), { "2ADD": {} });
  assert.deepEqual(asked, ["no-cache", "no-cache"]);
});

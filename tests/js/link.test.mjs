import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";

import { DamagedLink, fromFragment, isPaste, LargeLink, toFragment } from "../../docs/assets/explain/link.mjs";

const MOST = 100_000; // bytes
const TABLE = " simple_rnn (SimpleRNN)         (None, 10)                120\n";
const fragmentOf = (text, version = "1") => `#paste=${version}.${deflateRawSync(text).toString("base64url")}`;

for (const [name, text] of Object.entries({
  "one row": TABLE,
  Chinese: "简单的 (SimpleRNN)  (None, 10)  120",
  "other planes of Unicode": "𝑛 ≥ 1 🙂",
  "nothing but blanks": " \t\r\n ",
  "all bytes of base64": Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join(""),
  "as much as a link may hold": "0".repeat(MOST),
})) {
  test(`a link brings back what it was made of: ${name}`, async () => {
    const fragment = await toFragment(text);
    assert.ok(isPaste(fragment));
    assert.match(fragment, /^#paste=1\.[\w-]+$/);
    assert.equal(inflateRawSync(Buffer.from(fragment.slice("#paste=1.".length), "base64url")).toString(), text);
    assert.equal(await fromFragment(fragment), text);
  });
}

test("an id is no paste", () => {
  for (const fragment of ["", "#", "#lstm", "#paste", "#Paste=1.abc"]) assert.ok(!isPaste(fragment), fragment);
});

for (const [name, fragment] of Object.entries({
  "nothing in it": "#paste=",
  "no data": "#paste=1.",
  "no base64": "#paste=1.%%%",
  "another version": fragmentOf(TABLE, "2"),
  "one part too many": `${fragmentOf(TABLE)}.abc`,
  "its end cut": fragmentOf(TABLE).slice(0, -9),
  "no text": fragmentOf(Buffer.of(0xff, 0xfe)),
})) {
  test(`a link is damaged that has ${name}`, async () => {
    await assert.rejects(fromFragment(fragment), DamagedLink);
  });
}

test("a link that unpacks to more than any paste is refused", async () => {
  await assert.rejects(fromFragment(fragmentOf("0".repeat(MOST + 1))), LargeLink);
});

test("no link is made that would be refused, and bytes count, not characters", async () => {
  await assert.rejects(toFragment("0".repeat(MOST + 1)), LargeLink);
  await assert.rejects(toFragment("层".repeat(MOST / 2)), LargeLink);
});

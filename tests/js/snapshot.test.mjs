// A snapshot is used by the build, the release and the browser that made it, whole, or not at all.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { keepSnapshot, keptSnapshot, snapshotAddress } from "../../docs/assets/explain/snapshot.mjs";

const OWN = "https://example.org/rnn/assets/explain-00000001/rnnformula.zip.gz";
const PYTHON = "https://example.org/rnn/assets/pyodide-00000001/";
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Browser/1.0";
const BYTES = Uint8Array.of(1, 2, 3, 4);
let stored;
let cache;

beforeEach(() => {
  stored = new Map();
  cache = {
    match: (url) => Promise.resolve(stored.get(url)?.clone()),
    put: (url, response) => Promise.resolve(stored.set(url, response)),
    delete: (url) => Promise.resolve(stored.delete(url)),
  };
});

test("another release, another Python and another browser have other addresses", () => {
  const address = snapshotAddress(OWN, PYTHON, BROWSER);
  assert.equal(snapshotAddress(OWN, PYTHON, BROWSER), address);
  assert.ok(address.startsWith(`${OWN}?`));
  const others = [
    snapshotAddress(OWN.replace("01/", "02/"), PYTHON, BROWSER),
    snapshotAddress(OWN, PYTHON.replace("01/", "02/"), BROWSER),
    snapshotAddress(OWN, PYTHON, BROWSER.replace("1.0", "1.1")),
  ];
  assert.equal(new Set([address, ...others]).size, 4);
});

test("what was kept comes back whole", async () => {
  await keepSnapshot(cache, "x", BYTES);
  const kept = await keptSnapshot(cache, "x");
  assert.deepEqual(new Uint8Array(kept.bytes), BYTES);
  assert.equal(await kept.isWhole, true);
});

test("what was altered or cut since is known", async () => {
  await keepSnapshot(cache, "x", BYTES);
  const { headers } = stored.get("x");
  for (const bytes of [Uint8Array.of(1, 2, 3, 5), BYTES.subarray(0, 3)]) {
    stored.set("x", new Response(bytes, { headers }));
    assert.equal(await (await keptSnapshot(cache, "x")).isWhole, false);
  }
});

test("where nothing was kept, and where nothing can be, there is none", async () => {
  assert.equal(await keptSnapshot(cache, "x"), null);
  assert.equal(await keptSnapshot(null, "x"), null);
});

test("a full disk is no failure, and leaves no part", async () => {
  stored.set("x", new Response("an older one"));
  await keepSnapshot({ ...cache, put: () => Promise.reject(new Error("full")) }, "x", BYTES);
  assert.equal(stored.size, 0);
});

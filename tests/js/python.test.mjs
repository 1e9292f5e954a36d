// The worker's own rules; that a browser leaves it no way out is tested in one, by tests/browser/test_engine_limits.py.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { gzipSync } from "node:zlib";

import { answerMessages, close, compileEarly, load, loadAll, lock } from "../../docs/assets/explain/python.mjs";

const URL_OF = {
  zip: "https://example.org/x.zip",
  wasm: "https://example.org/x.wasm",
  packed: "https://example.org/x.gz",
};
const fetchBefore = globalThis.fetch;
let reported;

afterEach(() => {
  globalThis.fetch = fetchBefore;
});

const serve = (body, status = 200) => {
  reported = 0;
  globalThis.fetch = () => Promise.resolve(new Response(body, { status }));
};
const report = (bytes) => {
  reported += bytes;
};

// A scope as a worker has it: functions on its prototype, some on itself.
const newScope = () => {
  class Base {
    fetch() {
      return "sent";
    }

    importScripts() {
      return "sent";
    }
  }
  const scope = new (class Scope extends Base {})();
  return Object.assign(scope, { WebSocket: class {}, caches: {}, Cache: class {} });
};

test("what is locked is gone from the object and from every prototype, and no deleting brings it back", () => {
  const scope = newScope();
  lock(scope, "fetch");
  for (let owner = scope; owner; owner = Object.getPrototypeOf(owner)) assert.equal(owner.fetch, undefined);
  assert.ok(!Reflect.deleteProperty(scope, "fetch"));
  assert.ok(!Reflect.defineProperty(scope, "fetch", { value: () => "sent" }));
});

test("a closed scope has no other way to ask, and its fetch knows the loaded files only", async () => {
  const scope = newScope();
  close(scope, new Map([[URL_OF.wasm, new Blob(["code"])]]));
  for (const name of ["WebSocket", "XMLHttpRequest", "importScripts", "caches", "Worker", "EventSource", "FontFace"]) {
    assert.equal(scope[name], undefined, name);
  }
  assert.equal(scope.Cache.prototype.add, undefined);
  await assert.rejects(scope.fetch("https://elsewhere.org/"), /is none of the files of the engine/);
  await assert.rejects(scope.fetch({ url: `${URL_OF.wasm}?paste` }), /is none of the files of the engine/);
  const response = await scope.fetch(URL_OF.wasm);
  assert.equal(response.headers.get("Content-Type"), "application/wasm");
  assert.equal(await response.text(), "code");
});

test("a file that came packed is handed out unpacked", async () => {
  const scope = newScope();
  close(scope, new Map([[URL_OF.wasm, new Blob([gzipSync("code")])]]));
  assert.equal(await (await scope.fetch(URL_OF.wasm)).text(), "code");
});

test("what is compiled early is what an instance is made of", async () => {
  const scope = { WebAssembly: {} };
  const adding = "AGFzbQEAAAABBQFgAAF/AwIBAAcFAQFmAAAKBgEEAEEqCw=="; // a function f that gives 42
  compileEarly(scope, URL_OF.wasm, new Blob([gzipSync(Buffer.from(adding, "base64"))]));
  const asked = Promise.resolve(new Response("is not read"));
  const { module, instance } = await scope.WebAssembly.instantiateStreaming(asked, {});
  assert.ok(module instanceof WebAssembly.Module);
  assert.equal(instance.exports.f(), 42);
});

test("what can't be compiled is told to who asks for an instance", async () => {
  const scope = { WebAssembly: {} };
  compileEarly(scope, URL_OF.wasm, new Blob(["no code"]));
  await assert.rejects(scope.WebAssembly.instantiateStreaming(new Response(""), {}), WebAssembly.CompileError);
});

test("a file is kept unpacked, and handed out as it came", async () => {
  const packed = gzipSync("the bytes");
  serve(packed);
  const kept = new Map();
  const cache = { put: async (url, response) => kept.set(url, await response.text()) };
  const file = await load(URL_OF.packed, [packed.length], cache, report);
  assert.equal(file.size, packed.length);
  assert.deepEqual([...kept], [[URL_OF.packed, "the bytes"]]);
});

test("a file is taken whole, and every byte is reported", async () => {
  serve("12345");
  assert.equal(await (await load(URL_OF.zip, [5], null, report)).text(), "12345");
  assert.equal(reported, 5);
});

test("a file that is cut, missing or still packed in part is refused by its address", async () => {
  serve("123");
  await assert.rejects(load(URL_OF.zip, [5], null, report), {
    name: "network",
    message: `${URL_OF.zip}: 3 of 5 bytes`,
  });
  serve("", 404);
  await assert.rejects(load(URL_OF.zip, [5], null, report), { name: "network", message: `${URL_OF.zip}: 404` });
  serve(gzipSync("12345").subarray(0, 20));
  await assert.rejects(load(URL_OF.packed, [25], null, report), { name: "network" });
  serve("a page that asks for a password");
  await assert.rejects(load(URL_OF.packed, [25, 30], null, report), { name: "network" });
  globalThis.fetch = () => Promise.reject(new TypeError("offline"));
  await assert.rejects(load(URL_OF.zip, [5], null, report), { name: "network", message: `${URL_OF.zip}: offline` });
});

test("a host may have unpacked what was packed", async () => {
  serve("unpacked by the host");
  assert.equal(await (await load(URL_OF.packed, [5, 20], null, report)).text(), "unpacked by the host");
});

test("a file of an earlier visit is not asked for again, and a new one is kept", async () => {
  serve("12345");
  const kept = new Map();
  const cache = {
    match: (url) => Promise.resolve(kept.get(url)),
    put: (url, response) => Promise.resolve(kept.set(url, response)),
  };
  const said = [];
  const say = (message) => said.push(message);
  await loadAll({ [URL_OF.zip]: [5] }, cache, say);
  assert.deepEqual(said, [
    { is: "loading", bytes: 0, total: 5 },
    { is: "loading", bytes: 5, total: 5 },
  ]);
  globalThis.fetch = () => assert.fail("it was asked for");
  const files = await loadAll({ [URL_OF.zip]: [5] }, cache, say);
  assert.equal(await files.get(URL_OF.zip).text(), "12345");
  assert.equal(said.length, 2); // nothing was loaded, so nothing is said of loading
});

test("of what is loaded in part, only that part is told of", async () => {
  serve("1234567");
  const there = new Response("12345");
  const cache = {
    match: (url) => Promise.resolve(url === URL_OF.zip ? there : undefined),
    put: () => Promise.resolve(),
  };
  const said = [];
  const files = await loadAll({ [URL_OF.zip]: [5], [URL_OF.packed]: [7, 20] }, cache, (message) => said.push(message));
  assert.deepEqual(said.at(-1), { is: "loading", bytes: 7, total: 7 });
  assert.deepEqual([...files.keys()], [URL_OF.zip, "https://example.org/x"]);
});

test("a full disk is no failure", async () => {
  serve("12345");
  const full = { match: () => Promise.resolve(), put: () => Promise.reject(new Error("full")) };
  assert.equal((await load(URL_OF.zip, [5], full, report)).size, 5);
});

test("a message that can not be answered is answered with what failed and its number", async () => {
  const sent = [];
  let listener;
  answerMessages({
    addEventListener: (_, added) => {
      listener = added;
    },
    postMessage: (message) => sent.push(message),
  });
  await listener({ data: { is: "explain", number: 3, paste: "before any start" } });
  assert.equal(sent.length, 1);
  assert.deepEqual([sent[0].is, sent[0].number, sent[0].name], ["failed", 3, "TypeError"]);
});

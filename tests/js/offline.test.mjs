// Nobody online is shown what was kept; what is kept is what the page needs, and nothing of another site.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { runInNewContext } from "node:vm";

import { keepPage, neededOf } from "../../docs/assets/explain/offline.mjs";

const SCRIPT = readFileSync(new URL("../../docs/assets/offline.js", import.meta.url), "utf8");
const ROOT = "https://example.org/rnn/";
const PAGE = `${ROOT}explain/`;
let listeners;
let stores;
let isOnline;
let asked;

const name = (version) => `rnnformula offline /rnn/ ${version}`;

beforeEach(() => {
  listeners = {};
  stores = new Map();
  isOnline = true;
  asked = [];
  class Request {
    constructor(url, settings) {
      Object.assign(this, { url, ...settings });
    }
  }
  const fetch = (request) => {
    asked.push([request.url, request.cache]);
    return isOnline ? Promise.resolve(`new ${request.url}`) : Promise.reject(new TypeError("no network"));
  };
  const caches = {
    open(key) {
      if (!stores.has(key)) stores.set(key, new Map());
      return Promise.resolve({
        async addAll(requests) {
          const answers = await Promise.all(requests.map(fetch));
          for (const [number, { url }] of requests.entries()) stores.get(key).set(url, answers[number]);
        },
      });
    },
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (key) => Promise.resolve(stores.delete(key)),
    match(url, { ignoreSearch } = {}) {
      const address = ignoreSearch ? url.split("?")[0] : url;
      return Promise.resolve([...stores.values()].map((store) => store.get(address)).find(Boolean));
    },
  };
  const addEventListener = (kind, listener) => {
    listeners[kind] = listener;
  };
  const location = { href: `${ROOT}offline.js`, toString: () => `${ROOT}offline.js` };
  runInNewContext(SCRIPT, { Request, URL, addEventListener, caches, fetch, location, skipWaiting: () => null });
});

const answerTo = (request) => {
  let answer;
  const respondWith = (promise) => {
    answer = promise;
  };
  listeners.fetch({ request: { method: "GET", mode: "navigate", ...request }, respondWith });
  return answer;
};
const keep = async (addresses, version = "explain-1") => {
  let kept;
  const waitUntil = (promise) => {
    kept = promise;
  };
  listeners.message({ data: { addresses, version }, waitUntil });
  await kept;
};

test("what was kept answers only where the network does not", async () => {
  stores.set(name("explain-1"), new Map([[PAGE, "old"]]));
  assert.equal(await answerTo({ url: PAGE }), `new ${PAGE}`);
  isOnline = false;
  assert.equal(await answerTo({ url: PAGE }), "old");
  assert.equal(await answerTo({ url: `${PAGE}?from=mail` }), "old");
  await assert.rejects(answerTo({ url: `${PAGE}?v=2`, mode: "cors" }), /no network/);
  await assert.rejects(answerTo({ url: `${ROOT}other/` }), /no network/);
});

test("a file whose folder is named after its content can not be old, and is not asked for where it was kept", async () => {
  const file = `${ROOT}assets/explain-0123abcd/worker.mjs`;
  stores.set(name("explain-1"), new Map([[file, "kept"]]));
  assert.equal(await answerTo({ url: file, mode: "cors" }), "kept");
  assert.deepEqual(asked, []);
  for (const other of [`${file}?x`, `${ROOT}assets/explain-0123abcd/`, `${ROOT}assets/style.css`, PAGE]) {
    stores.get(name("explain-1")).set(other, "kept");
    assert.equal(await answerTo({ url: other, mode: "cors" }), `new ${other}`);
  }
  const later = file.replace("worker", "python");
  assert.equal(await answerTo({ url: later, mode: "cors" }), `new ${later}`);
});

test("what sends something, and what lies elsewhere, is left to the browser", () => {
  assert.equal(answerTo({ url: PAGE, method: "POST" }), undefined);
  assert.equal(answerTo({ url: "https://example.org/other/" }), undefined);
});

test("all or nothing is kept, from what the browser has loaded, and another version goes then", async () => {
  stores.set(name("explain-0"), new Map([[PAGE, "old"]]));
  stores.set("rnnformula /rnn/", new Map());
  isOnline = false;
  await keep([PAGE]);
  assert.equal(await answerTo({ url: PAGE }), "old");
  isOnline = true;
  asked = [];
  await keep([PAGE, `${ROOT}assets/site.css`]);
  assert.deepEqual(asked, [
    [PAGE, "force-cache"],
    [`${ROOT}assets/site.css`, "force-cache"],
  ]);
  assert.deepEqual([...stores.keys()].sort(), ["rnnformula /rnn/", name("explain-1")]);
});

test("what was kept of latest is no answer for a release below it, and what was kept of that release stays", async () => {
  const ofRelease = `rnnformula offline /rnn/v1.0/ explain-0`;
  const file = "assets/explain-0123abcd/worker.mjs";
  stores.set(
    name("explain-0"),
    new Map([
      [PAGE, "old"],
      [ROOT + file, "old"],
    ]),
  );
  stores.set(ofRelease, new Map());
  await keep([PAGE]);
  assert.deepEqual([...stores.keys()].sort(), [name("explain-1"), ofRelease]);
  isOnline = false;
  await assert.rejects(answerTo({ url: `${ROOT}v1.0/explain/` }), /no network/);
  await assert.rejects(answerTo({ url: `${ROOT}v1.0/${file}`, mode: "cors" }), /no network/);
});

test("the page needs what it loaded from its site, each once, but not the search, and no address names a paste", () => {
  const loaded = [`${PAGE}#paste=1.abc`, PAGE, `${ROOT}assets/search.js`, `${ROOT}search/search_index.json`];
  loaded.push(`${ROOT}assets/scripts/search.mjs`, "https://example.org/a.js", "data:,a");
  assert.deepEqual(neededOf(loaded, ROOT), [PAGE, `${ROOT}assets/search.js`]);
});

test("nothing happens where a browser has no service workers, or refuses one", async () => {
  const put = (value) => Object.defineProperty(globalThis, "navigator", { value, configurable: true });
  put({});
  assert.equal(await keepPage(), undefined);
  globalThis.location = { href: PAGE, pathname: "/rnn/explain/", toString: () => PAGE };
  put({ serviceWorker: { register: () => Promise.reject(new TypeError("refused")) } });
  assert.equal(await keepPage(["a"]), undefined);
});

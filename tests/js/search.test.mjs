// What the theme asks for with every page waits until the reader turns to the search. No module: it runs as a script.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { runInNewContext } from "node:vm";

const SCRIPT = readFileSync(new URL("../../docs/assets/search.js", import.meta.url), "utf8");
const INDEX = "https://example.org/rnn/search/search_index.json";
let sent;
let listeners;
let ask;
let started;
let window;

beforeEach(() => {
  sent = [];
  listeners = {};
  class XMLHttpRequest {
    open(method, url) {
      this.asked = `${method} ${url}`;
    }

    send(body) {
      sent.push([this.asked, body]);
    }
  }
  const addEventListener = (kind, listener) => {
    listeners[kind] = listener;
  };
  started = [];
  class Worker extends EventTarget {
    constructor(address, options) {
      super();
      this.got = [];
      started.push({ worker: this, address, options });
    }

    postMessage(message) {
      this.got.push(message);
    }
  }
  window = {};
  runInNewContext(SCRIPT, { window, Worker, EventTarget, MessageEvent, XMLHttpRequest, addEventListener });
  ask = (url, body) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.send(body);
  };
});

const target = (id, isInSearch) => ({ target: { id, closest: () => (isInSearch ? {} : null) } });

test("the index waits for the search field, and then comes once", () => {
  ask(INDEX);
  listeners.focusin(target("", false));
  assert.deepEqual(sent, []);
  listeners.focusin(target("", true));
  listeners.focusin(target("", true));
  assert.deepEqual(sent, [[`GET ${INDEX}`, undefined]]);
});

test("on a phone the switch of the search is enough", () => {
  ask(INDEX);
  listeners.change(target("__drawer", false));
  assert.deepEqual(sent, []);
  listeners.change(target("__search", false));
  assert.equal(sent.length, 1);
});

test("once the reader has turned to the search nothing waits", () => {
  listeners.focusin(target("", true));
  ask(INDEX);
  assert.equal(sent.length, 1);
});

test("every other request goes out at once, with its body", () => {
  ask("https://example.org/rnn/sitemap.xml", "body");
  assert.deepEqual(sent, [["GET https://example.org/rnn/sitemap.xml", "body"]]);
});

const READER = "https://example.org/rnn/assets/javascripts/workers/search.0123.min.js";

test("the script that reads the index waits too, and gets what was sent to it meanwhile in its order", () => {
  const worker = new window.Worker(READER);
  worker.postMessage("first");
  worker.postMessage("second");
  assert.deepEqual(started, []);
  listeners.focusin(target("", true));
  listeners.focusin(target("", true));
  worker.postMessage("third");
  assert.equal(started.length, 1);
  assert.equal(started[0].address, READER);
  assert.deepEqual(started[0].worker.got, ["first", "second", "third"]);
});

const QUERIES = {
  // typed: sent
  双向LSTM: "双向 LSTM",
  GRU参数量: "GRU 参数量",
  为什么乘4: "为什么乘 4",
  "2层LSTM的参数": "2 层 LSTM 的参数",
  "双向 LSTM": "双向 LSTM",
  "recurrent kernel 2": "recurrent kernel 2",
  参数量: "参数量",
  120: "120",
  1024: "+1024*",
  " 4457472 ": "+4457472*",
  "4,457,472": "+4,457,472*",
  "LSTM 4457472": "LSTM 4457472",
  "128,2": "128,2",
  有4457472个: "有 4457472 个",
};
for (const [typed, expected] of Object.entries(QUERIES)) {
  test(`${typed}: sent as ${expected}, before there is a script that reads the index and after`, () => {
    const worker = new window.Worker(READER);
    worker.postMessage({ type: 2, data: typed });
    listeners.focusin(target("", true));
    worker.postMessage({ type: 2, data: typed });
    const got = started[0].worker.got.map(({ type, data }) => [type, data]);
    assert.deepEqual(got, [
      [2, expected],
      [2, expected],
    ]);
  });
}

test("what is no query goes on as it is", () => {
  const worker = new window.Worker(READER);
  const setup = { type: 0, data: { docs: "双向LSTM" } };
  listeners.focusin(target("", true));
  worker.postMessage(setup);
  assert.equal(started[0].worker.got[0], setup);
});

test("what that script answers comes to whoever asked", () => {
  const answers = [];
  const worker = new window.Worker(READER);
  worker.addEventListener("message", ({ data }) => answers.push(data));
  listeners.change(target("__search", false));
  started[0].worker.dispatchEvent(new MessageEvent("message", { data: "found" }));
  assert.deepEqual(answers, ["found"]);
});

test("no other worker waits", () => {
  const options = { type: "module" };
  const worker = new window.Worker("https://example.org/rnn/assets/explain-01/worker.mjs", options);
  assert.equal(started[0].worker, worker);
  assert.equal(started[0].options, options);
});

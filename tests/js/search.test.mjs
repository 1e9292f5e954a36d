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
  const document = { currentScript: { src: "https://example.org/rnn/assets/search.js" } };
  const known = { window, document, Worker, Event, EventTarget, MessageEvent, XMLHttpRequest, URL, addEventListener };
  runInNewContext(SCRIPT, known);
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
const OWN = "https://example.org/rnn/assets/scripts/search.mjs";

test("the project's own script searches; it waits too, and gets what was sent to it meanwhile in its order", () => {
  const worker = new window.Worker(READER);
  worker.postMessage("first");
  worker.postMessage("second");
  assert.deepEqual(started, []);
  listeners.focusin(target("", true));
  listeners.focusin(target("", true));
  worker.postMessage("third");
  assert.equal(started.length, 1);
  assert.equal(started[0].address, OWN);
  assert.deepEqual(started[0].worker.got, ["first", "second", "third"]);
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

const field = () => {
  const keys = [];
  const element = {
    matches: (selector) => selector.includes("search-query"),
    dispatchEvent: ({ type }) => keys.push(type),
  };
  return { keys, element };
};

test("the theme hears of text that no key was pressed for, as of a key", () => {
  const { keys, element } = field();
  listeners.input({ target: element, isComposing: false });
  assert.deepEqual(keys, ["keyup"]);
});

test("it hears of a word when its characters are chosen, not before", () => {
  const { keys, element } = field();
  listeners.input({ target: element, isComposing: true });
  assert.deepEqual(keys, []);
  listeners.compositionend({ target: element });
  assert.deepEqual(keys, ["keyup"]);
});

test("other fields are left alone", () => {
  const keys = [];
  listeners.input({ target: { matches: () => false, dispatchEvent: ({ type }) => keys.push(type) } });
  listeners.input({ target: {} });
  assert.deepEqual(keys, []);
});

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Engine, Failed, Stopped } from "../../docs/assets/explain/engine.mjs";

const SETTINGS = { files: { "../a/x.zip": 5, "../b/y.gz": 7 }, python: "../b/", home: "..", lang: "xx" };
let workers;
let heard;

class FakeWorker {
  constructor(url, options) {
    Object.assign(this, { url: String(url), options, sent: [], isOver: false });
    workers.push(this);
  }

  postMessage(message) {
    this.sent.push(message);
  }

  terminate() {
    this.isOver = true;
  }
}

beforeEach(() => {
  workers = [];
  heard = [];
  globalThis.Worker = FakeWorker;
  globalThis.document = { baseURI: "https://example.org/rnn/xx/explain/" };
});

const newEngine = () => {
  const hear =
    (name) =>
    (...values) =>
      heard.push([name, ...values]);
  return new Engine(SETTINGS, {
    loading: hear("loading"),
    starting: hear("starting"),
    ready: hear("ready"),
    ended: hear("ended"),
  });
};
const answer = (worker, data) => worker.onmessage({ data });

test("one worker is started, as a module, with absolute addresses and the size of each file", () => {
  const engine = newEngine();
  engine.start();
  engine.start();
  const [worker, ...more] = workers;
  assert.deepEqual(more, []);
  assert.match(worker.url, /\/explain\/worker\.mjs$/);
  assert.deepEqual(worker.options, { type: "module" });
  const [{ is, python, sizes }] = worker.sent;
  assert.equal(is, "start");
  assert.equal(python, "https://example.org/rnn/xx/b/");
  assert.deepEqual(sizes, { "https://example.org/rnn/xx/a/x.zip": 5, "https://example.org/rnn/xx/b/y.gz": 7 });
  assert.deepEqual(heard, [["loading", 0, 12]]);
});

test("each answer comes to the paste with its number", async () => {
  const engine = newEngine();
  const [first, second] = [engine.explain("first"), engine.explain("second")];
  const [, one, two] = workers[0].sent;
  assert.deepEqual([one.paste, two.paste, one.lang], ["first", "second", "xx"]);
  answer(workers[0], { is: "answer", number: two.number, json: "2" });
  answer(workers[0], { is: "failed", number: one.number, name: "ValueError", message: "no" });
  assert.equal((await second).json, "2");
  await assert.rejects(first, (error) => error instanceof Failed && error.name === "ValueError");
});

test("how far the engine is, is passed on", () => {
  const engine = newEngine();
  engine.start();
  for (const data of [{ is: "loading", bytes: 6 }, { is: "starting" }, { is: "ready" }]) answer(workers[0], data);
  assert.deepEqual(heard.slice(1), [["loading", 6, 12], ["starting"], ["ready"]]);
  assert.ok(engine.isReady);
});

test("an engine that was stopped fails what waits, and is started anew when it is needed", async () => {
  const engine = newEngine();
  const waiting = engine.explain("paste");
  engine.stop();
  await assert.rejects(waiting, Stopped);
  assert.ok(workers[0].isOver);
  assert.ok(!engine.isReady);
  engine.start();
  assert.equal(workers.length, 2);
});

test("a worker that does not load ends all that waits with the reason, and is taken away", async () => {
  const engine = newEngine();
  const waiting = [engine.explain("first"), engine.explain("second")];
  let isPrevented = false;
  workers[0].onerror({
    preventDefault: () => {
      isPrevented = true;
    },
  });
  for (const paste of waiting) {
    await assert.rejects(paste, ({ name, message }) => name === "network" && message === "worker.mjs");
  }
  assert.ok(isPrevented);
  assert.equal(engine.worker, null);
  assert.equal(heard.at(-1)[0], "ended");
});

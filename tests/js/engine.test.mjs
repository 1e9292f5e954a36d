import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Engine, Failed, Stopped } from "../../docs/assets/explain/engine.mjs";

const FAST = { library: "../b/y.gz", own: "../a/x.gz", files: { "../a/x.gz": [5], "../b/y.gz": [7, 20] } };
const SURE = { library: "../b/y.zip", own: "../a/x.zip", files: { "../a/x.zip": [50], "../b/y.zip": [70] } };
const SETTINGS = { ways: [FAST, SURE], python: "../b/", home: "..", lang: "xx" };
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
  const [{ is, python, library, own, sizes, known }] = worker.sent;
  const base = "https://example.org/rnn/xx/";
  assert.deepEqual([is, python, library, own], ["start", `${base}b/`, `${base}b/y.gz`, `${base}a/x.gz`]);
  assert.deepEqual(sizes, { [own]: [5], [library]: [7, 20] });
  assert.deepEqual(known, [own, library, `${base}a/x.zip`, `${base}b/y.zip`]);
  assert.deepEqual(heard, [["starting"]]);
});

test("each answer comes to the paste with its number", async () => {
  const engine = newEngine();
  const [first, second] = [engine.explain("first"), engine.explain("second")];
  const [, one, two] = workers[0].sent;
  assert.deepEqual([one.paste, two.paste, one.lang], ["first", "second", "xx"]);
  answer(workers[0], { is: "answer", number: two.number, json: "2" });
  answer(workers[0], { is: "failed", number: one.number, name: "PythonError", type: "ValueError", message: "no" });
  assert.equal((await second).json, "2");
  await assert.rejects(first, (error) => error instanceof Failed && error.name === "PythonError");
});

test("how far the engine is, is passed on", () => {
  const engine = newEngine();
  engine.start();
  const told = [{ is: "loading", bytes: 6, total: 12 }, { is: "starting" }, { is: "ready" }];
  for (const data of told) answer(workers[0], data);
  assert.deepEqual(heard.slice(1), [["loading", 6, 12], ["starting"], ["ready"]]);
  assert.ok(engine.isReady);
});

test("what fails on one way is tried on the next without a word, with what waits, and only then said", async () => {
  const engine = newEngine();
  const waiting = engine.explain("paste");
  const ways = () => workers.map(({ sent }) => [sent[0].isSnapshotWanted, new URL(sent[0].own).pathname]);
  answer(workers[0], { is: "failed", name: "RuntimeError", message: "memory access out of bounds" });
  assert.ok(workers[0].isOver);
  answer(workers[1], { is: "failed", name: "PythonError", type: "AttributeError", message: "while it starts" });
  assert.deepEqual(ways(), [
    [true, "/rnn/xx/a/x.gz"],
    [false, "/rnn/xx/a/x.gz"],
    [false, "/rnn/xx/a/x.zip"],
  ]);
  for (const { sent } of workers) assert.equal(sent.at(-1).paste, "paste");
  assert.deepEqual(heard, [["starting"]]);
  answer(workers[2], { is: "failed", name: "RuntimeError", message: "here too" });
  await assert.rejects(waiting, ({ message }) => message === "here too");
  assert.equal(workers.length, 3);
  engine.start();
  assert.equal(workers[3].sent[0].isSnapshotWanted, false); // what failed once is not tried again on this page
});

test("a paste that fails is no reason for another way, but a part of Python that is missing there is", async () => {
  const engine = newEngine();
  const [first, second] = [engine.explain("first"), engine.explain("second")];
  const [, one, two] = workers[0].sent;
  answer(workers[0], { is: "ready" });
  answer(workers[0], { is: "failed", number: one.number, name: "PythonError", type: "InputError", message: "no" });
  await assert.rejects(first, ({ message }) => message === "no");
  assert.equal(workers.length, 1);
  answer(workers[0], {
    is: "failed",
    number: two.number,
    name: "PythonError",
    type: "ModuleNotFoundError",
    message: "",
  });
  assert.equal(workers.length, 2);
  assert.ok(!engine.isReady);
  assert.equal(workers[1].sent.at(-1).paste, "second");
  answer(workers[0], { is: "answer", number: two.number, json: "too late" });
  answer(workers[1], { is: "answer", number: two.number, json: "2" });
  assert.equal((await second).json, "2");
});

test("a network that fails and a browser that can not are said at once", async () => {
  for (const name of ["network", "no_wasm"]) {
    const engine = newEngine();
    const waiting = engine.explain("paste");
    answer(workers.at(-1), { is: "failed", name, message: "x" });
    await assert.rejects(waiting, (error) => error.name === name);
  }
  assert.equal(workers.length, 2);
});

test("a snapshot from which Python does not start in time is left alone; a slow first start is waited for", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const engine = newEngine();
  engine.start();
  answer(workers[0], { is: "starting", isFromSnapshot: false });
  context.mock.timers.tick(100_000);
  assert.equal(workers.length, 1);
  answer(workers[0], { is: "starting", isFromSnapshot: true });
  context.mock.timers.tick(100_000);
  assert.equal(workers.length, 2);
  assert.equal(workers[1].sent[0].isSnapshotWanted, false);
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

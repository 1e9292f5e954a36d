// The worker that explains, started when it is first needed and started again after it was stopped.
export class Stopped extends Error {}
export class Failed extends Error {
  // `name` says what went wrong: network, no_wasm, or the name of an error of Python or JavaScript.
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

const STUCK = 20_000; // milliseconds within which Python has started from a snapshot, or does not
const NOT_OF_THE_WAY = ["network", "no_wasm"]; // no other way helps
const MISSING = /^(Import|ModuleNotFound)Error$/; // what a way lacks that another has

export class Engine {
  // `settings` are those of the page; `listener` hears how far it is: loading (bytes, total), starting, ready, ended (why).
  //
  // There are several ways to have Python, the fastest first: each is tried where the one before it fails, without a word.
  constructor(settings, listener) {
    this.settings = settings;
    this.listener = listener;
    this.isReady = false;
    this.worker = null;
    this.waiting = new Map();
    this.number = 0;
    const isLast = (number) => number === settings.ways.length - 1; // a snapshot is no way without another to fall back to
    this.ways = settings.ways.flatMap((way, number) =>
      isLast(number) ? [way] : [{ ...way, isSnapshotWanted: true }, way],
    );
  }

  // In which language an answer is, and where its links begin.
  get asked() {
    return { lang: this.settings.lang, site: new URL(this.settings.home, document.baseURI).href };
  }

  start() {
    if (this.worker) return;
    this.listener.starting();
    this.begin();
  }

  begin() {
    const absolute = (path) => new URL(path, document.baseURI).href;
    const [{ library, own, files, isSnapshotWanted = false }] = this.ways;
    const sizes = Object.fromEntries(Object.entries(files).map(([path, each]) => [absolute(path), each]));
    const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    this.worker = worker;
    worker.onmessage = ({ data }) => worker === this.worker && this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.receive({ is: "failed", name: "network", message: event.message ?? "worker.mjs" });
    };
    worker.postMessage({
      is: "start",
      python: absolute(this.settings.python),
      library: absolute(library),
      own: absolute(own),
      sizes,
      known: this.settings.ways.flatMap((way) => Object.keys(way.files).map(absolute)),
      cacheName: `rnnformula ${new URL("../..", import.meta.url).pathname}`, // another site may have this host
      isSnapshotWanted,
      ...this.asked,
    });
  }

  // Whether there is another way after what went wrong; what waits is asked for again there.
  goOn({ name, type, number }) {
    const isOfThePaste = number && type && !MISSING.test(type);
    if (this.ways.length < 2 || NOT_OF_THE_WAY.includes(name) || isOfThePaste) return false;
    clearTimeout(this.clock);
    this.isReady = false;
    this.worker.terminate();
    this.ways.shift();
    this.begin();
    for (const { message } of this.waiting.values()) this.worker.postMessage(message);
    return true;
  }

  // The explanation of a paste, as JSON and as Markdown. Throws Failed, or Stopped where `stop` was called.
  explain(paste) {
    this.start();
    this.number += 1;
    const { number } = this;
    const message = { is: "explain", number, paste, ...this.asked };
    const answer = new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject, message }));
    this.worker.postMessage(message);
    return answer;
  }

  receive(message) {
    const { is, number } = message;
    if (is === "loading") this.listener.loading(message.bytes, message.total);
    else if (is === "starting") this.begun(message);
    else if (is === "ready") {
      clearTimeout(this.clock);
      this.isReady = true;
      this.listener.ready();
    } else if (is !== "failed" || !this.goOn(message)) {
      const error = is === "failed" && new Failed(message.name, message.message);
      if (!number) this.end(error);
      else if (error) this.waiting.get(number)?.reject(error);
      else this.waiting.get(number)?.resolve(message);
      this.waiting.delete(number);
    }
  }

  // All is loaded: a snapshot that hangs now, hangs for ever.
  begun({ isFromSnapshot }) {
    this.listener.starting();
    if (isFromSnapshot) this.clock = setTimeout(() => this.goOn({}), STUCK);
  }

  stop() {
    this.end(new Stopped());
  }

  end(error) {
    clearTimeout(this.clock);
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    this.listener.ended(error);
  }
}

// The worker that explains, started when it is first needed and started again after it was stopped.
export class Stopped extends Error {}
export class Failed extends Error {
  // `name` says what went wrong: network, no_wasm, or the name of an error of Python or JavaScript.
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

export class Engine {
  // `settings` are those of the page; `listener` hears how far it is: loading (bytes, total), starting, ready, ended (why).
  constructor(settings, listener) {
    this.settings = settings;
    this.listener = listener;
    this.isReady = false;
    this.worker = null;
    this.waiting = new Map();
    this.number = 0;
  }

  start() {
    if (this.worker) return;
    const absolute = (path) => new URL(path, document.baseURI).href;
    const sizes = Object.fromEntries(Object.entries(this.settings.files).map(([path, size]) => [absolute(path), size]));
    this.total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    this.worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.receive({ is: "failed", name: "network", message: event.message ?? "worker.mjs" });
    };
    this.listener.loading(0, this.total);
    const cacheName = `rnnformula ${new URL("../..", import.meta.url).pathname}`; // another site may have this host
    this.worker.postMessage({ is: "start", python: absolute(this.settings.python), sizes, cacheName });
  }

  // The explanation of a paste, as JSON and as Markdown. Throws Failed, or Stopped where `stop` was called.
  explain(paste) {
    this.start();
    this.number += 1;
    const { number } = this;
    const answer = new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
    const site = new URL(this.settings.home, document.baseURI).href;
    this.worker.postMessage({ is: "explain", number, paste, lang: this.settings.lang, site });
    return answer;
  }

  receive(message) {
    const { is, number } = message;
    if (is === "loading") this.listener.loading(message.bytes, this.total);
    else if (is === "starting") this.listener.starting();
    else if (is === "ready") {
      this.isReady = true;
      this.listener.ready();
    } else {
      const error = is === "failed" && new Failed(message.name, message.message);
      if (!number) this.end(error);
      else if (error) this.waiting.get(number)?.reject(error);
      else this.waiting.get(number)?.resolve(message);
      this.waiting.delete(number);
    }
  }

  stop() {
    this.end(new Stopped());
  }

  end(error) {
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    this.listener.ended(error);
  }
}

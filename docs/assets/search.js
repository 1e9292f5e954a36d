// The search index and the script that reads it weigh more than a page. The theme asks for both with every page; this lets
// them wait until the reader turns to the search, and has the script of docs/assets/search/ search in place of the theme's.
// No module: it has to stand before the theme's script.
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const Real = Worker;
  const searching = new URL("scripts/search.mjs", document.currentScript.src).href;
  const waiting = [];
  let wanted = false;

  const whenWanted = (go) => (wanted ? go() : waiting.push(go));
  const want = (event) => {
    if (!event.target.closest?.(".md-search") && event.target.id !== "__search") return;
    wanted = true;
    for (const go of waiting.splice(0)) go();
  };
  // The field gets the focus; or, on a phone, the theme's switch is turned.
  addEventListener("focusin", want);
  addEventListener("change", want);

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.isIndex = String(url).endsWith("/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (!this.isIndex) return send.apply(this, body);
    whenWanted(() => send.apply(this, body));
  };

  // The theme listens for keys, and would not notice what is pasted, dropped or spoken; nor is a word looked for while its
  // characters are being chosen.
  const changed = (event) => {
    const isField = event.target.matches?.("[data-md-component=search-query]");
    if (isField && !event.isComposing) event.target.dispatchEvent(new Event("keyup"));
  };
  addEventListener("input", changed);
  addEventListener("compositionend", changed);

  // Stands in for the theme's worker: what is sent to it goes on, in its order, once there is one; so do its answers.
  class SearchWorker extends EventTarget {
    constructor() {
      super();
      this.unsent = [];
      whenWanted(() => {
        this.real = new Real(searching);
        this.real.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
        for (const message of this.unsent.splice(0)) this.real.postMessage(message);
      });
    }

    postMessage(message) {
      if (this.real) this.real.postMessage(message);
      else this.unsent.push(message);
    }
  }
  window.Worker = new Proxy(Worker, {
    construct: (_, [address, ...rest]) =>
      String(address).includes("/workers/search.") ? new SearchWorker() : new Real(address, ...rest),
  });
})();

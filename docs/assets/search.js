// The search index and the script that reads it weigh more than a page. The theme asks for both with every page; this lets
// them wait until the reader turns to the search, and takes queries as readers of Chinese type them. No module: it has to
// stand before the theme's script.
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const Real = Worker;
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

  const QUERY = 2; // the theme's number for a message that holds one
  const HAN_BESIDE_LATIN = /\p{sc=Han}(?=[\p{sc=Latin}\d])|[\p{sc=Latin}\d](?=\p{sc=Han})/gu;
  const LONE_COUNT = /^\d{1,3}(?:,?\d{3})+$/;

  // The theme tells words apart by blanks, which nobody types between Chinese and Latin; and of a count that is looked for
  // alone it takes any part, as 4 of 4,457,472, where with a plus it wants all. The star allows a full stop after it.
  const prepare = (message) => {
    if (message.type !== QUERY) return message;
    const query = message.data.trim();
    return { ...message, data: LONE_COUNT.test(query) ? `+${query}*` : query.replace(HAN_BESIDE_LATIN, "$& ") };
  };

  // Stands in for the theme's worker: what is sent to it goes on, in its order, once there is one; so do its answers.
  class SearchWorker extends EventTarget {
    constructor(address) {
      super();
      this.unsent = [];
      whenWanted(() => {
        this.real = new Real(address);
        this.real.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
        for (const message of this.unsent.splice(0)) this.real.postMessage(message);
      });
    }

    postMessage(message) {
      if (this.real) this.real.postMessage(prepare(message));
      else this.unsent.push(prepare(message));
    }
  }
  window.Worker = new Proxy(Worker, {
    construct: (_, [address, ...rest]) =>
      String(address).includes("/workers/search.") ? new SearchWorker(address) : new Real(address, ...rest),
  });
})();

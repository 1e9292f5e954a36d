// The search index weighs more than a page. The theme asks for it with every page; this lets it wait until the reader
// turns to the search. No module: it has to stand before the theme's script.
(() => {
  const { open, send } = XMLHttpRequest.prototype;
  const waiting = [];
  let wanted = false;

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
    if (wanted || !this.isIndex) return send.apply(this, body);
    waiting.push(() => send.apply(this, body));
  };
})();

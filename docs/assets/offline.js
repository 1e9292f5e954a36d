// The service worker of the page that explains a paste: opens that page where there is no network. Every request goes to
// the network first; what was kept answers only where the network doesn't, so nobody online is ever shown an old page.
// What can't be old is answered as it was kept: a file whose folder is named after its content.
// No module, as not every browser takes one here. It is published at the root of the site, as it may rule only what lies
// below it, and is registered by explain/offline.mjs for the page and for the page's worker, for nothing else.
(() => {
  const ROOT = new URL(".", location).href;

  const NAMED_AFTER_CONTENT = /^assets\/[a-z]+-[0-9a-f]{8}\/[^?]+$/;

  // As it was kept, whatever is searched for in the address.
  const keptFor = ({ url, mode }) => caches.match(url, { ignoreSearch: mode === "navigate", ignoreVary: true });

  const answer = async (request) => {
    const isNamed = NAMED_AFTER_CONTENT.test(request.url.slice(ROOT.length));
    const kept = isNamed && (await keptFor(request).catch(() => null));
    if (kept) return kept;
    try {
      return await fetch(request);
    } catch (error) {
      const old = await keptFor(request);
      if (old) return old;
      throw error;
    }
  };

  // All of these addresses or none, from what the browser has just loaded where it still has it; other versions go.
  const keep = async (addresses, version) => {
    const name = `rnnformula offline ${new URL(ROOT).pathname} `;
    const cache = await caches.open(name + version);
    await cache.addAll(addresses.map((address) => new Request(address, { cache: "force-cache" })));
    const old = (await caches.keys()).filter((other) => other.startsWith(name) && other !== name + version);
    await Promise.all(old.map((other) => caches.delete(other)));
  };

  addEventListener("install", () => skipWaiting());
  addEventListener("fetch", (event) => {
    const { method, url } = event.request;
    if (method === "GET" && url.startsWith(ROOT)) event.respondWith(answer(event.request));
  });
  addEventListener("message", (event) => {
    const { addresses, version } = event.data;
    event.waitUntil(keep(addresses, version).catch(() => null)); // what can't be kept needs the network, as before
  });
})();

// Has the browser keep the page and what it needs, so that it opens without a network too; see ../offline.js.
const HERE = new URL(".", import.meta.url);
const ROOT = new URL("../../", HERE).href;
const SCRIPT = `${ROOT}offline.js`;
const SEARCH = /\/search_index\.|\/scripts\/search\./; // works online only, and its index weighs more than the page

// The addresses among these that belong to the site and are needed, each once; none of them names a paste.
export const neededOf = (addresses, root) => [
  ...new Set(
    addresses
      .map((address) => address.split("#")[0])
      .filter((address) => address.startsWith(root) && !SEARCH.test(address.slice(root.length))),
  ),
];

// For the addresses that begin with the scope; the browser asks the host for the script again once it is out of date.
const register = (scope) => navigator.serviceWorker.register(SCRIPT, { scope, updateViaCache: "all" });

// Keeps the page and what it has loaded, and these addresses too. Where a browser or a host doesn't let it, nothing is kept.
export const keepPage = async (more = []) => {
  if (!navigator.serviceWorker) return;
  try {
    const page = new URL(location.pathname, location).href;
    const { installing, waiting, active } = await register(page);
    // A worker is ruled by its own address, not by that of its page.
    if (more.length) await register(new URL("../explain-", HERE).href);
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const addresses = neededOf([page, ...loaded, ...more], ROOT);
    (installing ?? waiting ?? active).postMessage({ addresses, version: HERE.pathname.split("/").at(-2) });
  } catch {
    // the page works as before, with the network
  }
};

// Runs Python and in it the package, in a worker: a paste comes in, its explanation as JSON and as Markdown goes out.
//
// The policy of the page does not rule a worker: its own answer's headers do, on hosts that send them (see _headers).
// So it asks for the files that it is told to load and, before any paste comes in, gives up every way to ask for more
// that a script can give up. One is left, as it is no function: import(). Where no headers are sent, code in this worker
// could load a script of any host with it; where ours are sent, it can't. No such code is known: a paste is read, not run.
const GLUE = `
from rnnformula import InputError, explain, render

def answer(paste, lang, site):
    explanation = explain(paste)
    return render.json(explanation, lang=lang), render.markdown(explanation, lang=lang, site=site)
`;
const GZIP = "31,139"; // the first two bytes of what gzip has packed
const KINDS = { wasm: "application/wasm", json: "application/json" };
const ASK = [
  ...["XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource"],
  ...["Worker", "SharedWorker", "importScripts", "caches", "fonts", "FontFace", "Notification"],
  ...["BroadcastChannel", "indexedDB", "webkitRequestFileSystem", "BackgroundFetchManager", "PushManager"],
];

// The error's name is what went wrong, as controller.mjs has words for it.
const fail = (name, error) => Object.assign(new Error(String(error?.message ?? error)), { name });

const opened = async (name) => {
  try {
    return await caches.open(name); // none where the page came over plain http, or storage is forbidden
  } catch {
    return null;
  }
};

const received = async (url, report) => {
  const response = await fetch(url).catch((error) => {
    throw fail("network", `${url}: ${error.message}`);
  });
  if (!response.ok) throw fail("network", `${url}: ${response.status}`);
  const parts = [];
  try {
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts);
      parts.push(value);
      report(value.length);
    }
  } catch (error) {
    throw fail("network", `${url}: ${error.message}`);
  }
};

const isPacked = async (file) => new Uint8Array(await file.slice(0, 2).arrayBuffer()).join() === GZIP;

// The file at an address, from an earlier visit or from the host. A host may have unpacked what was packed.
export const load = async (url, size, cache, report) => {
  const kept = await cache?.match(url);
  if (kept) {
    report(size);
    return kept.blob();
  }
  const file = await received(url, report);
  if (file.size !== size && ((await isPacked(file)) || !url.endsWith(".gz"))) {
    throw fail("network", `${url}: ${file.size} of ${size} bytes`);
  }
  await cache?.put(url, new Response(file)).catch(() => null); // a full disk costs the next visit time, nothing else
  return file;
};

const forget = async (cache, urls) => {
  for (const { url } of (await cache?.keys()) ?? []) if (!urls.includes(url)) await cache.delete(url);
};

const unpacked = async (file) => {
  return (await isPacked(file)) ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
};

// What stands behind a name is gone, not hidden: a prototype has it no more, and no deleting brings it back.
export const lock = (place, name, value) => {
  for (let owner = place; owner; owner = Object.getPrototypeOf(owner)) {
    if (owner === place || Object.hasOwn(owner, name)) Object.defineProperty(owner, name, { value });
  }
};

// From here on the scope of the worker can ask only for what is loaded.
export const close = (scope, files) => {
  lock(scope, "fetch", async (request) => {
    const url = String(request?.url ?? request);
    const file = files.get(url);
    if (!file) throw new TypeError(`${url} is none of the files of the engine`);
    const kind = KINDS[url.split(".").at(-1)] ?? "application/octet-stream";
    return new Response(await unpacked(file), { headers: { "Content-Type": kind } });
  });
  for (const name of ["add", "addAll"]) if (scope.Cache) lock(scope.Cache.prototype, name);
  for (const name of ASK) lock(scope, name);
};

const canCompile = () => {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false; // there is none, or the policy of the host forbids it
  }
};

// Loads Python and the package; `send` is told how far it is. The function that explains a paste.
const start = async (scope, { python, sizes, cacheName }, send) => {
  if (!canCompile()) throw fail("no_wasm", "");
  const modules = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(python + name)));
  modules.catch(() => null); // no failure is lost: it is awaited below, after what takes longer
  const cache = await opened(cacheName);
  let bytes = 0;
  const report = (more) => {
    bytes += more;
    send({ is: "loading", bytes });
  };
  const urls = Object.keys(sizes);
  const loaded = await Promise.all(urls.map((url) => load(url, sizes[url], cache, report)));
  const files = new Map(urls.map((url, number) => [url.replace(/\.gz$/, ""), loaded[number]]));
  const [{ loadPyodide }, { default: createPyodideModule }] = await modules.catch((error) => {
    throw fail("network", error);
  });
  forget(cache, urls);
  send({ is: "starting" });
  close(scope, files);
  const pyodide = await loadPyodide({
    indexURL: python,
    createPyodideModule,
    lockFileContents: await files.get(`${python}pyodide-lock.json`).text(),
    packageBaseUrl: python,
  });
  const own = urls.find((url) => url.endsWith("rnnformula.zip"));
  pyodide.FS.writeFile("/rnnformula.zip", new Uint8Array(await files.get(own).arrayBuffer()));
  pyodide.runPython(`import sys; sys.path.insert(0, "/rnnformula.zip")`);
  pyodide.runPython(GLUE);
  return pyodide.globals.get("answer");
};

// Answers what the page sends to its worker: `start` first, then `explain`, each with a number that the answer has too.
export const answerMessages = (scope) => {
  const send = (message) => scope.postMessage(message);
  let answer;

  scope.addEventListener("message", async ({ data }) => {
    try {
      if (data.is === "start") {
        answer = start(scope, data, send);
        await answer;
        send({ is: "ready" });
      } else {
        const formats = (await answer)(data.paste, data.lang, data.site);
        const [json, markdown] = formats.toJs();
        formats.destroy();
        send({ is: "answer", number: data.number, json, markdown });
      }
    } catch (error) {
      send({ is: "failed", number: data.number, name: error.name, message: error.message });
    }
  });
};

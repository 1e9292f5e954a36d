// Runs Python and in it the package: a paste comes in, its explanation as JSON and as Markdown goes out.
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
const KINDS = { wasm: "application/wasm", json: "application/json" };
const ASK = [
  ...["XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource"],
  ...["Worker", "SharedWorker", "importScripts", "caches", "fonts", "FontFace", "Notification"],
];

const send = (message, ...transfer) => postMessage(message, transfer);

// The error's name is what went wrong, as box.mjs has words for it.
const fail = (name, error) => Object.assign(new Error(String(error?.message ?? error)), { name });

const opened = async (name) => {
  try {
    return await caches.open(name); // none where the page came over plain http, or storage is forbidden
  } catch {
    return null;
  }
};

const received = async (url, report) => {
  const answer = await fetch(url).catch((error) => {
    throw fail("network", `${url}: ${error.message}`);
  });
  if (!answer.ok) throw fail("network", `${url}: ${answer.status}`);
  const parts = [];
  try {
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts);
      parts.push(value);
      report(value.length);
    }
  } catch (error) {
    throw fail("network", `${url}: ${error.message}`);
  }
};

// The file, from an earlier visit or from the host. A host may have unpacked what was packed.
const load = async (url, size, cache, report) => {
  const kept = await cache?.match(url);
  if (kept) {
    report(size);
    return kept.blob();
  }
  const file = await received(url, report);
  const packed = new Uint8Array(await file.slice(0, 2).arrayBuffer()).join() === "31,139";
  if (file.size !== size && (packed || !url.endsWith(".gz"))) {
    throw fail("network", `${url}: ${file.size} of ${size} bytes`);
  }
  await cache?.put(url, new Response(file)).catch(() => {}); // a full disk costs the next visit time, nothing else
  return file;
};

const forget = async (cache, urls) => {
  for (const { url } of (await cache?.keys()) ?? []) if (!urls.includes(url)) await cache.delete(url);
};

const unpacked = async (file) => {
  const packed = new Uint8Array(await file.slice(0, 2).arrayBuffer()).join() === "31,139";
  return packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
};

// What stands behind a name is gone, not hidden: a prototype has it no more, and no deleting brings it back.
const lock = (place, name, value) => {
  for (let owner = place; owner; owner = Object.getPrototypeOf(owner)) {
    if (owner === place || Object.hasOwn(owner, name)) Object.defineProperty(owner, name, { value });
  }
};

// From here on only what is loaded can be asked for.
const close = (files) => {
  lock(self, "fetch", async (asked) => {
    const url = String(asked?.url ?? asked);
    const file = files.get(url);
    if (!file) throw new TypeError(`${url} is none of the files of the engine`);
    const kind = KINDS[url.split(".").at(-1)] ?? "application/octet-stream";
    return new Response(await unpacked(file), { headers: { "Content-Type": kind } });
  });
  for (const name of ["add", "addAll"]) if (self.Cache) lock(Cache.prototype, name);
  for (const name of ASK) lock(self, name);
};

const canCompile = () => {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false; // there is none, or the policy of the host forbids it
  }
};

const start = async ({ python, sizes, cacheName }) => {
  if (!canCompile()) throw fail("no_wasm", "");
  const modules = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(python + name)));
  modules.catch(() => {}); // it is awaited below, after what takes longer
  const cache = await opened(cacheName);
  let bytes = 0;
  const report = (more) => send({ is: "loading", bytes: (bytes += more) });
  const urls = Object.keys(sizes);
  const loaded = await Promise.all(urls.map((url) => load(url, sizes[url], cache, report)));
  const files = new Map(urls.map((url, number) => [url.replace(/\.gz$/, ""), loaded[number]]));
  const [{ loadPyodide }, { default: createPyodideModule }] = await modules.catch((error) => {
    throw fail("network", error);
  });
  forget(cache, urls);
  send({ is: "starting" });
  close(files);
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

let answer;

addEventListener("message", async ({ data }) => {
  try {
    if (data.is === "start") {
      answer = start(data);
      await answer;
      send({ is: "ready" });
    } else {
      const made = (await answer)(data.paste, data.lang, data.site);
      const [json, markdown] = made.toJs();
      made.destroy();
      send({ is: "answer", number: data.number, json, markdown });
    }
  } catch (error) {
    send({ is: "failed", number: data.number, name: error.name, message: error.message });
  }
});

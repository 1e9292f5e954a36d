// Runs Python and in it the package, in a worker: a paste comes in, its explanation as JSON and as Markdown goes out.
//
// The policy of the page does not rule a worker: its own answer's headers do, on hosts that send them (see _headers).
// So it asks for the files that it is told to load and, before any paste comes in, gives up every way to ask for more
// that a script can give up. One is left, as it is no function: import(). Where no headers are sent, code in this worker
// could load a script of any host with it; where ours are sent, it can't. No such code is known: a paste is read, not run.
import { keepSnapshot, keptSnapshot, snapshotAddress } from "./snapshot.mjs";

export const PACKAGE = "/rnnformula.zip";
export const GLUE = `
import sys
sys.path.insert(0, "${PACKAGE}")
from rnnformula import render
from rnnformula.explaining.explanation import explain_text

def answer(paste, lang, site):
    explanation = explain_text(paste)
    return render.json(explanation, lang=lang), render.markdown(explanation, lang=lang, site=site)
`;
// Explained before a snapshot is taken: what the first paste of all sets up is then in it. It is nobody's.
const WARMING = "lstm (LSTM)  (None, 64)  18176\ndense (Dense)  (None, 1)  65";
// What a memory brings along that is to be new each time; the hash seed stays, no paste being anybody else's.
const RESTORED = `
import random
random.seed()
`;
const GZIP = "31,139"; // the first two bytes of what gzip has packed
const unpackedName = (url) => url.replace(/\.gz$/, "");
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

const unpacked = async (file) => {
  return (await isPacked(file)) ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
};

// The file at an address, from an earlier visit or from the host. Its sizes are those that it may have: as it is published
// and, as a host may have unpacked what was packed, unpacked. It is kept unpacked: each visit then has less to do.
export const load = async (url, sizes, cache, report, found) => {
  if (found) return found.blob();
  const file = await received(url, report);
  if (!sizes.includes(file.size)) throw fail("network", `${url}: ${file.size} of ${sizes[0]} bytes`);
  const kept = new Response(await unpacked(file));
  await cache?.put(url, kept).catch(() => null); // a full disk costs the next visit time, nothing else
  return file;
};

// All files by their addresses without .gz; `send` is told of every byte that is not there from an earlier visit, and
// `arrived` of each file.
export const loadAll = async (sizes, cache, send, arrived = () => null) => {
  const urls = Object.keys(sizes);
  const kept = await Promise.all(urls.map((url) => cache?.match(url)));
  const total = urls.reduce((sum, url, number) => sum + (kept[number] ? 0 : sizes[url][0]), 0);
  let bytes = 0;
  const report = (more) => {
    bytes += more;
    if (total) send({ is: "loading", bytes: Math.min(bytes, total), total });
  };
  report(0);
  const loaded = urls.map(async (url, number) => {
    const file = await load(url, sizes[url], cache, report, kept[number]);
    arrived(unpackedName(url), file);
    return [unpackedName(url), file];
  });
  return new Map(await Promise.all(loaded));
};

const forget = async (cache, urls) => {
  for (const { url } of (await cache?.keys()) ?? []) if (!urls.includes(url)) await cache.delete(url);
};

// What stands behind a name is gone, not hidden: a prototype has it no more, and no deleting brings it back.
export const lock = (place, name, value) => {
  for (let owner = place; owner; owner = Object.getPrototypeOf(owner)) {
    if (owner === place || Object.hasOwn(owner, name)) Object.defineProperty(owner, name, { value });
  }
};

const responseOf = async (url, file) => {
  const kind = KINDS[url.split(".").at(-1)] ?? "application/octet-stream";
  return new Response(await unpacked(file), { headers: { "Content-Type": kind } });
};

// Python is compiled while the rest of it comes; who asks for an instance then waits for the end of that alone.
export const compileEarly = (scope, url, file) => {
  const compiled = WebAssembly.compileStreaming(responseOf(url, file));
  compiled.catch(() => null); // no failure is lost: it is awaited below
  lock(scope.WebAssembly, "instantiateStreaming", async (response, imports) => {
    await (await response).body?.cancel();
    const module = await compiled;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  });
};

// From here on the scope of the worker can ask only for what is loaded.
export const close = (scope, files) => {
  lock(scope, "fetch", (request) => {
    const url = String(request?.url ?? request);
    const file = files.get(url);
    return file ? responseOf(url, file) : Promise.reject(new TypeError(`${url} is none of the files of the engine`));
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

// Its memory as a snapshot, or null: one that has grown can't be put back.
const memoryOf = (pyodide, size) => {
  try {
    return pyodide._module.HEAP8.length === size ? pyodide.makeMemorySnapshot() : null;
  } catch {
    return null; // the next visit starts as this one did
  }
};

const bytesOf = async (file) => new Uint8Array(await new Response(await unpacked(file)).arrayBuffer());

// Fails where a snapshot was altered since it was kept, and else never ends: Python may hang of what was altered.
const altered = async ({ isWhole }) => {
  if (!(await isWhole)) throw new Error("the snapshot was altered");
  return new Promise(() => null);
};

// Loads Python and the package; `send` is told how far it is. The function that explains a paste, and what is to be done
// once nobody waits. Where a snapshot is there and asked for, Python starts from it; where none is there, one is made.
const start = async (scope, task, send) => {
  const { python, library, own, sizes, known, cacheName, isSnapshotWanted, lang, site } = task;
  if (!canCompile()) throw fail("no_wasm", "");
  const modules = Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(python + name)));
  modules.catch(() => null); // no failure is lost: it is awaited below, after what takes longer
  const cache = await opened(cacheName);
  const address = snapshotAddress(own, python, navigator.userAgent);
  const [kept, files] = await Promise.all([
    isSnapshotWanted ? keptSnapshot(cache, address) : null,
    loadAll(sizes, cache, send, (url, file) => url.endsWith(".wasm") && compileEarly(scope, url, file)),
  ]);
  const [{ loadPyodide }, { default: createPyodideModule }] = await modules.catch((error) => {
    throw fail("network", error);
  });
  forget(cache, isSnapshotWanted ? [...known, address] : known);
  send({ is: "starting", isFromSnapshot: Boolean(kept) });
  close(scope, files);
  const isMaking = Boolean(cache && isSnapshotWanted && !kept);
  try {
    const loading = loadPyodide({
      indexURL: python,
      createPyodideModule,
      lockFileContents: await files.get(`${python}pyodide-lock.json`).text(),
      packageBaseUrl: python,
      stdLibURL: unpackedName(library),
      _makeSnapshot: isMaking,
      _loadSnapshot: kept?.bytes,
    });
    const pyodide = await Promise.race([loading, ...(kept ? [altered(kept)] : [])]);
    const size = pyodide._module.HEAP8.length;
    if (kept && !(await kept.isWhole)) throw new Error("the snapshot was altered");
    pyodide.FS.writeFile(PACKAGE, await bytesOf(files.get(unpackedName(own))));
    pyodide.runPython(kept ? RESTORED : GLUE);
    const answer = pyodide.globals.get("answer");
    if (isMaking) answer(WARMING, lang, site).destroy();
    const snapshot = isMaking && memoryOf(pyodide, size);
    return {
      answer,
      keep: () => snapshot && keepSnapshot(cache, address, snapshot),
    };
  } catch (error) {
    for (const url of kept ? [address] : [library, own]) await cache?.delete(url); // what is wrong once stays wrong
    throw error;
  }
};

// Answers what the page sends to its worker: `start` first, then `explain`, each with a number that the answer has too.
export const answerMessages = (scope) => {
  const send = (message) => scope.postMessage(message);
  let started;

  scope.addEventListener("message", async ({ data }) => {
    try {
      if (data.is === "start") {
        started = start(scope, data, send);
        const { keep } = await started;
        send({ is: "ready" });
        setTimeout(keep); // after the answers that are waited for
      } else {
        const formats = (await started).answer(data.paste, data.lang, data.site);
        const [json, markdown] = formats.toJs();
        formats.destroy();
        send({ is: "answer", number: data.number, json, markdown });
      }
    } catch (error) {
      // Of an error of Python its type, and of a failure on the way what failed.
      send({ is: "failed", number: data.number, name: error.name, type: error.type, message: error.message });
    }
  });
};

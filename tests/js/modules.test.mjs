// Each module can be imported alone, where there is no document, and offers functions or constants; what starts them is
// thin.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ASSETS = new URL("../../docs/assets/", import.meta.url);
const ENTRIES = ["start.mjs", "explain/start.mjs", "explain/worker.mjs", "search/worker.mjs"];
const LINES = 15; // of an entry
const CONSTANT = /^[A-Z][A-Z_]*$/;
const names = readdirSync(ASSETS, { recursive: true }).filter((name) => name.endsWith(".mjs"));
const modules = names.filter((name) => !ENTRIES.includes(name));
const linesOf = (name) =>
  readFileSync(new URL(name, ASSETS), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("//"));

test("every entry is there, and there are modules", () => {
  assert.deepEqual(
    ENTRIES.filter((name) => !names.includes(name)),
    [],
  );
  assert.ok(modules.length > 5);
});

for (const name of modules) {
  test(`${name} can be imported without a document and exports functions and constants only`, async () => {
    assert.equal(globalThis.document, undefined);
    const exported = Object.entries(await import(new URL(name, ASSETS)));
    assert.notEqual(exported.length, 0);
    for (const [key, value] of exported) assert.ok(typeof value === "function" || CONSTANT.test(key), key);
  });
}

for (const name of ENTRIES) {
  test(`${name} starts what others export, and is thin`, () => {
    const lines = linesOf(name);
    assert.ok(lines.length <= LINES);
    assert.ok(lines.some((line) => line.startsWith("import ")));
    assert.ok(!lines.some((line) => line.startsWith("export ")));
  });
}

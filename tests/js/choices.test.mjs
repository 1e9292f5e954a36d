import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { storeChoice, storedChoice } from "../../docs/assets/choices.mjs";

const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
const setStorage = (get) => Object.defineProperty(globalThis, "localStorage", { get, configurable: true });

afterEach(() => {
  if (before) Object.defineProperty(globalThis, "localStorage", before);
  else delete globalThis.localStorage;
});

test("a choice is kept, and where storage is forbidden nothing fails", () => {
  const kept = new Map();
  setStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  }));
  assert.equal(storedChoice("notation"), null);
  storeChoice("notation", "keras");
  assert.equal(storedChoice("notation"), "keras");
  storeChoice("notation", null);
  assert.equal(storedChoice("notation"), null);
  setStorage(() => {
    throw new Error("forbidden");
  });
  storeChoice("notation", "pytorch");
  assert.equal(storedChoice("notation"), null);
});

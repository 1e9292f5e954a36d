import assert from "node:assert/strict";
import { test } from "node:test";

import { addCiting, isFollowed, placeBelow } from "../../docs/assets/citing.mjs";

const PLAIN = { button: 0, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

test("only a click that follows a link here copies; one that opens it elsewhere is the browser's", () => {
  assert.equal(isFollowed(PLAIN), true);
  for (const key of ["altKey", "ctrlKey", "metaKey", "shiftKey"])
    assert.equal(isFollowed({ ...PLAIN, [key]: true }), false);
  assert.equal(isFollowed({ ...PLAIN, button: 1 }), false);
});

test("what is said stands below the link, and within the window", () => {
  assert.equal(placeBelow({ left: 100 }, 80, 320), 100);
  assert.equal(placeBelow({ left: 300 }, 80, 320), 240);
  assert.equal(placeBelow({ left: 300 }, 400, 320), 0);
});

const clicked = async (writeText, event = PLAIN) => {
  const heard = {};
  const said = [];
  const link = { dataset: { tag: "2ADD" }, getBoundingClientRect: () => ({ left: 1, bottom: 2 }) };
  const status = { style: {}, offsetWidth: 9, offsetParent: { getBoundingClientRect: () => ({ left: 0, top: 0 }) } };
  Object.defineProperty(status, "textContent", { set: (text) => said.push(text) });
  const document = {
    querySelector: (name) =>
      name === "article" ? { append: () => null } : { dataset: { site: "https://example.org/", said: "Copied" } },
    createElement: () => status,
    documentElement: { clientWidth: 320 },
    addEventListener: (kind, listener) => Object.assign(heard, { [kind]: listener }),
  };
  addCiting({ document, navigator: { clipboard: { writeText } }, requestAnimationFrame: (run) => run() });
  heard.click({ ...event, target: { closest: (name) => (name.startsWith("a") ? link : null) } });
  await null;
  await null;
  return said;
};

test("a link copies the address of its tag and says so; where that is forbidden it says nothing", async () => {
  const texts = [];
  assert.deepEqual(await clicked((text) => texts.push(text)), ["✓ Copied"]);
  assert.deepEqual(texts, ["https://example.org/t/2ADD/"]);
  assert.deepEqual(await clicked(() => Promise.reject(new Error("forbidden"))), []);
  assert.deepEqual(await clicked((text) => texts.push(text), { ...PLAIN, ctrlKey: true }), []);
  assert.equal(texts.length, 1);
});

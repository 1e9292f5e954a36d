import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { listen } from "../../docs/assets/explain/box.mjs";
import { FakeElement } from "./fake_document.mjs";

const MOST = 10;
const settings = { most: MOST, numbers: "none.mjs", isEager: true, words: { box_no_network: "Not loaded: {what}" } };
let parts;
let box;
let heard;

// The controller needs a real document: here loading it fails, which the box has to say.
beforeEach(() => {
  heard = {};
  const form = new FakeElement("form");
  parts = { form, textarea: Object.assign(new FakeElement("textarea"), { value: "" }), status: new FakeElement("p") };
  form.querySelector = () => parts.textarea;
  const script = { textContent: JSON.stringify(settings) };
  box = {
    addEventListener: (kind, listener) => Object.assign(heard, { [kind]: listener }),
    querySelector: (names) => ({ script, form, "[role=status]": parts.status })[names],
  };
  globalThis.location = { hash: "" };
  globalThis.addEventListener = () => null;
  globalThis.document = { baseURI: "file:///none/" };
  globalThis.history = { replaceState: () => null };
});

// The box has tried to load what it needs, and has said what came of it.
const settled = async () => {
  await import("../../docs/assets/explain/controller.mjs");
  await new Promise(setImmediate);
};
const paste = (text) => {
  let isPrevented = false;
  parts.textarea.listeners.paste({
    clipboardData: { getData: () => text },
    preventDefault: () => {
      isPrevented = true;
    },
  });
  return isPrevented;
};

test("nothing is loaded before the reader turns to the box", async () => {
  listen(box);
  await settled();
  assert.equal(parts.status.textContent, "");
});

test("what does not load is said in the box, for a link, a click and the focus alike", async () => {
  globalThis.location.hash = "#paste=1.abc";
  listen(box);
  await settled();
  assert.match(parts.status.textContent, /^Not loaded: ./);
  for (const turn of [
    () => heard.click({ target: { dataset: { act: "clear" } } }),
    () => heard.click({ target: { dataset: { example: "gru" } } }),
    () => parts.textarea.listeners.focus(),
    () => parts.textarea.listeners.keydown({ key: "Enter", ctrlKey: true, preventDefault: () => null }),
  ]) {
    parts.status.textContent = "";
    turn();
    await settled();
    assert.match(parts.status.textContent, /^Not loaded: ./);
  }
});

test("more than the package reads is kept out of the field, and the limit itself is let in", async () => {
  listen(box);
  assert.ok(!paste("0".repeat(MOST)));
  assert.ok(paste("0".repeat(MOST + 1)));
  await settled();
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { addLanguageLinks, addMenu } from "../../docs/assets/header.mjs";
import { FakeElement } from "./fake_document.mjs";

const fakeWindow = (hash, links) => ({
  location: { hash },
  document: { querySelectorAll: (names) => (names === "a.language" ? links : []) },
  addEventListener(kind, listener) {
    this[kind] = listener;
  },
});

test("links to other languages take over the place on the page, at once and whenever it changes", () => {
  const links = [new FakeElement("a"), new FakeElement("a")];
  const window = fakeWindow("#lstm", links);
  const hashes = () => links.map((link) => link.hash);
  addLanguageLinks(window);
  assert.deepEqual(hashes(), ["#lstm", "#lstm"]);
  window.location.hash = "#gru";
  window.hashchange();
  assert.deepEqual(hashes(), ["#gru", "#gru"]);
  window.location.hash = ""; // as a script of the page may do without an event
  links[1].click();
  assert.deepEqual(hashes(), ["", ""]);
});

test("the button of the menu turns the switch of the theme", () => {
  const [drawer, button] = [new FakeElement("input"), new FakeElement("button")];
  let turned = 0;
  drawer.addEventListener("click", () => {
    turned += 1;
  });
  addMenu({ document: { querySelector: (names) => ({ "#__drawer": drawer, "button.menu": button })[names] ?? null } });
  button.click();
  assert.equal(turned, 1);
});

test("a page without a header is left alone", () => {
  addMenu({ document: { querySelector: () => null } });
  addLanguageLinks(fakeWindow("#lstm", []));
});

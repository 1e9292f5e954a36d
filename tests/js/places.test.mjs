import assert from "node:assert/strict";
import { test } from "node:test";

import { keepPageInMenu, linkOf, markSection, placeOf } from "../../docs/assets/places.mjs";

const at = (top, bottom) => ({ top, bottom });

test("a menu that the window holds begins at its top", () => {
  assert.equal(placeOf(at(80, 500), at(300, 330), 600, 30), 0);
  assert.equal(placeOf(at(80, 900), at(300, 600), 600, 30), 0);
});

test("else it begins with the section of the page, below what stands at the top of the menu", () => {
  assert.equal(placeOf(at(300, 900), at(700, 720), 600, 30), 270);
});

test("where both don't fit, the page is the last that is seen", () => {
  assert.equal(placeOf(at(100, 2000), at(1500, 1520), 600, 30), 920);
});

test("a target belongs to the last section that begins before it or with it", () => {
  const places = { a: 1, b: 4, c: 9 };
  const element = (name, place) => ({ name, place, compareDocumentPosition: (other) => (other.place > place ? 4 : 2) });
  const sections = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, element(name, place)]));
  const named = (target) => linkOf(target, ["a", "b", "gone", "c"], (link) => sections[link] ?? null);
  assert.equal(named(sections.b), "b");
  assert.equal(named(element("block", 7)), "b");
  assert.equal(named(element("end", 99)), "c");
  assert.equal(named(element("title", 0)), undefined);
});

test("a page without a menu or contents is left alone", () => {
  const document = { querySelector: () => null, querySelectorAll: () => [] };
  keepPageInMenu({ document });
  markSection({ document });
});

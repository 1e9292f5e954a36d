import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenLanguage, leadOn, nextPlace } from "../../docs/assets/leading.mjs";

const LEADS = { xx: "../../a/#b", yy: "../../yy/a/#b" };

test("the first language that a reader wants and that there is is chosen, else the first of all", () => {
  assert.equal(chosenLanguage(LEADS, ["de-DE", "yy-TW", "xx"]), "yy");
  assert.equal(chosenLanguage(LEADS, ["xx-GB", "yy"]), "xx");
  assert.equal(chosenLanguage(LEADS, ["fr"]), "xx");
  assert.equal(chosenLanguage(LEADS, []), "xx");
});

test("a tag leads on in the reader's language, and stays where a language of its own page is named", () => {
  const dataset = { leads: JSON.stringify(LEADS) };
  assert.equal(nextPlace(dataset, "", ["yy-CN"]), LEADS.yy);
  assert.equal(nextPlace(dataset, "#yy", ["yy-CN"]), null);
});

test("a page that moved takes the place along, by its new name where it has one", () => {
  const dataset = { leads: JSON.stringify({ "": "../new/" }), moved: JSON.stringify({ "a.b": "../new/#a.c" }) };
  assert.equal(nextPlace(dataset, "", ["xx"]), "../new/");
  assert.equal(nextPlace(dataset, "#a.b", ["xx"]), "../new/#a.c");
  assert.equal(nextPlace(dataset, "#units=3", ["xx"]), "../new/#units=3");
});

const openAt = (hash, found, dataset) => {
  const went = [];
  const window = {
    document: {
      body: { dataset },
      getElementById: (name) => found[name] ?? null,
    },
    location: { hash, replace: (address) => went.push(address) },
    navigator: { languages: ["yy"] },
    addEventListener: (kind, listener) => {
      window[kind] = listener;
    },
  };
  return { window, went };
};

test("the page of a tag is left without a trace, so that the way back leads past it", () => {
  const { window, went } = openAt("", {}, { leads: JSON.stringify(LEADS) });
  leadOn(window);
  assert.deepEqual(went, [LEADS.yy]);
});

test("a place that left its page is followed, at once and when it is asked for later", () => {
  const left = { matches: () => true, querySelector: () => ({ href: "../new/#place" }) };
  const { window, went } = openAt("#place", { place: left, other: { matches: () => false } }, {});
  leadOn(window);
  assert.deepEqual(went, ["../new/#place"]);
  window.location.hash = "#other";
  window.hashchange();
  window.location.hash = "";
  window.hashchange();
  assert.equal(went.length, 1);
  window.location.hash = "#place";
  window.hashchange();
  assert.equal(went.length, 2);
});

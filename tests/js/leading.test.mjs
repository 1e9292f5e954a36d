import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenLanguage, leadOn, nextPlace } from "../../docs/assets/leading.mjs";

const LEADS = { en: "../../a/#b", zh: "../../zh/a/#b" };

test("the first language that a reader wants and that there is is chosen, else the first of all", () => {
  assert.equal(chosenLanguage(LEADS, ["de-DE", "zh-TW", "en"]), "zh");
  assert.equal(chosenLanguage(LEADS, ["en-GB", "zh"]), "en");
  assert.equal(chosenLanguage(LEADS, ["fr"]), "en");
  assert.equal(chosenLanguage(LEADS, []), "en");
});

test("a tag leads on in the reader's language, and stays where a language of its own page is named", () => {
  const dataset = { leads: JSON.stringify(LEADS) };
  assert.equal(nextPlace(dataset, "", ["zh-CN"]), LEADS.zh);
  assert.equal(nextPlace(dataset, "#zh", ["zh-CN"]), null);
});

test("a page that moved takes the place along, by its new name where it has one", () => {
  const dataset = { leads: JSON.stringify({ "": "../new/" }), moved: JSON.stringify({ "a.b": "../new/#a.c" }) };
  assert.equal(nextPlace(dataset, "", ["en"]), "../new/");
  assert.equal(nextPlace(dataset, "#a.b", ["en"]), "../new/#a.c");
  assert.equal(nextPlace(dataset, "#units=3", ["en"]), "../new/#units=3");
});

const openAt = (hash, found, dataset) => {
  const went = [];
  const window = {
    document: {
      body: { dataset },
      getElementById: (name) => found[name] ?? null,
    },
    location: { hash, replace: (address) => went.push(address) },
    navigator: { languages: ["zh"] },
    addEventListener: (kind, listener) => {
      window[kind] = listener;
    },
  };
  return { window, went };
};

test("the page of a tag is left without a trace, so that the way back leads past it", () => {
  const { window, went } = openAt("", {}, { leads: JSON.stringify(LEADS) });
  leadOn(window);
  assert.deepEqual(went, [LEADS.zh]);
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

import assert from "node:assert/strict";
import { test } from "node:test";

import { addTermNotes, fitsAbove } from "../../docs/assets/term_notes.mjs";

test("a note stands above its line where there is no room below and more above", () => {
  assert.equal(fitsAbove({ top: 100, bottom: 120 }, 80, 800), false);
  assert.equal(fitsAbove({ top: 700, bottom: 720 }, 80, 800), false);
  assert.equal(fitsAbove({ top: 701, bottom: 721 }, 80, 800), true);
  assert.equal(fitsAbove({ top: 40, bottom: 60 }, 80, 120), false);
});

// A page with terms, each at its place; what the module listens to, and the classes of each term.
const pageOf = (...places) => {
  const heard = {};
  const terms = places.map((box) => {
    const classes = new Set();
    const toggle = (name, isWanted) => classes[isWanted ? "add" : "delete"](name);
    const classList = { add: (name) => classes.add(name), remove: (name) => classes.delete(name), toggle };
    const term = { classes, classList, getBoundingClientRect: () => box };
    return Object.assign(term, { closest: (name) => (name === ".agreed-term" ? term : null) });
  });
  const asked = [];
  const document = {
    addEventListener: (kind, listener) => Object.assign(heard, { [kind]: listener }),
    querySelectorAll: (names) => {
      asked.push(names);
      return terms.slice(0, 1);
    },
  };
  addTermNotes({ document, innerHeight: 800, getComputedStyle: () => ({ height: "80px" }) });
  return { heard, terms, asked };
};

const ELSEWHERE = { closest: () => null };
const HIGH = { top: 100, bottom: 120 };
const click = (heard, target, pointerType = "touch") => {
  let isPrevented = false;
  heard.click({ target, pointerType, preventDefault: () => (isPrevented = true) });
  return isPrevented;
};

test("a tap shows a note, the next one follows its link, and a tap elsewhere takes it away", () => {
  const {
    heard,
    terms: [first, second],
  } = pageOf(HIGH, HIGH);
  assert.equal(click(heard, first), true);
  assert.deepEqual([...first.classes], ["shown"]);
  assert.equal(click(heard, first), false);
  assert.equal(click(heard, second), true);
  assert.deepEqual([[...first.classes], [...second.classes]], [[], ["shown"]]);
  assert.equal(click(heard, ELSEWHERE), false);
  assert.deepEqual([...second.classes], []);
});

test("a click of a mouse, of a key or of a program follows the link", () => {
  const {
    heard,
    terms: [term],
  } = pageOf(HIGH);
  for (const kind of ["mouse", "pen", ""]) assert.equal(click(heard, term, kind), false);
  assert.deepEqual([...term.classes], []);
});

test("Escape takes a note away until it is asked for anew; other keys do not", () => {
  const {
    heard,
    terms: [term],
    asked,
  } = pageOf(HIGH);
  heard.keydown({ key: "a" });
  assert.deepEqual(asked, []);
  click(heard, term);
  heard.keydown({ key: "Escape" });
  assert.deepEqual(asked, [".agreed-term:is(:hover, :focus)"]);
  assert.deepEqual([...term.classes], ["dismissed"]);
  heard.pointerout({ target: term });
  assert.deepEqual([...term.classes], []);
  heard.keydown({ key: "Escape" });
  click(heard, term);
  assert.deepEqual([...term.classes], ["shown"]);
  heard.focusout({ target: ELSEWHERE });
});

test("a note gets its place when it is pointed at or focused", () => {
  const {
    heard,
    terms: [high, low],
  } = pageOf(HIGH, { top: 770, bottom: 790 });
  for (const kind of ["pointerover", "focusin"]) {
    for (const target of [high, low, ELSEWHERE]) heard[kind]({ target });
    assert.deepEqual([[...high.classes], [...low.classes]], [[], ["above"]]);
    low.classList.remove("above");
  }
});

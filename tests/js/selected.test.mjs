import assert from "node:assert/strict";
import { test } from "node:test";

import { sourceOf, tableText, widen } from "../../docs/assets/selected.mjs";

const [ELEMENT_NODE, TEXT_NODE] = [1, 3];
const formula = (isDisplay) => ({
  dataset: { tex: "n^2" },
  matches: (names) => names === 'math[display="block"]' && isDisplay,
});
const nodeWithin = (around) => ({
  nodeType: ELEMENT_NODE,
  ELEMENT_NODE,
  closest: (names) => (names === "[data-tex]" ? around : null),
});
const textWithin = (around) => ({ nodeType: TEXT_NODE, ELEMENT_NODE, parentElement: nodeWithin(around) });
const range = (startContainer, endContainer) => ({
  startContainer,
  endContainer,
  setStartBefore(node) {
    this.start = node;
  },
  setEndAfter(node) {
    this.end = node;
  },
});

test("a formula is copied as Markdown writes it", () => {
  assert.equal(sourceOf(formula(false)), "$n^2$");
  assert.equal(sourceOf(formula(true)), "$$\nn^2\n$$");
});

test("a selection that begins and ends within formulas has them whole", () => {
  const widened = widen(range(textWithin("first"), nodeWithin("last")));
  assert.equal(widened.start, "first");
  assert.equal(widened.end, "last");
});

test("a selection outside of formulas stays as it is", () => {
  const widened = widen(range(textWithin(null), { nodeType: TEXT_NODE, ELEMENT_NODE, parentElement: null }));
  assert.equal(widened.start, undefined);
  assert.equal(widened.end, undefined);
});

test("a table is copied as Markdown: how its columns stand, and what would end a cell is escaped", () => {
  const rows = [
    ["Array", "Shape"],
    ["kernel", " (3,\n 2) "],
    ["a | b", ""],
  ];
  assert.equal(
    tableText(rows, ["", "right"]),
    "| Array | Shape |\n| --- | ---: |\n| kernel | (3, 2) |\n| a \\| b |  |",
  );
  assert.equal(tableText([["x"]], ["center"]), "| x |\n| :---: |");
});

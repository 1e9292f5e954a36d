import assert from "node:assert/strict";
import { test } from "node:test";

import { copySelection } from "../../docs/assets/copy.mjs";

const copied = (selection, target) => {
  const event = { target, prevented: false, preventDefault: () => Object.assign(event, { prevented: true }) };
  copySelection(event, { getSelection: () => selection });
  return event.prevented;
};

test("where nothing is selected, or a field has the selection, the browser copies as ever", () => {
  assert.equal(copied({ isCollapsed: true }, { closest: () => null }), false);
  assert.equal(copied({ isCollapsed: false }, { closest: () => ({}) }), false);
});

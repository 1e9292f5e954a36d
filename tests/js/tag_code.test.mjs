import assert from "node:assert/strict";
import { test } from "node:test";

import { isInUse, isTag, missingTag, nearTags, placeOf } from "../../docs/assets/tag_code.mjs";

// As rnnformula.citing.tag_code makes them, which tests/site/test_tag_pages.py holds.
const FIRST = ["2222", "2239", "224G"];

test("tags are those that the package makes, in its order", () => {
  for (const [place, tag] of FIRST.entries()) {
    assert.ok(isTag(tag));
    assert.equal(placeOf(tag), place);
  }
  assert.deepEqual(
    FIRST.map((tag) => isInUse(tag, 2)),
    [true, true, false],
  );
  for (const text of ["2223", "222", "22222", "0222", "O222", "abcd", ""]) assert.ok(!isTag(text));
});

test("tags in use that are one mistake away are named, others are not", () => {
  assert.deepEqual(nearTags("2238", 3), ["2239"]);
  assert.ok(nearTags("2293", 3).includes("2239"));
  assert.deepEqual(nearTags("2238", 1), []);
  assert.deepEqual(nearTags("ZZZZZZ", 3), []);
});

test("an address below the home page asks for a tag, in whatever case", () => {
  assert.equal(missingTag("/rnn/t/22a9/", "/rnn/"), "22A9");
  assert.equal(missingTag("/rnn/t/22a9", "/rnn/"), "22A9");
  assert.equal(missingTag("/rnn/layers/t/", "/rnn/"), null);
  assert.equal(missingTag("/other/t/22a9/", "/rnn/"), null);
  assert.equal(missingTag("/rnn/t/", "/rnn/"), null);
});

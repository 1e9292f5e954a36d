import assert from "node:assert/strict";
import { test } from "node:test";

import { tagAddress } from "../../docs/assets/tag_address.mjs";

test("a tag has its address below that of a site", () => {
  assert.equal(tagAddress("https://example.org/rnn/", "2ADD"), "https://example.org/rnn/t/2ADD/");
  assert.equal(tagAddress("../../", "2ADD"), "../../t/2ADD/");
});

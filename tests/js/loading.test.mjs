import assert from "node:assert/strict";
import { test } from "node:test";

import { Loading, megabytes, placesIn } from "../../docs/assets/explain/loading.mjs";

const PLACES = { LSTM: "layers/lstm/", Dense: "layers/around/", "torch.nn.LSTM": "layers/frameworks/" };

test("bytes are shown in megabytes", () => {
  assert.equal(megabytes(6_235_840), "6.2");
});

test("each class that a paste names and that has a place is found once, in its framework", () => {
  const placed = (text) => placesIn(text, PLACES).map(([name]) => name);
  assert.deepEqual(placed("lstm (LSTM) (None, 4)\ndense (Dense)\nlstm_1 (LSTM)"), ["LSTM", "Dense"]);
  assert.deepEqual(placed("self.lstm = nn.LSTM(10, 20)\ntorch.nn.LSTM(1, 2)"), ["torch.nn.LSTM"]);
  assert.deepEqual(placed("tf.keras.layers.LSTM(10)"), ["LSTM"]);
  assert.deepEqual(placed("constructor toString lstm 131584"), []);
});

test("the bar hides behind a refusal until something is asked that needs the engine", () => {
  const parts = { progress: { removeAttribute: () => null }, ".explain-bytes": {}, ".explain-meanwhile": {} };
  const box = { querySelector: (name) => parts[name] };
  const loading = new Loading(box, { words: { box_bytes: "{bytes}" } }, () => "");
  const { progress } = parts;
  loading.begin();
  assert.equal(progress.hidden, false);
  loading.hush();
  assert.equal(progress.hidden, true);
  loading.begin();
  loading.show(1, 2);
  assert.equal(progress.hidden, true);
  loading.isHushed = false;
  loading.show(1, 2);
  assert.equal(progress.hidden, false);
  loading.end();
});

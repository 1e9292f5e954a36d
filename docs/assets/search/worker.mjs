/*! With stemmer and leven, both MIT: see search-licences.txt beside this file. */
// Stands in for the script by which the theme searches, and answers the same messages.
import { makeAnswers } from "./answers.mjs";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]; // the theme's numbers for messages
let answer;

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    answer = makeAnswers(data.docs);
    postMessage({ type: READY });
  }
  if (type === QUERY) postMessage({ type: RESULT, data: answer(data) });
});

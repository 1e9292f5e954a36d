// What the search answers, in Node: reads {index, queries} as JSON, the file of an index and texts; writes for each text its
// pages, best first, and what the box is offered for.
import { readFileSync } from "node:fs";
import { makeAnswers } from "../../docs/assets/search/answers.mjs";

const { index, queries } = JSON.parse(readFileSync(0, "utf-8"));
const answer = makeAnswers(JSON.parse(readFileSync(index, "utf-8")).docs);
const found = queries.map((query) => {
  const items = answer(query).items.map(([{ location }]) => location);
  const pages = items.filter((location) => !location.startsWith("#ask=")).map((location) => location.split("#")[0]);
  return { pages, offer: items.find((location) => location.startsWith("#ask=")) ?? "" };
});
process.stdout.write(JSON.stringify(found));

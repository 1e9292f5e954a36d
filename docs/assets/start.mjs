// What scripts add to every page, which reads the same without them. This file alone starts anything: the others export.
import { addCopying } from "./copy.mjs";
import { addLanguageLinks, addMenu } from "./header.mjs";

// Each in a task of its own, so that one that fails stops no other.
for (const add of [addCopying, addLanguageLinks, addMenu]) queueMicrotask(() => add(window));

// Only a page with formulas has a choice of notation.
const select = document.querySelector("#__notation");
if (select) import("./notation.mjs").then(({ addNotation }) => addNotation(select));

// What scripts add to every page, which reads the same without them. This file alone starts anything: the others export.
import { storeChoice, storedChoice } from "./choices.mjs";
import { addCiting } from "./citing.mjs";
import { addCopying } from "./copy.mjs";
import { addLanguageLinks, addMenu } from "./header.mjs";
import { loadNumbers } from "./numbers.mjs";
import { keepPageInMenu, markSection } from "./places.mjs";
import { addTermNotes } from "./term_notes.mjs";

// Each in a task of its own, so that one that fails stops no other.
for (const add of [addCopying, addCiting, addLanguageLinks, addMenu, keepPageInMenu, markSection, addTermNotes])
  queueMicrotask(() => add(window));

// Only a page with formulas has a choice of notation, and only the page for what is not there has a search of its own;
// parts of layers are lit where one stands twice at least.
const select = document.querySelector("#__notation");
if (select) import("./notation.mjs").then(({ addNotation }) => addNotation(select, { storeChoice, storedChoice }));
if (document.querySelector(".numbers-settings")) loadNumbers(window);
const parts = [...document.querySelectorAll("[data-part]")].map(({ dataset }) => dataset.part);
if (new Set(parts).size < parts.length) import("./parts.mjs").then(({ addParts }) => addParts(window));
if (document.body.dataset.home) import("./not_found.mjs").then(({ addWaysIn }) => addWaysIn(window));
if (document.querySelector("[data-leads], .moved")) import("./leading.mjs").then(({ leadOn }) => leadOn(window));

// The folds of an element: their content is made when they are opened, and follows each change from then on.
import { Refusal } from "./refusal.mjs";
import { relativeOf } from "./relatives.mjs";
import { phrase } from "./saying.mjs";

// Returns what is to be told each state that the element shows.
export const createFolds = (root, { facts, words }) => {
  const folds = root.querySelectorAll("[data-more]");
  let contents;
  let state;

  const fill = ({ dataset, lastElementChild: place }) => {
    try {
      place.innerHTML = contents[dataset.more](facts, words, state);
      root.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      place.textContent = phrase(words, error);
    }
  };

  const show = (next) => {
    state = next;
    const isShown = relativeOf(facts, state.layer) !== "";
    for (const fold of folds) {
      fold.parentElement.hidden = !isShown;
      if (isShown && fold.open && contents) fill(fold);
    }
  };

  const open = async (fold) => {
    contents ??= (await import("./side_by_side.mjs")).CONTENTS;
    if (fold.open && relativeOf(facts, state.layer)) fill(fold);
  };

  for (const fold of folds) {
    fold.addEventListener("toggle", () => fold.open && open(fold));
    if (fold.open) queueMicrotask(() => open(fold));
  }
  return show;
};

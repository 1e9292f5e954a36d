// The figures and tables of a page about a layer with the reader's sizes in place of those of the example that was checked.
import { layerOf } from "./asked.mjs";
import { arrays, gates } from "./figures.mjs";
import { derive, grouped, shapeOf, substitute, worked } from "./formula.mjs";
import { escaped } from "./frame.mjs";
import { hypertext } from "./hypertext.mjs";
import { Refusal } from "./refusal.mjs";
import { label, phrase } from "./saying.mjs";
import { readState } from "./state.mjs";
import { tallyOf } from "./tally.mjs";

// The answer to an exercise keeps the sizes that were asked for.
const FOLLOWERS = "article :is(.figure-arrays, .figure-gates, .figure-minute, table[data-record]):not(.answer *)";
const FIGURES = { arrays, gates };
const STYLE = { times: " × ", number: grouped };
const originals = new WeakMap();

// A sum as a table of the page has it: what stands between two signs is on one line.
export const inTerms = (text) =>
  text
    .split(" = ")
    .map((side, place) => {
      const terms = side.split(/ \+ (?![^(]*\))/).map((term, number) => (number ? `+ ${term}` : term));
      const spans = terms.map((term) => `<span class="term">${escaped(term)}</span>`).join(" ");
      return place ? `<span class="term">= ${spans}</span>` : `<span class="term">${spans}</span>`;
    })
    .join(" ");

// The last cell of each row: what is counted with the numbers put in.
const lastCells = (record, tally) => {
  const { steps } = derive(tally);
  if (record === "derive") return steps.map((step) => worked([...step.substitutions, step.value], STYLE));
  const rows = tally.rows.map(({ array, sizes, count }) =>
    worked([substitute({ product: shapeOf(array) }, sizes), count], STYLE),
  );
  const { substitutions, value } = steps.at(-1);
  return [...rows, worked([...substitutions.slice(0, 1), value], STYLE)];
};

const fill = (table, tally) => {
  const cells = lastCells(table.dataset.record, tally);
  for (const [place, row] of [...table.tBodies[0].rows].entries()) {
    row.lastElementChild.innerHTML = inTerms(cells[place]);
    const shape = table.dataset.record === "tally" && tally.rows[place]?.shape;
    const numbers = shape && row.cells[1].querySelector(":scope > .term:last-child");
    if (numbers) numbers.textContent = `= (${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  }
};

// The sizes in words: 128 units, 64 features.
const sizesSaid = (words, sizes) =>
  Object.entries(sizes).map(([name, n]) =>
    words.words[`n_${name}`] && typeof n === "number"
      ? label(`n_${name}`, { n })
      : label("value", { value: `${name}=${n}` }),
  );

const noteOf = (words, sizes, example) =>
  phrase(words, label("live_yours", { sizes: sizesSaid(words, sizes), example: sizesSaid(words, example) }));

const restore = (element) => {
  const original = originals.get(element);
  if (!original) return element;
  if (element.previousElementSibling?.matches(".numbers-yours")) element.previousElementSibling.remove();
  if (element.localName === "table") {
    element.innerHTML = original.inner;
    return element;
  }
  const template = document.createElement("template");
  template.innerHTML = original.outer;
  const fresh = template.content.firstElementChild;
  element.replaceWith(fresh);
  return fresh;
};

// What is asked of a figure or table, with the sizes that the reader set.
const withSizes = (state, asked) => {
  const sizes = { ...asked.sizes };
  for (const name of Object.keys(sizes)) sizes[name] = state.sizes[name] ?? sizes[name];
  return { ...asked, sizes };
};

const nameOf = (figure) => figure.className.match(/figure-(\w+)$/)[1];

const draw = ({ facts, words }, element, state) => {
  const { layer, reads } = layerOf(facts, state);
  const tally = tallyOf(facts, layer, reads);
  if (element.localName === "table") {
    fill(element, tally);
    return element;
  }
  const { of } = element.dataset;
  const template = document.createElement("template");
  template.innerHTML = hypertext(facts, words, { ...FIGURES[nameOf(element)](facts, tally), of });
  const fresh = template.content.firstElementChild;
  element.replaceWith(fresh);
  return fresh;
};

const isLoaded = (element) => element.localName === "table" || FIGURES[nameOf(element)] !== null;

let latest;

// Draws a figure that few pages have, once its module is loaded: with the sizes that are set by then.
const loadMinute = async (document, page) => {
  FIGURES.minute = null;
  FIGURES.minute = (await import("./building_up.mjs")).minute;
  follow(document, page, latest);
};

// Sets all that speaks of the layer of the page to the sizes of a state.
export const follow = (document, page, state) => {
  latest = state;
  if (!("minute" in FIGURES) && document.querySelector(".figure-minute")) loadMinute(document, page);
  for (const element of [...document.querySelectorAll(FOLLOWERS)].filter(isLoaded)) {
    const asked = readState(page.facts, `#${element.dataset.of}`);
    if (asked?.layer !== state.layer) continue;
    const original = originals.get(element) ?? { inner: element.innerHTML, outer: element.outerHTML };
    const fresh = restore(element);
    originals.set(fresh, original);
    const next = withSizes(state, asked);
    if (JSON.stringify(next) === JSON.stringify(asked)) continue;
    try {
      const drawn = draw(page, fresh, next);
      originals.set(drawn, original);
      const note = document.createElement("p");
      note.className = "numbers-yours";
      note.textContent = noteOf(page.words, next.sizes, asked.sizes);
      drawn.before(note);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // too large to be drawn: the example stays
    }
  }
  document.dispatchEvent(new CustomEvent("drawn"));
};

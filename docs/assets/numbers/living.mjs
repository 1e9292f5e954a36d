// An element of a page that shows the number of a layer as an area, and follows what the reader sets.
import { keyOf, layerOf } from "./asked.mjs";
import { costRows, costSaid, costTable } from "./costs.mjs";
import { formula } from "./figures.mjs";
import { fields, markRight, markWrong, numberAt, numberBeyond, placeOf, usualSize } from "./frame.mjs";
import { hypertext } from "./hypertext.mjs";
import { Refusal } from "./refusal.mjs";
import { phrase } from "./saying.mjs";
import { readState, writeState } from "./state.mjs";
import { tallyOf } from "./tally.mjs";

const QUIET = 400; // milliseconds without a change before a screen reader is told the number

// A field's text as a value: one number, or several where a window has several sides; other text stays what it is.
export const typed = (text) => {
  const numbers = text
    .trim()
    .split(/\s*[,×x]\s*/)
    .map((part) => (/^\d{1,16}$/.test(part) ? Number(part) : part));
  return numbers.length > 1 && numbers.every((number) => typeof number === "number")
    ? numbers
    : numbers.length > 1
      ? text
      : numbers[0];
};

// The state with another value in a field, as far as the field means anything for it.
export const changed = (facts, state, name, value) => {
  if (["steps", "layers", "dense", "bidirectional", "time_distributed"].includes(name))
    return { ...state, [name]: value };
  const family = facts.find(state.layer);
  if (name !== "layer") {
    const place = family.options.some(([option]) => option === name) ? "options" : "sizes";
    return { ...state, [place]: { ...state[place], [name]: value } };
  }
  // Another layer keeps the sizes that it has too.
  const next = facts.find(value);
  const other = { filters: "units", units: "filters", channels: "features", features: "channels" };
  const sizes = Object.fromEntries(
    next.sizes.map((size) => [size, state.sizes[size] ?? state.sizes[other[size]] ?? usualSize(size)]),
  );
  const options = Object.fromEntries(Object.entries(state.options).filter(([option]) => option in next.choices));
  return { ...state, layer: value, options, sizes };
};

// `page` has the facts, the words, the settings of the page; `listener` hears of each state that is shown.
export const createLiving = (root, page, { listener = () => null } = {}) => {
  const { facts, words, settings, word } = page;
  const id = root.dataset.number;
  let state;
  let asked;
  let clock = 0;
  const find = (selector) => root.querySelector(selector);
  const showMore = page.more(root);

  const say = (text) => {
    find(".numbers-said").textContent = text;
  };

  // What a state shows; throws a Refusal where that is nothing.
  const drawn = (next) => {
    const { layer, reads, steps } = layerOf(facts, next);
    const tally = tallyOf(facts, layer, reads);
    const shown = { ...formula(facts, tally, steps), of: writeState(facts, next).slice(1) };
    const isKnown = settings.known.includes(keyOf(facts, tally));
    const costs = costRows(facts, words, next, tally);
    return { layer, reads, steps, tally, shown, costs, isKnown, html: hypertext(facts, words, shown) };
  };

  const settingOf = (name) =>
    state[name] ?? state.options[name] ?? state.sizes[name] ?? facts.find(state.layer).choices[name];

  const sync = () => {
    for (const field of root.querySelectorAll("[data-field]")) {
      const value = settingOf(field.dataset.field);
      if (field.type === "checkbox") field.checked = value ?? false;
      else if (field !== document.activeElement && value !== undefined) field.value = value;
    }
    for (const slider of root.querySelectorAll("[data-slide]")) {
      const value = state[slider.dataset.slide] ?? state.sizes[slider.dataset.slide] ?? 1;
      if (slider !== document.activeElement) slider.value = placeOf(value);
      slider.setAttribute("aria-valuetext", String(value));
    }
  };

  const show = (next) => {
    const made = drawn(next);
    const isOther = next.layer !== state?.layer;
    state = next;
    asked = made;
    markRight(root);
    find("figure").outerHTML = made.html;
    find(".numbers-costs").innerHTML = costTable(facts, words, made.costs);
    if (isOther) {
      const hadFocus = document.activeElement?.dataset.field;
      find(".numbers-fields").outerHTML = fields(facts, state, word, { id, layers: settings.layers });
      if (hadFocus) find(`[data-field="${hadFocus}"]`)?.focus();
    }
    sync();
    find(".numbers-known").hidden = !made.isKnown;
    const link = find(".numbers-tools a");
    if (link) link.href = page.derivationOf(state);
    showMore(state);
    clearTimeout(clock);
    clock = setTimeout(() => {
      find(".numbers-heard").textContent = [phrase(words, made.shown.title), costSaid(words, made.costs)].join(" ");
    }, QUIET);
    root.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    listener(state, made);
  };

  // Shows a state, or says beside the field what is wrong with it and keeps the last good one.
  const tryToShow = (next, name) => {
    try {
      show(next);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = find(`[data-field="${error.values.name?.text ?? name}"]`) ?? find("[data-field]");
      markWrong(field, phrase(words, error), find(".numbers-said"));
    }
  };

  const nameOf = ({ dataset: { field, slide } }) => field ?? slide;

  // The state with what a field or a slider says.
  const withWhatItSays = (before, element) => {
    const { slide } = element.dataset;
    if (!slide) {
      const value = element.type === "checkbox" ? element.checked : typed(element.value);
      return changed(facts, before, nameOf(element), value);
    }
    const now = before[slide] ?? before.sizes[slide] ?? 1;
    const place = Number(element.value);
    return changed(facts, before, slide, Array.isArray(now) ? numberAt(place) : numberBeyond(now, place));
  };

  root.addEventListener("input", ({ target }) => {
    if (nameOf(target)) tryToShow(withWhatItSays(state, target), nameOf(target));
    const { slide } = target.dataset;
    if (slide) find(`[data-field="${slide}"]`).value = state[slide] ?? state.sizes[slide];
  });

  root.addEventListener("click", async ({ target }) => {
    const act = page.acts[target.closest("[data-act]")?.dataset.act];
    if (act) say(word(await act(asked, state)));
  });

  state = readState(facts, `#${find("figure").dataset.of}`);
  asked = drawn(state);
  showMore(state);
  // Shows all that the reader set while this was loading, at once: the layer, whose field is the first, takes the rest over.
  const catchUp = () => {
    const set = [...root.querySelectorAll("[data-field], [data-slide]")].reverse().filter((field) => {
      if (field.type === "checkbox") return field.checked !== field.defaultChecked;
      if (field.localName === "select") return field.value !== String(settingOf(field.dataset.field));
      return field.value !== field.defaultValue;
    });
    if (set.length) tryToShow(set.reduce(withWhatItSays, state), nameOf(set[0]));
  };
  return {
    show: tryToShow,
    catchUp,
    get state() {
      return state;
    },
  };
};

// An element of a page in which a model is built, a row a layer; code, sizes and order are the reader's.
import { stateOf } from "./asked.mjs";
import { modelFrame, newFields, rowsOf, totals } from "./building.mjs";
import { formula } from "./figures.mjs";
import { escaped, markRight, markWrong } from "./frame.mjs";
import { hypertext } from "./hypertext.mjs";
import { asGiven, inside } from "./layers.mjs";
import { built, inputIn, inputText, layersIn, modelOf, modelState } from "./modelling.mjs";
import { Refusal } from "./refusal.mjs";
import { label, phrase } from "./saying.mjs";
import { readState, writeState } from "./state.mjs";
import { modelCode, modelMarkdown, summaryOf } from "./summaries.mjs";

const QUIET = 400; // milliseconds without a change before a screen reader is told the number
const UNREAD = 1200; // milliseconds in which a layer that is being typed may be none

const readsSteps = (layer) =>
  inside(layer).length ? inside(layer).some(readsSteps) : layer.family.input[0] === "time";

// `page` has the facts, the words, how to copy and where derivations stand; `state` is { model, input }, that which the
// element was made with where none is given. `listener` hears of each state that is shown.
export const createModel = (root, page, state = null, { listener = () => null } = {}) => {
  const { facts, words, word } = page;
  const id = root.dataset.number;
  let model = modelOf(facts, state ?? readState(facts, `#${root.dataset.of}`));
  let isOpen = model.layers.map(() => false);
  let clock = 0;
  let late = 0;

  if (state || !root.querySelector(".model-table")) root.innerHTML = modelFrame(facts, words, word, model, id);
  const find = (selector) => root.querySelector(selector);
  const body = find("tbody");
  const say = (text) => {
    find(".numbers-said").textContent = text;
  };
  const spoken = (key, values) => phrase(words, label(key, values));

  // Where the number of a row comes from: its figure, and the page that derives it.
  const figureOf = (place) => {
    const { layer, tally } = model.rows[place];
    const before = place ? model.rows[place - 1].output : model.input && [null, ...model.input];
    const steps = (readsSteps(layer) && before?.[1]) || 0;
    try {
      const derivation = page.derivationOf(stateOf(layer, tally.sizes, steps) ?? {});
      const link = derivation && `<p><a href="${escaped(derivation)}">${escaped(word("box_derivation"))}</a></p>`;
      return `${hypertext(facts, words, formula(facts, tally, steps))}${link}`;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return `<p>${escaped(phrase(words, error))}</p>`;
    }
  };

  const rowOf = (place) => find(`[data-row="${place}"]`);
  const fieldOf = (place) => rowOf(place).querySelector("[data-code]");

  // What is as it was stays: a field in which somebody types, a button that is being pressed.
  const shown = new WeakMap();
  const options = (place) => ({ id, isOpen: isOpen[place] });
  const fill = (element, html) => {
    if (shown.get(element) !== html) element.innerHTML = html;
    shown.set(element, html);
  };
  const renew = (place) => {
    const made = document.createElement("template");
    made.innerHTML = `<table>${rowsOf(words, word, model, place, options(place))}</table>`;
    const [, ...cells] = rowOf(place).cells;
    const [layer, ...fresh] = made.content.querySelector("tr").cells;
    for (const [column, cell] of cells.entries()) fill(cell, fresh[column].innerHTML);
    const code = fieldOf(place);
    code.setAttribute("aria-label", layer.querySelector("input").getAttribute("aria-label"));
    if (code !== document.activeElement) code.value = asGiven(model.layers[place]);
    rowOf(place).querySelector(".model-name").textContent = model.rows[place].name;
  };

  const drawInside = (place) => {
    const element = find(`[data-inside="${place}"]`);
    isOpen[place] &&= Boolean(model.rows[place].count);
    element.hidden = !isOpen[place];
    element.firstElementChild.innerHTML = isOpen[place] ? figureOf(place) : "";
  };

  const tell = (before) => {
    const { rows, added, count } = model;
    const changed = added.map((place) => spoken("live_model_added", { layer: rows[place].name }));
    const number =
      count === null ? word("live_model_input_missing") : spoken("live_model_said", { n: rows.length, count });
    clearTimeout(clock);
    clock = setTimeout(() => say([...before, ...changed, number].join(word("space") ?? " ")), QUIET);
  };

  // Shows layers on an input, or throws a Refusal and leaves what is shown. `said` comes before the number.
  const show = (layers, input, { open = isOpen, said = [] } = {}) => {
    const next = built(facts, layers, input);
    const isSame = next.rows.length === model.rows.length;
    model = next;
    isOpen = open;
    clearTimeout(late);
    markRight(root);
    const places = [...model.rows.keys()];
    if (isSame) for (const place of places) renew(place);
    else body.innerHTML = places.map((place) => rowsOf(words, word, model, place, options(place))).join("");
    for (const place of places) drawInside(place);
    find("tfoot").innerHTML = totals(word, model);
    const field = find("[data-input]");
    if (field !== document.activeElement) field.value = inputText(input);
    if (model.count === null) markWrong(field, word("live_model_input_missing"));
    tell(said);
    root.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    listener(modelState(model), model);
  };

  // Does something, or says beside a field what is wrong with it; while somebody types, only after a while.
  const attempt = (field, act, isTyping = false) => {
    clearTimeout(late);
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      late = setTimeout(() => field.isConnected && markWrong(field, phrase(words, error)), isTyping ? UNREAD : 0);
      return false;
    }
  };

  // Another code for a layer. Several layers take its place once it is not typed any more.
  const rewrite = (field, isTyping) => {
    const place = Number(field.closest("[data-row]").dataset.row);
    attempt(
      field,
      () => {
        const { layers, input } = layersIn(facts, field.value);
        if (isTyping && layers.length > 1) return;
        const open = isOpen.toSpliced(place, 1, ...layers.map((_, other) => isOpen[place] && !other));
        show(model.layers.toSpliced(place, 1, ...layers), (place ? null : input) ?? model.input, { open });
        if (!isTyping && field.isConnected) field.value = asGiven(model.layers[place]);
      },
      isTyping,
    );
  };

  const reshape = (field, isTyping) =>
    attempt(
      field,
      () => {
        show(model.layers, inputIn(field.value));
        if (!isTyping) field.value = inputText(model.input);
      },
      isTyping,
    );

  const focusOn = (place, selector) => {
    const buttons = [...rowOf(place).querySelectorAll(selector)];
    (buttons.find((one) => !one.disabled) ?? fieldOf(place)).focus();
  };

  const swapped = (list, one, other) => list.with(one, list[other]).with(other, list[one]);

  const acts = {
    open: (place) => {
      isOpen[place] = !isOpen[place];
      rowOf(place).querySelector("[data-do='open']").setAttribute("aria-expanded", isOpen[place]);
      drawInside(place);
      root.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    },
    move: (place, { dataset: { by } }) => {
      const other = place + Number(by);
      const open = swapped(isOpen, place, other);
      const isDone = attempt(fieldOf(place), () => show(swapped(model.layers, place, other), model.input, { open }));
      if (isDone) focusOn(other, `[data-by="${by}"]:enabled, [data-do="move"]:enabled`);
    },
    remove: (place) => {
      const { name } = model.rows[place];
      const said = [spoken("live_model_removed", { layer: name })];
      const open = isOpen.toSpliced(place, 1);
      const isDone = attempt(fieldOf(place), () => show(model.layers.toSpliced(place, 1), model.input, { open, said }));
      if (isDone) focusOn(Math.min(place, model.rows.length - 1), "[data-do='remove']");
    },
    add: () => {
      const code = find("[data-new-code]");
      const sizes = [...root.querySelectorAll("[data-new-size]")];
      const written = code?.value ?? `${find("[data-new]").value}(${sizes.map(({ value }) => value).join(", ")})`;
      attempt(code ?? sizes[0] ?? find("[data-new]"), () => {
        const { layers } = layersIn(facts, written);
        show([...model.layers, ...layers], model.input, { open: [...isOpen, ...layers.map(() => false)] });
      });
    },
  };

  // What is copied; the address is that of the published site, but for a link, which leads to this page.
  const copied = {
    code: () => modelCode(model),
    table: () => summaryOf(model),
    markdown: () => modelMarkdown(model, word, page.publishedOf(modelState(model))),
    link: () => new URL(writeState(facts, modelState(model)), location.href).href,
  };

  const typed = (target, isTyping) => {
    if ("code" in target.dataset) rewrite(target, isTyping);
    if ("input" in target.dataset) reshape(target, isTyping);
  };
  root.dataset.ready = "";
  root.addEventListener("input", ({ target, isComposing }) => {
    if (!isComposing) typed(target, true);
  });
  root.addEventListener("change", ({ target }) => {
    typed(target, false);
    if ("new" in target.dataset) find(".model-sizes").innerHTML = newFields(facts, word, target.value, target.id);
  });
  root.addEventListener("keydown", ({ key, target }) => {
    if (key === "Enter" && target.closest(".model-new input")) acts.add();
  });
  root.addEventListener("click", async ({ target }) => {
    const pressed = target.closest("[data-do], [data-act]");
    if (!pressed) return;
    const { do: act, act: copying } = pressed.dataset;
    if (act) acts[act](Number(pressed.closest("[data-row]")?.dataset.row), pressed);
    else if (copying in copied) {
      clearTimeout(clock);
      say(word(await page.copy(copied[copying]())));
    }
  });

  return {
    // A state that an address asks for; what is wrong with it is said beside the input, and what was shown stays.
    show: (next) =>
      attempt(find("[data-input]"), () => {
        const { layers, input } = layersIn(facts, next.model);
        show(layers, next.input ?? input, { open: layers.map(() => false) });
      }),
    get state() {
      return modelState(model);
    },
  };
};

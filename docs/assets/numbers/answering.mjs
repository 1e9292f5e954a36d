// What the box is asked -> the answer: a sentence, the element that shows it, what else fits, and what would decide.
import { keyOf, stateOf } from "./asked.mjs";
import { countedModel, countWritten, shapeWritten } from "./coded.mjs";
import { costRows, costTable } from "./costs.mjs";
import { formula } from "./figures.mjs";
import { closedForm, grouped, substitute, write } from "./formula.mjs";
import { escaped, fields, folds, tools } from "./frame.mjs";
import { hypertext, say } from "./hypertext.mjs";
import { leafOf, written } from "./layers.mjs";
import { decides, likeliestOf } from "./likely.mjs";
import { layersOfShapes } from "./matching.mjs";
import { Open } from "./meanings.mjs";
import { read } from "./reading.mjs";
import { relativeOf } from "./relatives.mjs";
import { label } from "./saying.mjs";
import { isSearched, readings } from "./solving.mjs";
import { writeState } from "./state.mjs";
import { arraysFor, tallyOf } from "./tally.mjs";

const OTHERS = 12; // of the layers that fit, so many are listed
const EXAMPLE = 1; // of a size that nobody gave, for a picture
const STYLE = { times: " × ", number: grouped };

const stepsOf = (shape) => (shape?.length > 2 && shape[1]) || 0;

// What fits, the likeliest first; `none` is said where nothing does.
const ofReadings = (all, none) => {
  if (!all.length) return { said: none, others: [] };
  const [{ layer, sizes }, ...others] = all;
  return { said: likeliestOf(all), layer, sizes, others, decided: decides(all) };
};

// The formula of a layer with the names of what nobody gave left in it.
const openFormula = ({ family, arguments: given }, sizes, unknowns) => {
  const all = {
    ...Object.fromEntries(family.allSizes.map((name) => [name, unknowns[name] ?? name])),
    ...given,
    ...sizes,
  };
  return write(
    substitute(closedForm(arraysFor(family, given)), all, (size) => size),
    STYLE,
  );
};

// The sizes without those that a list names, and with an example of each of them.
const without = (given, names) => Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));
const exampleOf = (names) => Object.fromEntries(names.map((name) => [name, EXAMPLE]));

const ofLayer = ({ layer, shape, sizes, features, unknowns }) => {
  const leaf = leafOf(layer);
  const steps = stepsOf(shape);
  const reads = { ...(features && leaf.family.read.includes("features") && { features }), ...sizes };
  const isGiven = (name) => [leaf.arguments[name] ?? reads[name]].flat().every((size) => typeof size === "number");
  const open = leaf.family.sizes.filter((name) => !isGiven(name));
  const isRead = layer === leaf && leaf.family.read.every((name) => name in reads);
  if (!open.length || (shape && layer !== leaf)) {
    return {
      layer,
      sizes: isRead || !shape ? reads : { shape },
      steps,
      others: [],
    };
  }
  const own = open.filter((name) => leaf.family.arguments.includes(name));
  const readHere = open.filter((name) => !own.includes(name));
  if (layer !== leaf) return { layer, sizes: { ...reads, ...exampleOf(readHere) }, steps, others: [], open };
  const { family } = leaf;
  const named = Object.fromEntries(own.map((name) => [name, new Open(unknowns[name] ?? name)]));
  const call = written({ family, arguments: { ...without(leaf.arguments, open), ...named } });
  const said = label("live_formula_open", {
    call: { text: call },
    formula: openFormula(leaf, reads, unknowns),
    names: { text: open.map((name) => unknowns[name] ?? name).join(", ") },
  });
  const example = { family, arguments: { ...leaf.arguments, ...exampleOf(own) } };
  return { said, layer: example, sizes: { ...reads, ...exampleOf(readHere) }, steps, others: [], open };
};

// A sentence of which nothing else can be read asks for its only number: "why 120?".
const onlyNumberIn = (text, found) => {
  const numbers = found.kind === "unknown" && !text.includes("\n") ? (text.match(/\d[\d,]*/g) ?? []) : [];
  const count = Number(numbers[0]?.replaceAll(",", ""));
  return numbers.length === 1 && Number.isSafeInteger(count) && count > 0 ? { kind: "number", count } : found;
};

// A model that is no chain of layers of Keras with known sizes is counted as it stands; any other can be changed.
const isCounted = ({ isTorch, unknowns }) => isTorch || Object.keys(unknowns).length > 0;

// What a text asks for, as labels and layers; null where the engine has to read it. Throws a Refusal.
export const answerOf = (facts, text) => {
  const found = onlyNumberIn(text, read(facts, text));
  if (found.kind === "summary") return null;
  if (found.kind === "unknown") return text.trim().includes("\n") ? null : { hints: found.hints, others: [] };
  if (found.kind === "layer") return ofLayer(found);
  if (found.kind === "code" || (found.kind === "model" && isCounted(found))) {
    return { coded: found.found.map((one) => countedModel(facts, one, found.given)), others: [] };
  }
  if (found.kind === "model") return { model: found, others: [] };
  if (found.kind === "shapes") return ofReadings(layersOfShapes(facts, found), label("live_no_shapes"));
  if (found.type && !found.isTorch && !isSearched(facts, found.type)) return null;
  return ofReadings(readings(facts, found), label("live_none_fits", { n: found.count }));
};

const summed = (facts, words, { layer, sizes }) => {
  const state = stateOf(layer, sizes);
  const name = state
    ? `<a href="${escaped(writeState(facts, state))}"><code>${escaped(written(layer))}</code></a>`
    : `<code>${escaped(written(layer))}</code>`;
  const reads = Object.entries(sizes)
    .map(([size, n]) => say(facts, words, words.words[`n_${size}`] ? label(`n_${size}`, { n }) : `${size}=${n}`))
    .join(", ");
  return `<li>${name} ${reads && `(${reads})`}</li>`;
};

// The element of a layer, or its figure alone where there is nothing to set.
const element = (page, { layer, sizes, steps = 0 }, id) => {
  const { facts, words, word } = page;
  const tally = tallyOf(facts, layer, sizes);
  const state = stateOf(layer, { ...tally.sizes, ...sizes, shape: undefined }, steps);
  const draw = () => {
    const of = state ? writeState(facts, state).slice(1) : "";
    return hypertext(facts, words, { ...formula(facts, tally, steps), of });
  };
  if (!state || page.isStatic) return draw();
  const side =
    fields(facts, state, word, { id }) +
    tools(word, page.derivationOf(state), facts.keras, page.settings.known.includes(keyOf(facts, tally)));
  const below = folds(word, relativeOf(facts, state.layer) !== "");
  const costs = costTable(facts, words, costRows(facts, words, state, tally));
  return (
    `<div class="numbers" data-number="${id}">${draw()}<div class="numbers-costs">${costs}</div>` +
    `<div class="numbers-side">${side}</div>${below}</div>`
  );
};

// The layers of a model of code, and its number or its formula.
const codedHtml = (page, { name, rows, count, names, tied }, id) => {
  const { facts, words, word } = page;
  // A column of shapes that are all unknown, as those of PyTorch's modules, would say nothing.
  const columns = {
    layer: ({ call }) => `<code>${escaped(call)}</code>`,
    ...(rows.some(({ outputs }) => outputs.length) && {
      output_shape: ({ outputs }) => escaped(shapeWritten(outputs)),
    }),
    count: (row) => escaped(countWritten(row.count)),
  };
  const line = (cells) => `<tr role="row">${cells.join("")}</tr>`;
  const head = Object.keys(columns).map((column) => `<th role="columnheader">${escaped(word(column))}</th>`);
  const body = rows.map((row) => line(Object.values(columns).map((cell) => `<td role="cell">${cell(row)}</td>`)));
  const values = { count: { text: countWritten(count) }, names: { text: names.join(", ") }, name: { text: name } };
  const key = names.length ? "live_code_open" : name ? "live_code_named" : "live_code_total";
  return (
    `<h2${id ? ` id="${id}"` : ""}>${say(facts, words, label(key, values))}</h2>` +
    `<div class="scroll"><table class="data stacks" role="table"><thead role="rowgroup">${line(head)}</thead>` +
    `<tbody role="rowgroup">${body.join("")}</tbody></table></div>` +
    tied
      .map(
        ([array, other]) =>
          `<p>${say(facts, words, label("live_tied", { array: { text: array }, other: { text: other } }))}</p>`,
      )
      .join("")
  );
};

const link = (facts, ask) =>
  `<li><a href="${escaped(writeState(facts, { ask }))}"><code>${escaped(ask)}</code></a></li>`;

// The answer as HTML; a page without scripts, `isStatic`, gets the figure alone.
export const answerHtml = (page, made, id) => {
  const { facts, words, word } = page;
  const worded = (of) => say(facts, words, of);
  const heading = page.isStatic ? `${id}-title` : "__answer";
  if (made.hints) {
    return (
      `<h2 id="${heading}">${escaped(word("live_unknown"))}</h2>` +
      `<ul class="explain-examples">${made.hints.map((hint) => link(facts, hint)).join("")}</ul>`
    );
  }
  if (made.coded) return made.coded.map((model, place) => codedHtml(page, model, place ? "" : heading)).join("");
  const { said, others, decided, layer } = made;
  const shown = layer ? element(page, made, id) : "";
  const head = said
    ? `<h2 id="${heading}">${worded(said)}</h2>`
    : `<h2 id="${heading}" class="heard">${escaped(word("box_answer"))}</h2>`;
  const more = others.length
    ? `<details class="numbers-others"><summary>${escaped(word("box_other_readings", { n: others.length }))}</summary>` +
      `<ol>${others
        .slice(0, OTHERS)
        .map((other) => summed(facts, words, other))
        .join("")}</ol></details>`
    : "";
  return `${head}${shown}${decided ? `<p class="numbers-decides">${worded(decided)}</p>` : ""}${more}`;
};

// A chain of layers is shown as a model whose layers can be changed.
const answerModel = async (page, { layers, shape }, section, adopt) => {
  const [{ createModel }, { modelState }] = await Promise.all([import("./model.mjs"), import("./modelling.mjs")]);
  section.innerHTML =
    `<h2 id="__answer" class="heard">${escaped(page.word("box_answer"))}</h2>` +
    '<div class="model" data-number="__asked"></div>';
  section.hidden = false;
  const state = modelState({ layers, input: shape?.slice(1) ?? null });
  adopt(null);
  createModel(section.querySelector(".model"), page, state, { listener: page.follow });
  section.scrollIntoView({ block: "start" });
  return true;
};

// Answers in a section of the page; returns whether it could, and hands the element over to `adopt`.
export const answer = (page, text, section, adopt) => {
  const made = answerOf(page.facts, text);
  if (!made) return false;
  if (made.model) return answerModel(page, made.model, section, adopt);
  section.innerHTML = answerHtml(page, made, "__asked");
  section.hidden = false;
  const root = section.querySelector(".numbers");
  if (root) adopt(root);
  section.scrollIntoView({ block: "start" });
  if (made.open) section.querySelector(`[data-field="${made.open[0]}"]`)?.focus();
  return true;
};

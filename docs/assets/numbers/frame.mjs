// What stands around the figure of an element: fields for the sizes and options of its layer, and what can be done with it.
import { isRepeatable, isStackable } from "./asked.mjs";
import { scalars } from "./formula.mjs";

const LONGEST_SLIDE = 10; // a slider goes to two to the power of this
const PLACES = 16; // of a slider for each doubling
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escaped = (text) => String(text).replaceAll(/[&<>"]/g, (mark) => MARKS[mark]);

// The place of a number on a slider, and the number at a place: small ones have as much room as large ones.
export const placeOf = (number) =>
  Math.min(LONGEST_SLIDE * PLACES, Math.round(Math.log2(Math.max(1, number)) * PLACES));
export const numberAt = (place) => Math.round(2 ** (place / PLACES));

// The next place whose number is another one, so that no key press does nothing.
export const numberBeyond = (number, place) => {
  const step = Math.sign(place - placeOf(number));
  for (let next = place; next >= 0 && next <= LONGEST_SLIDE * PLACES; next += step || 1) {
    if (numberAt(next) !== number) return numberAt(next);
  }
  return numberAt(place);
};

// The size of a layer that nobody gave one.
export const usualSize = (name) => (name === "kernel_size" ? 3 : 8);

const CODE = (name) => `<code>${escaped(name)}</code>`;

// The layers that an element offers, by framework: those of its page, or all that keep a state from step to step.
export const offered = (facts, names = []) => {
  const groups = new Map();
  for (const { name, framework, arrays, input, cell, gates, states, recurrent } of facts.families) {
    const keepsState = recurrent || cell || states || (input.includes("time") && gates.length);
    const isOffered = names.length ? names.includes(name) : keepsState || name === "Dense";
    if (isOffered && arrays.length) groups.set(framework, [...(groups.get(framework) ?? []), name]);
  }
  return groups;
};

const select = (id, label, groups, chosen) => {
  const option = (name) => `<option${name === chosen ? " selected" : ""}>${escaped(name)}</option>`;
  const written = [...groups].map(([framework, names]) => {
    const options = names.map(option).join("");
    return groups.size > 1 ? `<optgroup label="${escaped(framework)}">${options}</optgroup>` : options;
  });
  return (
    `<div class="numbers-field"><label for="${id}">${label}</label>` +
    `<select id="${id}" data-field="layer" autocomplete="off">${written.join("")}</select></div>`
  );
};

const size = (id, name, label, value, slides = true) => {
  const number = escaped(Array.isArray(value) ? value.join(",") : value);
  const at = placeOf(scalars(value));
  const slider = slides
    ? `<input type="range" data-slide="${name}" aria-label="${label}" aria-valuetext="${number}" min="0" max="${LONGEST_SLIDE * PLACES}" value="${at}">`
    : "";
  return (
    `<div class="numbers-field"><label for="${id}">${label}</label>` +
    `<input id="${id}" type="text" inputmode="numeric" autocomplete="off" data-field="${name}" value="${number}" aria-describedby="${id}-wrong">${slider}` +
    `<p class="numbers-wrong" id="${id}-wrong" hidden></p></div>`
  );
};

// Says what is wrong with a field where that describes it, or elsewhere where nothing does.
export const markWrong = (field, text, elsewhere = null) => {
  const said = document.getElementById(field.getAttribute("aria-describedby")) ?? elsewhere;
  said.textContent = text;
  said.hidden = false;
  field.setAttribute("aria-invalid", "true");
};

export const markRight = (root) => {
  for (const field of root.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const said of root.querySelectorAll(".numbers-wrong")) said.hidden = true;
};

const flag = (name, label, isOn) =>
  `<label class="numbers-flag"><input type="checkbox" data-field="${name}"${isOn ? " checked" : ""}> ${label}</label>`;

const option = (id, [name, values], value) => {
  if (values[0] === true || values[0] === false) return flag(name, CODE(name), value);
  if (typeof values[0] === "number") return size(id, name, CODE(name), value, false);
  const listed = values.map((known) => `<option${known === value ? " selected" : ""}>${known}</option>`).join("");
  return `<label class="numbers-flag">${CODE(name)} <select data-field="${name}">${listed}</select></label>`;
};

// The fields of a state; `word` gives a label by its key. `layers` are those that can be chosen, all where none is named.
export const fields = (facts, state, word, { id, layers = [] }) => {
  const family = facts.find(state.layer);
  const label = (name) => word(`live_size_${name}`) ?? CODE(name);
  const sizes = family.sizes.map((name) => size(`${id}-${name}`, name, label(name), state.sizes[name]));
  const steps =
    family.input.includes("time") || isRepeatable(family)
      ? [size(`${id}-steps`, "steps", label("steps"), state.steps || 1)]
      : [];
  const options = family.options.map((known) =>
    option(`${id}-${known[0]}`, known, state.options[known[0]] ?? known[1][0]),
  );
  const more = isStackable(family)
    ? [
        flag("bidirectional", CODE("Bidirectional"), state.bidirectional),
        size(`${id}-layers`, "layers", label("layers"), state.layers || 1, false),
        size(`${id}-dense`, "dense", label("dense"), state.dense || 0, false),
      ]
    : [];
  if (isRepeatable(family)) more.push(flag("time_distributed", CODE("TimeDistributed"), state.time_distributed));
  const layer = layers.length === 1 ? "" : select(`${id}-layer`, label("layer"), offered(facts, layers), state.layer);
  return (
    `<div class="numbers-fields" role="group" aria-label="${escaped(word("live_sizes"))}">${layer}` +
    `${sizes.join("")}${steps.join("")}<div class="numbers-options">${options.join("")}${more.join("")}</div>` +
    `${layers.length ? `<p class="numbers-note">${escaped(word("live_follow"))}</p>` : ""}</div>`
  );
};

const fold = (name, label) =>
  `<details class="folded numbers-more" data-more="${name}"><summary>${escaped(label)}</summary><div></div></details>`;

// What can be opened below the figure, empty until then; hidden where there is nothing to compare the layer with.
export const folds = (word, isShown) =>
  `<div class="numbers-folds" data-search-exclude${isShown ? "" : " hidden"}>` +
  `${fold("frameworks", word("live_compare"))}${fold("growth", word("live_growth"))}</div>`;

export const button = (act, label) => `<button type="button" data-act="${act}">${escaped(label)}</button>`;

// What can be taken away, and where the derivation stands.
export const tools = (word, derivation, keras, isKnown) =>
  `<p class="numbers-known"${isKnown ? "" : " hidden"}>✓ ${escaped(word("live_equals_keras", { version: keras }))}</p>` +
  `<div class="numbers-tools">${button("markdown", word("box_copy_markdown"))}${button("link", word("box_copy_link"))}` +
  `${button("code", word("live_copy_code"))}${button("svg", "SVG")}${button("png", "PNG")}` +
  `${derivation ? `<a href="${escaped(derivation)}">${escaped(word("box_derivation"))}</a>` : ""}</div>` +
  `<p class="numbers-said" role="status"></p><p class="numbers-heard" role="status"></p>`;

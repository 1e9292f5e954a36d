// What an element shows, as the fragment of an address: #layer=LSTM&units=64&features=6. Once published an address never
// changes its meaning: tests/numbers/links.json holds some for ever.
//
// {layer, sizes, options, steps, bidirectional, layers, dense} is one layer and what may be done with it;
// {model, input} a chain of layers as Keras code, and the axes of one sample, null for an open one; {ask} what somebody
// typed; `part` is the part that is lit.

const WRAPPERS = ["bidirectional", "time_distributed"];
const COUNTS = ["steps", "layers", "dense"];
const FLAGS = new Map([
  ["True", true],
  ["False", false],
]);
// All but letters, digits and what the code of layers is made of, which stays readable.
const SPECIAL = /[^\w.,:;()=*'/ -]/gu;

const BRACKETS = /[()]/g;
// A blank behind a comma says nothing, unless it stands in quotes.
const BLANKS = /('[^']*')|, +/g;
const withoutBlanks = (code) => code.replaceAll(BLANKS, (_, quoted) => quoted ?? ",");

// Whether each bracket is closed, so that Markdown finds the end of an address.
export const isBalanced = (text, pairs = "()") => {
  let open = 0;
  for (const mark of text) {
    const place = pairs.indexOf(mark);
    if (place >= 0 && place % 2 === 0) open++;
    if (place % 2 === 1 && --open < 0) return false;
  }
  return !open;
};

const encoded = (text) => {
  const kept = text.replace(SPECIAL, encodeURIComponent).replaceAll(" ", "+");
  return isBalanced(kept) ? kept : kept.replace(BRACKETS, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
};
const decoded = (text) => decodeURIComponent(text.replaceAll("+", " "));

const numberOf = (text) => (/^\d{1,16}$/.test(text) ? Number(text) : text);
const flagOrNumber = (text) => FLAGS.get(text) ?? numberOf(text);
// A value as an address writes it.
export const textOf = (value) => ({ true: "True", false: "False" })[value] ?? String(value);

const axesOf = (text) => text.split(",").map((axis) => (axis === "None" ? null : numberOf(axis)));

// The pairs of a fragment, null where it is something else: an id, a pasted table.
const pairsOf = (fragment) => {
  const pairs = new Map();
  for (const pair of fragment.replace(/^#/, "").split("&")) {
    const place = pair.indexOf("=");
    if (place < 1) return null;
    try {
      pairs.set(pair.slice(0, place), decoded(pair.slice(place + 1)));
    } catch {
      return null; // a % that encodes nothing
    }
  }
  return pairs;
};

// What a fragment asks for, null where it asks for nothing. A page about a layer gives its name.
export const readState = (facts, fragment, layer = "") => {
  const pairs = pairsOf(fragment);
  if (!pairs || pairs.has("paste")) return null;
  const part = pairs.get("part");
  pairs.delete("part");
  const state = { ...(part && { part }) };
  if (!pairs.size) return part ? state : null;
  if (pairs.has("ask")) return { ...state, ask: pairs.get("ask") };
  const model = pairs.get("model");
  const named = pairs.get("layer") ?? layer;
  const family = facts.families.find(({ name }) => name === named);
  if (model === undefined && !family) return pairs.has("layer") ? { ...state, ask: named } : null;
  Object.assign(state, model === undefined ? { layer: named, options: {} } : { model }, { sizes: {} });
  const options = new Set(family?.options.map(([name]) => name));
  const sizes = new Set(family ? family.allSizes : ["features", "channels", "input_dim"]);
  for (const [name, text] of pairs) {
    if (options.has(name)) state.options[name] = flagOrNumber(text);
    else if (sizes.has(name)) state.sizes[name] = text.includes(",") ? text.split(",").map(numberOf) : numberOf(text);
    else if (COUNTS.includes(name)) state[name] = numberOf(text);
    else if (WRAPPERS.includes(name)) state[name] = flagOrNumber(text);
    else if (name === "input" && text) state.input = axesOf(text);
  }
  return state;
};

// The fragment that asks for a state; what is as usual is left out, and the layer where the page is about it.
export const writeState = (facts, state, layer = "") => {
  const pairs = [];
  const add = (name, value) => pairs.push(`${name}=${encoded(textOf(value))}`);
  if (state.ask !== undefined) add("ask", state.ask);
  else if (state.model !== undefined) add("model", withoutBlanks(state.model));
  else if (state.layer && state.layer !== layer) add("layer", state.layer);
  for (const [name, size] of Object.entries(state.sizes ?? {})) add(name, size);
  if (state.input) add("input", state.input.map((axis) => axis ?? "None").join(","));
  for (const name of COUNTS) if (state[name]) add(name, state[name]);
  for (const name of WRAPPERS) if (state[name]) add(name, true);
  const usual = state.layer ? facts.find(state.layer).choices : {};
  for (const [name, value] of Object.entries(state.options ?? {})) if (value !== usual[name]) add(name, value);
  if (state.part) add("part", state.part);
  return pairs.length ? `#${pairs.join("&")}` : "";
};

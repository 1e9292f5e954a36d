// Sets the formulas of the page in the notation that the reader chose, here or on an earlier page. Before a choice, the
// style sheet shows what fits the screen: on a phone long equations in letters, which stand beside those in words.
const KEY = "rnnformula.notation";

// A function that loads the formulas of a notation, each notation once; `base` is the address of the script, as it is published.
export const tableLoader = (base) => {
  const tables = new Map();
  return async (key) => {
    if (!tables.has(key)) {
      const response = await fetch(new URL(`../notation/${key}.json`, base));
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      tables.set(key, await response.json());
    }
    return tables.get(key);
  };
};

// A formula in the notation of a table: its TeX, and its MathML unless it stays as the page was built with.
export const inNotation = (table, tex, isDisplay) => table?.[isDisplay ? "display" : "inline"][tex] ?? [tex];

// TeX of a size as text: \text{hidden\_size} is hidden_size.
export const plainText = (tex) => tex.replace(/\\text\{(.*)\}/, "$1").replaceAll("\\_", "_");

const fill = (element, tex, inner) => {
  element.innerHTML = inner;
  element.dataset.tex = tex;
};

// What keeps the choice is handed over, as every page has it already.
export const addNotation = (select, { storeChoice, storedChoice }) => {
  const load = tableLoader(import.meta.url);
  const root = document.documentElement;
  const [automatic, asBuilt] = [...select.options].map((option) => option.value);
  const originals = new WeakMap();

  // What stood in the page when it was built, by element; a formula in a notation stands in for the one it replaced.
  const remember = (element) => {
    if (!originals.has(element)) {
      originals.set(element, { tex: element.dataset.tex, inner: element.innerHTML, outer: element.outerHTML });
    }
    return originals.get(element);
  };

  const exchange = (element, tex, outer, original) => {
    const template = document.createElement("template");
    template.innerHTML = outer;
    const fresh = template.content.firstElementChild;
    Object.assign(fresh.dataset, { tex, follows: "" });
    originals.set(fresh, original);
    element.replaceWith(fresh);
  };

  const show = (element, table) => {
    const original = remember(element);
    const [tex, mathml] = inNotation(table, original.tex, element.matches('math[display="block"]'));
    if (element.localName === "tspan") fill(element, tex, mathml ? plainText(tex) : original.inner);
    else if (element.localName === "var") fill(element, tex, mathml ?? original.inner);
    else if (mathml || element.outerHTML !== original.outer) {
      exchange(element, tex, mathml ?? original.outer, original);
    }
  };

  const showAll = async (key) => {
    const table = key === automatic || key === asBuilt ? null : await load(key);
    if (select.value !== key) return; // another choice was made while this one was loaded
    for (const element of document.querySelectorAll("[data-follows]")) show(element, table);
    if (key === automatic) delete root.dataset.notation;
    else root.dataset.notation = key;
  };

  const choose = async (key) => {
    select.value = key;
    try {
      await showAll(key);
    } catch (error) {
      select.value = root.dataset.notation ?? automatic;
      console.warn(error);
    }
  };

  const isKnown = (key) => [...select.options].some((option) => option.value === key);

  select.addEventListener("change", () => {
    storeChoice(KEY, select.value === automatic ? null : select.value);
    choose(select.value);
  });
  // Another tab may have another choice since.
  addEventListener("storage", ({ key, newValue }) => {
    const chosen = newValue ?? automatic;
    if (key === KEY && isKnown(chosen)) choose(chosen);
  });
  const before = storedChoice(KEY);
  if (isKnown(before)) choose(before);
};

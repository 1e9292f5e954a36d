// Sets the formulas of the page in the notation that the reader chose, here or on an earlier page.
const KEY = "rnnformula.language.notation";
const select = document.querySelector("#__notation");
const tables = new Map();
const originals = new WeakMap();

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be forbidden; the choice then holds for this page
  }
};

const store = (key) => {
  try {
    localStorage.setItem(KEY, key);
  } catch {
    // as above
  }
};

const load = async (key) => {
  if (!tables.has(key)) {
    const answer = await fetch(new URL(`notation/${key}.json`, import.meta.url));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    tables.set(key, await answer.json());
  }
  return tables.get(key);
};

// What stood in the page when it was built, by element; a formula in a notation stands in for the one it replaced.
const remember = (element) => {
  if (!originals.has(element)) {
    originals.set(element, { tex: element.dataset.tex, inner: element.innerHTML, outer: element.outerHTML });
  }
  return originals.get(element);
};

// TeX of a size as text: \text{hidden\_size} is hidden_size.
const plain = (tex) => tex.replace(/\\text\{(.*)\}/, "$1").replaceAll("\\_", "_");

const fill = (element, tex, inner) => {
  element.innerHTML = inner;
  element.dataset.tex = tex;
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
  const display = element.matches('math[display="block"]');
  const [tex, mathml] = table?.[display ? "display" : "inline"][original.tex] ?? [original.tex];
  if (element.localName === "tspan") fill(element, tex, mathml ? plain(tex) : original.inner);
  else if (element.localName === "var") fill(element, tex, mathml ?? original.inner);
  else if (mathml || element.outerHTML !== original.outer) exchange(element, tex, mathml ?? original.outer, original);
};

const showAll = async (key) => {
  const first = key === select.options[0].value;
  const table = first ? null : await load(key);
  if (select.value !== key) return; // another choice was made while this one was loaded
  for (const element of document.querySelectorAll("[data-follows]")) show(element, table);
  document.documentElement.dataset.notation = key;
};

const choose = async (key) => {
  select.value = key;
  try {
    await showAll(key);
  } catch (error) {
    select.value = document.documentElement.dataset.notation ?? select.options[0].value;
    console.warn(error);
  }
};

const known = (key) => [...select.options].some((option) => option.value === key);

if (select) {
  select.addEventListener("change", () => {
    store(select.value);
    choose(select.value);
  });
  // Another tab may have another choice since.
  addEventListener("storage", ({ key, newValue }) => key === KEY && known(newValue) && choose(newValue));
  const key = stored();
  if (known(key) && key !== select.options[0].value) choose(key);
}

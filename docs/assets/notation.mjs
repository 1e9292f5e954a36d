// Sets the formulas of the page in the notation that the reader chose, here or on an earlier page.
const KEY = "rnnformula.notation";
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

// Formulas as the page was built, by element; an element in a notation stands in for the one it replaced.
const remember = (element) => {
  if (!originals.has(element)) originals.set(element, { tex: element.dataset.tex, html: element.outerHTML });
  return originals.get(element);
};

const replace = (element, html, original) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  originals.set(fresh, original);
  element.replaceWith(fresh);
  return fresh;
};

const show = (element, table) => {
  const original = remember(element);
  const display = element.matches('math[display="block"]');
  const [tex, mathml] = table?.[display ? "display" : "inline"][original.tex] ?? [];
  if (tex === undefined) {
    if (element.outerHTML !== original.html) replace(element, original.html, original);
  } else if (element.localName === "var") {
    element.innerHTML = mathml;
    element.dataset.tex = tex;
  } else {
    Object.assign(replace(element, mathml, original).dataset, { tex, follows: "" });
  }
};

const showAll = async (key) => {
  const first = key === select.options[0].value;
  const table = first ? null : await load(key);
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

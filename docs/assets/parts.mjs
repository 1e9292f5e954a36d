// Lights all that stands for one part of a layer, in figures, formulas, tables and sentences: what is pointed at, has the
// focus of the keyboard, was tapped, or is named by the address.
const PART = "[data-part]";
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// The part that the fragment of an address names, null where it names none.
export const partNamed = (hash) => new URLSearchParams(hash.slice(1)).get("part");

// What is one stop of the keyboard; of a formula or a table it is the box that scrolls.
export const blockOf = (element) =>
  element.closest("figure") ?? element.closest(".scroll") ?? element.closest("p, li, dd") ?? element.parentElement;

export const addParts = (window) => {
  const { document, location } = window;
  const article = document.querySelector("article");
  const parts = (within) => [...within.querySelectorAll(PART)];
  // A drawing is read as one picture, and its key names its parts.
  const walked = (block) => parts(block).filter((element) => !element.closest("svg"));
  const partAt = ({ target }) => target.closest?.(PART)?.dataset.part ?? null;
  const wanted = { pointed: null, focused: null, pinned: null };
  let shown = null;

  const light = (changes) => {
    Object.assign(wanted, changes);
    const part = wanted.pointed ?? wanted.focused ?? wanted.pinned;
    if (changes && part === shown) return;
    shown = part;
    for (const element of parts(document)) element.classList.toggle("lit", element.dataset.part === part);
  };

  const addStops = () => {
    for (const block of new Set(parts(document).map(blockOf))) {
      const all = walked(block);
      const stop = block.matches(".scroll") ? null : (all.find((element) => element.tabIndex === 0) ?? all[0]);
      for (const element of all) element.tabIndex = element === stop ? 0 : -1;
    }
  };

  const walk = (event) => {
    const { key, target } = event;
    const step = STEPS[key];
    const isBox = target.matches?.(".scroll");
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(isBox || target.matches?.(PART))) return;
    if (isBox && /Left|Right/.test(key) && target.scrollWidth > target.clientWidth) return;
    const block = isBox ? target : blockOf(target);
    const all = walked(block).filter((element) => element.getClientRects().length);
    const next = all[all.indexOf(target) + step];
    if (!next) return; // at its ends the page scrolls as ever
    event.preventDefault();
    if (!isBox) target.tabIndex = -1;
    next.tabIndex = block.matches(".scroll") ? -1 : 0;
    next.focus();
  };

  const listen = (name, listener) => document.addEventListener(name, listener);
  listen("pointerover", (event) => event.pointerType !== "touch" && light({ pointed: partAt(event) }));
  listen("pointerout", ({ relatedTarget }) => relatedTarget || light({ pointed: null }));
  listen("focusin", (event) => light({ focused: event.target.matches(":focus-visible") ? partAt(event) : null }));
  listen("focusout", () => light({ focused: null }));
  listen("click", (event) => {
    const part = partAt(event);
    light({ pinned: part === wanted.pinned ? null : part });
  });
  listen("keydown", (event) => {
    if (event.key === "Escape") light({ pointed: null, focused: null, pinned: null });
    else walk(event);
  });
  const open = () => light({ pinned: partNamed(location.hash) });
  window.addEventListener("hashchange", open);
  // What scripts make anew is as what it replaced.
  new MutationObserver(() => {
    addStops();
    light();
  }).observe(article, { childList: true, subtree: true });
  addStops();
  open();
};

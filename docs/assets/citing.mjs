// Beside each id: its # copies the link that is promised, that of its tag, and Cite opens what can be copied besides.
import { storeChoice, storedChoice } from "./choices.mjs";
import { readRange, selectedIn } from "./selected.mjs";
import { tagAddress } from "./tag_address.mjs";

const DONE = 1500; // milliseconds for which it is said that a link was copied
const DIALOG = "#__cite";
const CITED = "[data-tag]";

// Whether a click is one that follows a link here; any other is the browser's own.
export const isFollowed = ({ button, altKey, ctrlKey, metaKey, shiftKey }) =>
  !(button || altKey || ctrlKey || metaKey || shiftKey);

// Below a link, within the window.
export const placeBelow = (link, width, windowWidth) => Math.max(0, Math.min(link.left, windowWidth - width));

const sayer = (window, text) => {
  const { document } = window;
  let said;
  let timer;
  return (link) => {
    if (!said) {
      said = document.createElement("p");
      said.className = "cite-said";
      said.role = "status";
      document.querySelector("article").append(said);
    }
    // After the browser has scrolled to where the link leads.
    window.requestAnimationFrame(() => {
      const box = link.getBoundingClientRect();
      said.textContent = `✓ ${text}`;
      const article = said.offsetParent.getBoundingClientRect();
      const left = placeBelow(box, said.offsetWidth, document.documentElement.clientWidth);
      said.style.left = `${left - article.left}px`;
      said.style.top = `${box.bottom - article.top}px`;
    });
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = "";
    }, DONE);
  };
};

export const addCiting = (window) => {
  const { document, navigator } = window;
  const template = document.querySelector(DIALOG);
  if (!template) return;
  const { site, said } = template.dataset;
  const say = sayer(window, said);
  let kept = null;

  const copy = async (link) => {
    try {
      await navigator.clipboard.writeText(tagAddress(site, link.dataset.tag));
    } catch {
      return; // forbidden by the browser: the link leads to its place, as any other
    }
    say(link);
  };

  const open = async (button) => {
    const link = button.previousElementSibling;
    const selected = kept;
    kept = null;
    const part = selected && selectedIn(link.closest("[id]"), selected);
    const quote = part ? readRange(document, part).text : "";
    try {
      const { openCitation } = await import("./cite_dialog.mjs");
      openCitation(window, template, { button, link, quote }, { addressOf: tagAddress, storeChoice, storedChoice });
    } catch (error) {
      console.warn(error);
      copy(link); // the link alone needs nothing else
    }
  };

  // What is pressed may take the selection away; a copy of it stays.
  const keep = ({ target }) => {
    if (!target.closest?.("button.cite")) return;
    const selection = document.getSelection();
    kept = selection.isCollapsed ? null : selection.getRangeAt(0).cloneRange();
  };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, keep);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(`a${CITED}`);
    if (link && isFollowed(event)) copy(link);
    const button = event.target.closest?.("button.cite");
    if (button) open(button);
  });
};

// Loads what counts and draws on a page as soon as the reader does anything, or comes with sizes in the address: who only
// reads need not wait for it.
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];

// Whether an address asks for sizes: ids have no such sign, and a pasted table is not for us.
export const asksFor = (hash) => hash.includes("=") && !hash.startsWith("#paste=");

export const loadNumbers = (window) => {
  const { document, location } = window;
  const settings = document.querySelector(".numbers-settings");
  // What was pressed meanwhile is pressed again, once there is somebody to hear it.
  const early = new Set();
  const keep = ({ target }) => {
    const button = target.closest?.(".numbers [data-act]");
    if (button) early.add(button);
  };
  const load = async () => {
    for (const sign of SIGNS) window.removeEventListener(sign, load);
    // The name changes with what is in it, so the page says it.
    await import(new URL(JSON.parse(settings.textContent).script, document.baseURI));
    document.removeEventListener("click", keep);
    const pressed = [...early];
    early.clear(); // this may run once more, for a link
    for (const button of pressed) button.click();
  };
  document.addEventListener("click", keep);
  if (asksFor(location.hash)) return load();
  for (const sign of SIGNS) window.addEventListener(sign, load, { passive: true });
  window.addEventListener("hashchange", () => asksFor(location.hash) && load());
  return null;
};

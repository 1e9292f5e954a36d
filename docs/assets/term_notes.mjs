// What the style of an agreed term can not do: Escape takes its note away, a tap shows the note and only the next one
// follows the link, and where there is no room below its line the note stands above it.
const TERM = ".agreed-term";
const [SHOWN, DISMISSED, ABOVE] = ["shown", "dismissed", "above"];

// Whether a note fits better above: there is no room below, and more of it above.
export const fitsAbove = ({ top, bottom }, height, screen) => height > screen - bottom && top > screen - bottom;

export const addTermNotes = (window) => {
  const { document } = window;
  const termAt = ({ target }) => target.closest?.(TERM) ?? null;
  let tapped = null;

  const place = (term) => {
    const height = Number.parseFloat(window.getComputedStyle(term, "::after").height);
    term.classList.toggle(ABOVE, fitsAbove(term.getBoundingClientRect(), height, window.innerHeight));
  };

  const tap = (term) => {
    tapped?.classList.remove(SHOWN);
    tapped = term;
    tapped?.classList.remove(DISMISSED);
    tapped?.classList.add(SHOWN);
  };

  const listen = (name, listener) => document.addEventListener(name, listener);
  const at = (act) => (event) => {
    const term = termAt(event);
    if (term) act(term);
  };
  for (const name of ["pointerover", "focusin"]) listen(name, at(place));
  // A note that was taken away comes back when it is asked for anew.
  for (const name of ["pointerout", "focusout"]) {
    listen(
      name,
      at((term) => term.classList.remove(DISMISSED)),
    );
  }
  listen("keydown", ({ key }) => {
    if (key !== "Escape") return;
    tap(null);
    for (const term of document.querySelectorAll(`${TERM}:is(:hover, :focus)`)) term.classList.add(DISMISSED);
  });
  listen("click", (event) => {
    const term = event.pointerType === "touch" ? termAt(event) : null;
    if (term && term === tapped) return;
    if (term) event.preventDefault();
    tap(term);
  });
};

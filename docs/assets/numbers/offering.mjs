// Buttons of the figures of a page that have none of their own, to take each away as a file with its citation.
const FIGURES = "article figure.figure";
const OWN = ".numbers, .model, .asked, .report-formulas";
const FORMATS = ["svg", "png"];

// The figure without its buttons, as it is drawn.
const markupOf = (figure) => {
  const copy = figure.cloneNode(true);
  copy.querySelector(".figure-take")?.remove();
  return copy.outerHTML;
};

// Adds the buttons; `label` names those of a format. A figure that is drawn anew gets them anew.
export const offerFigures = (document, label) => {
  for (const figure of document.querySelectorAll(FIGURES)) {
    if (figure.closest(OWN) || figure.querySelector(".figure-take")) continue;
    const tools = document.createElement("p");
    tools.className = "figure-take";
    for (const format of FORMATS) {
      const button = document.createElement("button");
      const name = format.toUpperCase();
      Object.assign(button, { type: "button", textContent: name, ariaLabel: label(name) });
      button.dataset.take = format;
      tools.append(button);
    }
    figure.append(tools);
  }
};

// Has the buttons save their figures: `take(format, figure, hash)`, the hash that of the id that links lead to;
// `isBuilt` says that Keras ran.
export const listenToOffers = (document, isBuilt, take) => {
  document.addEventListener("click", ({ target }) => {
    const format = target.dataset?.take;
    if (!format) return;
    const figure = target.closest("figure");
    const id = figure.closest("[id]")?.id;
    // Every figure of a built page was compared, as the page says; one with the reader's sizes was not.
    const isKnown = isBuilt && !figure.previousElementSibling?.matches(".numbers-yours");
    take(format, { html: markupOf(figure), shown: { of: figure.dataset.of }, isKnown }, id ? `#${id}` : "");
  });
};

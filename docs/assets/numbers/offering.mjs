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

// `take` saves a figure, and answers with the key of what to say; `label` names the buttons of a format.
export const offerFigures = (document, label, take) => {
  for (const figure of document.querySelectorAll(FIGURES)) {
    if (figure.closest(OWN) || figure.querySelector(".figure-take")) continue;
    const tools = document.createElement("p");
    tools.className = "figure-take";
    for (const format of FORMATS) {
      const button = document.createElement("button");
      Object.assign(button, {
        type: "button",
        textContent: format.toUpperCase(),
        ariaLabel: label(format.toUpperCase()),
      });
      button.addEventListener("click", () => {
        const id = figure.closest("[id]")?.id ?? "";
        take(format, { html: markupOf(figure), shown: { of: figure.dataset.of } }, id && `#${id}`);
      });
      tools.append(button);
    }
    figure.append(tools);
  }
};

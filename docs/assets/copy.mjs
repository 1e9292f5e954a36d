// Buttons copy the code or the formula beside them; what is selected is copied as Markdown where it has a formula or a
// table in it.
import { readRange } from "./selected.mjs";

const DONE = 1500; // milliseconds for which a button says that it has copied

// Where a screen reader hears that something was copied.
const addStatus = (document) => {
  const status = document.createElement("p");
  status.className = "heard";
  status.role = "status";
  document.querySelector("article").append(status);
  return status;
};

const addButton = (button, status) => {
  const label = button.textContent;
  const { done } = button.dataset;
  button.addEventListener("click", async () => {
    const box = button.closest(".formula, .example, .highlight");
    // A formula may stand there twice, in words and in letters, of which one is shown; folded code is behind its output.
    const shown = [...box.querySelectorAll("[data-tex]")].find((formula) => formula.getClientRects().length > 0);
    const copied = shown ?? box.querySelector("details.code code") ?? box.querySelector("[data-tex], pre > code");
    try {
      await navigator.clipboard.writeText(copied.dataset.tex ?? copied.textContent);
    } catch {
      const fold = copied.closest("details");
      if (fold) fold.open = true; // nothing within a closed one can be selected
      document.getSelection().selectAllChildren(copied); // forbidden by the browser: what is left is to press Ctrl+C
      return;
    }
    button.textContent = `✓ ${done}`;
    status.textContent = done;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, DONE);
  });
};

export const copySelection = (event, document) => {
  const selection = document.getSelection();
  // In a field it is the browser that knows what is selected.
  if (selection.isCollapsed || event.target.closest?.("input, textarea")) return;
  const { html, text, isPlain } = readRange(document, selection.getRangeAt(0));
  if (isPlain) return;
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
};

export const addCopying = ({ document }) => {
  const buttons = document.querySelectorAll("button.copy");
  const status = buttons.length ? addStatus(document) : null;
  for (const button of buttons) addButton(button, status);
  document.addEventListener("copy", (event) => copySelection(event, document));
};

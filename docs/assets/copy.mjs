// Buttons copy the code or the formula beside them; formulas in selected text are copied as TeX.
const DONE = 1500; // milliseconds for which a button says that it has copied

// A formula as it is written in Markdown.
export const sourceOf = (formula) => {
  const { tex } = formula.dataset;
  return formula.matches('math[display="block"]') ? `$$\n${tex}\n$$` : `$${tex}$`;
};

// A selection that begins or ends within a formula means the whole formula.
export const widen = (range) => {
  const [start, end] = [range.startContainer, range.endContainer].map((node) =>
    (node.nodeType === node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-tex]"),
  );
  if (start) range.setStartBefore(start);
  if (end) range.setEndAfter(end);
  return range;
};

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

const copySelection = (event, document) => {
  const selection = document.getSelection();
  if (selection.isCollapsed) return;
  const copy = document.createElement("div");
  copy.append(widen(selection.getRangeAt(0).cloneRange()).cloneContents());
  // Of a formula that stands there in words and in letters, what is not shown.
  const isShort = document.querySelector(".short")?.getClientRects().length > 0;
  for (const hidden of copy.querySelectorAll(isShort ? ".words" : ".short")) hidden.remove();
  const formulas = copy.querySelectorAll("[data-tex]");
  if (!formulas.length) return;
  event.clipboardData.setData("text/html", copy.innerHTML);
  for (const formula of formulas) formula.replaceWith(sourceOf(formula));
  for (const button of copy.querySelectorAll("button, .permalink, .headerlink")) button.remove();
  // Only text that is laid out has its line breaks.
  copy.style.cssText = "position: absolute; left: -9999px; white-space: pre-wrap";
  document.body.append(copy);
  event.clipboardData.setData("text/plain", copy.innerText);
  copy.remove();
  event.preventDefault();
};

export const addCopying = ({ document }) => {
  const buttons = document.querySelectorAll("button.copy");
  const status = buttons.length ? addStatus(document) : null;
  for (const button of buttons) addButton(button, status);
  document.addEventListener("copy", (event) => copySelection(event, document));
};

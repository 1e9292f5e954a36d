// The dialog in which what an id names is cited: the build made the texts, what nobody knows before is filled in here.
// It imports nothing, but is handed what it uses of the modules that every page has: what two files import the build
// makes a third one, which every page would ask for.
const KEY = "rnnformula.cite";
const DONE = 1500; // milliseconds for which the button says that it has copied
const MARK = /(> )?⟦(\w+)⟧/g; // what a text has for what is filled in, and the sign of a quoted line before it
const ESCAPING = "csl-json"; // the format that has a quote within a string of JSON

const twoDigits = (number) => String(number).padStart(2, "0");

// A day as ISO 8601 writes it, where the reader is.
export const dayOf = (date) => [date.getFullYear(), ...[date.getMonth() + 1, date.getDate()].map(twoDigits)].join("-");

// A text with the address of the site, the day of access and a quoted selection.
export const filled = (text, { format, site, day, quote }) => {
  const [year, month, date] = day.split("-").map(Number);
  const marks = { site, accessed: day, year, month, day: date };
  marks.quote = format === ESCAPING ? JSON.stringify(quote).slice(1, -1) : quote;
  return text.replace(MARK, (_, sign = "", name) => {
    if (name !== "quote" || !sign) return sign + marks[name];
    return quote
      .split("\n")
      .map((line) => (sign + line).trimEnd())
      .join("\n");
  });
};

// A function that loads the texts of the page once; what did not come is asked for again.
export const textsLoader = (address) => {
  let texts = null;
  return () => {
    texts ??= (async () => {
      const response = await fetch(address, { cache: "no-cache" });
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      return response.json();
    })().catch((error) => {
      texts = null;
      throw error;
    });
    return texts;
  };
};

const make = (window, template, { addressOf, storeChoice, storedChoice }) => {
  const { document, navigator } = window;
  const dialog = template.content.cloneNode(true).firstElementChild;
  document.querySelector("article").append(dialog);
  const part = (name) => dialog.querySelector(`[data-cite="${name}"]`);
  const [format, language, edition, quoting] = ["format", "language", "edition", "quoting"].map(part);
  const [text, copy, failed] = ["text", "copy", "failed"].map(part);
  const { home, site, source } = template.dataset;
  const load = textsLoader(new URL(source, document.baseURI));
  const label = copy.textContent;
  let timer;
  let shown = {}; // what is cited: its tag, its texts by language, what is quoted of it

  const show = () => {
    const { tag, texts, quote } = shown;
    const folder = edition?.value ?? "";
    const [whole, quoted] = texts?.[language.value].texts[format.value] ?? [];
    quoting.disabled = Boolean(texts && !quoted);
    const chosen = quote && quoting.checked && quoted ? quoted : whole;
    const values = { format: format.value, site: site + folder, day: dayOf(new Date()), quote };
    text.value = chosen ? filled(chosen, values) : addressOf(site + folder, tag);
    if (texts) part("title").textContent = texts[language.value].title;
    part("title").lang = language.value;
    text.lang = language.value;
  };

  for (const field of [format, language, edition, quoting]) field?.addEventListener("change", show);
  format.addEventListener("change", () => storeChoice(KEY, format.value));
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select(); // forbidden by the browser: what is left is to press Ctrl+C
      return;
    }
    copy.textContent = `✓ ${copy.dataset.done}`;
    part("heard").textContent = copy.dataset.done;
    clearTimeout(timer); // of an earlier press, which would end this word too soon
    timer = setTimeout(() => {
      copy.textContent = label;
      part("heard").textContent = "";
    }, DONE);
  });
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside what it holds
  dialog.addEventListener("close", () => shown.button?.focus());
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the theme takes letters for its search

  return async ({ button, link, quote }) => {
    const { tag } = link.dataset;
    shown = { button, tag, texts: null, quote };
    part("title").textContent = decodeURIComponent(link.hash.slice(1));
    part("tag-name").textContent = tag;
    part("tag").href = addressOf(home, tag);
    quoting.checked = Boolean(shown.quote);
    quoting.parentElement.hidden = !shown.quote;
    const before = storedChoice(KEY);
    if ([...format.options].some(({ value }) => value === before)) format.value = before;
    language.value = document.documentElement.lang;
    clearTimeout(timer);
    copy.textContent = label;
    part("heard").textContent = "";
    failed.hidden = true;
    format.disabled = language.disabled = false;
    dialog.ariaBusy = "true";
    show();
    if (!dialog.open) dialog.showModal();
    const texts = await load().catch((error) => console.warn(error));
    if (shown.tag !== tag) return; // another was opened meanwhile
    shown.texts = texts?.[tag] ?? null;
    failed.hidden = Boolean(shown.texts);
    format.disabled = language.disabled = !shown.texts;
    dialog.ariaBusy = "false";
    show();
  };
};

const made = new WeakMap();

// Opens the dialog of a page, which is made when it is opened first: for a button, its link, and what is quoted.
export const openCitation = (window, template, asked, tools) => {
  if (!made.has(template)) made.set(template, make(window, template, tools));
  return made.get(template)(asked);
};

// Shows an explanation that the engine made: all that it holds, as text. Nothing is decided here.
const ROWS = 200; // of a long answer, so many rows at a time
const SIGNS = {
  explained: "✓",
  agrees: "✓",
  ambiguous: "?",
  unknown: "?",
  differs: "≠",
  unreadable: "✗",
  open: "…",
  "no-parameters": "–",
};
// An element with its children; a child that is nothing is left out, and text stays text.
export const createNode = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

export const number = (value) => value?.toLocaleString("en") ?? "–";

export class Answer {
  // `words` are labels by key, `home` is the address that links of the engine begin at.
  constructor(words, home) {
    this.words = words;
    this.home = home;
  }

  word(key, values = {}) {
    return (this.words[key] ?? key).replace(/\{(\w*)\}/g, (_, name) => values[name]);
  }

  show(section, explanation) {
    const { rows = [], totals = [], notes = [], forward } = explanation;
    const list = createNode("ol", { class: "explain-rows" });
    const said = notes.length ? [createNode("h3", {}, this.word("notes")), this.notes(notes)] : [];
    const first = !rows.some(({ readings = [] }) => readings.length); // where nothing could be told, why is what matters
    section.append(
      ...(first ? said : []),
      rows.length ? list : "",
      totals.length ? createNode("h3", {}, this.word("totals")) : "",
      totals.length ? createNode("ul", { class: "explain-rows" }, ...totals.map((total) => this.total(total))) : "",
      forward ? createNode("p", {}, forward.sentence) : "",
      ...(first ? [] : said),
    );
    this.more(list, rows);
  }

  more(list, rows) {
    const [now, later] = [rows.slice(0, ROWS), rows.slice(ROWS)];
    list.append(...now.map((row) => this.row(row)));
    if (!later.length) return;
    const button = createNode("button", { type: "button" }, this.word("box_more_rows", { n: number(later.length) }));
    button.addEventListener("click", () => {
      button.remove();
      this.more(list, later);
      list.children[list.children.length - 1].scrollIntoView({ block: "nearest" });
    });
    list.after(button);
  }

  // How sure it is; several readings do not fit where one is left.
  verdict(verdict, readings = []) {
    const key = verdict === "ambiguous" && readings.length === 1 ? "possible" : verdict;
    return createNode(
      "span",
      { class: "explain-verdict" },
      createNode("span", { "aria-hidden": "true" }, SIGNS[verdict] ?? "·"),
      ` ${this.word(`verdict_${key}`)}`,
    );
  }

  fact(key, value) {
    return value ? createNode("div", {}, createNode("dt", {}, this.word(key)), createNode("dd", {}, value)) : null;
  }

  notes(notes) {
    return notes?.length
      ? createNode("ul", { class: "explain-notes" }, ...notes.map((note) => createNode("li", {}, note)))
      : null;
  }

  row({ name, type, output_shape, count, verdict, notes, readings = [], forward, depth = 0 }) {
    const [first, ...others] = readings;
    const kind = type ? createNode("span", { class: "explain-type" }, type) : null;
    return createNode(
      "li",
      { class: "explain-row", "data-verdict": verdict, style: `--depth: ${Number(depth)}` },
      createNode("h3", {}, createNode("code", {}, name), " ", kind, this.verdict(verdict, readings)),
      createNode("dl", {}, this.fact("output_shape", output_shape), this.fact("count", number(count))),
      first ? this.reading(first, count, forward?.sentence) : null,
      this.notes(notes),
      others.length ? this.others(others, count) : null,
    );
  }

  others(readings, count) {
    return createNode(
      "details",
      {},
      createNode("summary", {}, this.word("box_other_readings", { n: readings.length })),
      createNode("ol", {}, ...readings.map((reading) => createNode("li", {}, this.reading(reading, count)))),
    );
  }

  // `forward` says what the reading takes forward.
  reading(reading, count, forward = "") {
    const { call, layer, words = [], expression, because, link } = reading;
    const other = reading.count === undefined || reading.count === count ? null : number(reading.count);
    return createNode(
      "div",
      { class: "explain-reading" },
      createNode("p", { class: "explain-layer" }, call ?? layer),
      words.length
        ? createNode("ul", { class: "explain-options" }, ...words.map((word) => createNode("li", {}, word)))
        : null,
      expression ? createNode("p", { class: "explain-expression" }, createNode("code", {}, expression)) : null,
      other ? createNode("p", {}, `${this.word("count")}: ${other}`) : null,
      because ? createNode("p", {}, because) : null,
      forward ? createNode("p", {}, forward) : null,
      link ? createNode("p", {}, createNode("a", { href: this.address(link) }, this.word("box_derivation"))) : null,
    );
  }

  // Within this site, whatever the engine says.
  address(link) {
    const url = new URL(link, this.home);
    return url.href.startsWith(this.home) ? url.href : this.home;
  }

  total({ name, label, printed, expected, verdict, because }) {
    return createNode(
      "li",
      { class: "explain-row", "data-verdict": verdict ?? "" },
      createNode("h4", {}, label ?? name, verdict ? this.verdict(verdict) : null),
      createNode(
        "dl",
        {},
        this.fact("box_printed", number(printed)),
        this.fact("box_expected", expected?.toLocaleString("en")),
      ),
      because ? createNode("p", {}, because) : null,
    );
  }
}

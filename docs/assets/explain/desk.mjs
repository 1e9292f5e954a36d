// What the box does once the reader turns to it: a paste, an example or a shared link is explained by the engine.
import { Answer } from "./answer.mjs";
import { Engine, Stopped } from "./engine.mjs";
import { LargeLink, fromFragment, isPaste, toFragment } from "./link.mjs";

const LINK = 8_000; // characters of a link that mail programs and forums leave whole
const PATIENCE = 60_000; // milliseconds for one paste, once the engine runs

const box = document.querySelector(".explain");
const settings = JSON.parse(box.querySelector("script").textContent);
const form = box.querySelector("form");
const field = form.querySelector("textarea");
const status = box.querySelector("[role=status]");
const progress = box.querySelector("progress");
const section = box.querySelector(".explain-answer");
const stopButton = form.querySelector("[data-act=halt]");
const styles = document.createElement("link");
styles.rel = "stylesheet";
styles.href = new URL("answer.css", import.meta.url);
document.head.append(styles);
const answer = new Answer(settings.words, new URL(settings.home, document.baseURI).href);
const word = (key, values) => answer.word(key, values);

let task = 0; // what was asked for last; the answer to anything before it comes too late
let asked = false; // whether an answer is waited for
let clock = 0;
let news = ""; // of the engine
let fragment = ""; // of what is explained, "" where it is too long for a link
let explained = "";
let linked = ""; // the paste that the address names

const say = (text, alert = false) => {
  status.textContent = text;
  status.classList.toggle("explain-alert", alert);
};

// What the engine is at; a refusal stays until the reader does something.
const report = (text, alert = false) => {
  news = text;
  if (asked || !status.classList.contains("explain-alert")) say(text, alert);
};

const busy = (is) => {
  asked = is;
  stopButton.hidden = !is;
  progress.hidden = !is;
  section.setAttribute("aria-busy", String(is));
  clearTimeout(clock);
};

const million = (bytes) => (bytes / 1e6).toFixed(1);

const reason = (error) => {
  if (error.name === "no_wasm") return word("box_no_wasm");
  if (error.name === "network") return word("box_no_network", { what: error.message });
  return word("box_failed", { what: error.message.trim().split("\n").at(-1) });
};

const stop = (key) => {
  task += 1;
  engine.stop();
  busy(false);
  say(word(key), key !== "box_stopped");
};

// Only once the engine runs: a slow connection is no fault of the paste.
const wait = () => {
  say(word("box_working"));
  progress.removeAttribute("value");
  clock = setTimeout(() => stop("box_too_slow"), PATIENCE);
};

const engine = new Engine(settings, {
  loading(bytes, total) {
    progress.hidden = false;
    progress.max = total;
    progress.value = bytes;
    // A screen reader is told once, not at every step.
    if (!bytes) report(word("box_loading", { total: million(total) }));
  },
  starting() {
    progress.removeAttribute("value");
    report(word("box_starting"));
  },
  ready() {
    if (asked) return wait();
    progress.hidden = true;
    return report(word("box_ready"));
  },
  ended(error) {
    if (asked) return; // whoever asked is told
    progress.hidden = true;
    if (!(error instanceof Stopped)) report(reason(error), true);
  },
});

const empty = () => {
  section.hidden = true;
  section.replaceChildren();
  setFragment("");
};

const languages = () => document.querySelectorAll("a.language");

const setFragment = (found) => {
  fragment = found;
  for (const link of languages()) link.hash = found;
};

// The address must not name another paste than the one that is shown.
const leaveLink = () => {
  if (isPaste(location.hash) && field.value !== linked) history.replaceState(null, "", location.pathname);
};

// The page in the other language shows the same paste; later than language.mjs, which knows of ids only.
for (const kind of ["click", "auxclick"]) {
  document.addEventListener(kind, ({ target }) => {
    const link = target.closest?.("a.language");
    if (link && fragment) link.hash = fragment;
  });
}

const copy = async (text, key) => {
  try {
    await navigator.clipboard.writeText(text);
    say(word(key));
  } catch {
    say(word("box_not_copied"), true);
  }
};

const button = (label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
};

const share = () => {
  if (!fragment) return say(word("box_long_link"), true);
  history.replaceState(null, "", fragment);
  linked = explained;
  return copy(location.href, "box_link_copied");
};

const show = ({ json, markdown }) => {
  const explanation = JSON.parse(json);
  const title = document.createElement("h2");
  title.id = "__answer";
  title.textContent = word("box_answer");
  const tools = document.createElement("div");
  tools.className = "explain-buttons";
  tools.append(
    button(word("box_copy_markdown"), () => copy(markdown, "box_markdown_copied")),
    button(word("box_copy_link"), share),
  );
  section.replaceChildren(title, tools);
  answer.show(section, explanation);
  section.hidden = false;
  section.scrollIntoView({ block: "start" });
  say(word("box_done", { n: explanation.rows.length }));
};

const isAble = () => ["DecompressionStream", "WebAssembly", "Worker"].every((name) => name in window);

export const explain = async () => {
  const paste = field.value;
  const mine = (task += 1);
  empty();
  leaveLink();
  if (!paste.trim()) return say(word("box_empty"), true);
  if (paste.length > settings.most) return refuse();
  if (!isAble()) return say(word("box_no_wasm"), true);
  busy(true);
  try {
    if (engine.isReady) wait();
    else if (engine.worker) say(news);
    const made = await engine.explain(paste);
    if (mine !== task) return undefined;
    busy(false);
    explained = paste;
    show(made);
    const link = await toFragment(paste).catch(() => "");
    if (mine !== task) return undefined;
    setFragment(link.length <= LINK ? link : "");
  } catch (error) {
    if (mine !== task || error instanceof Stopped) return undefined;
    busy(false);
    say(reason(error), true);
  }
  return undefined;
};

export const open = async () => {
  if (!isPaste(location.hash)) return;
  try {
    field.value = await fromFragment(location.hash);
    linked = field.value;
  } catch (error) {
    say(word(error instanceof LargeLink ? "box_large_link" : "box_damaged_link"), true);
    return;
  }
  explain();
};

// Takes what is printed by the example below the heading with that id.
export const example = (id) => {
  let element = document.getElementById(id);
  while (!element.matches(".example")) element = element.nextElementSibling;
  field.value = [...element.querySelectorAll(":scope > .highlight code")].at(-1).textContent;
  return explain();
};

export const clear = () => {
  if (asked) stop("box_stopped");
  field.value = "";
  empty();
  leaveLink();
  say("");
  field.focus();
};

export const halt = () => stop("box_stopped");
export const refuse = () => say(word("box_too_large"), true);

// Loads what it takes before there is anything to explain, unless the reader asked for less.
export const start = () => {
  if (!navigator.connection?.saveData && isAble()) engine.start();
};

// What the box does once the reader turns to it: a paste, an example or a shared link is explained by the engine.
import { Answer } from "./answer.mjs";
import { Engine, Stopped } from "./engine.mjs";
import { fromFragment, isPaste, LargeLink, toFragment } from "./link.mjs";
import { Loading, megabytes } from "./loading.mjs";
import { keepPage } from "./offline.mjs";

const LINK = 8_000; // characters of a link that mail programs and forums leave whole
const PATIENCE = 60_000; // milliseconds for one paste, once the engine runs
const LATER = 1_500; // milliseconds after which the first answer has had all that the machine can do
const NEEDED = ["DecompressionStream", "WebAssembly", "Worker"]; // of a browser

export const isAble = (window) => NEEDED.every((name) => name in window);

// What went wrong, for the reader: the key of a label, and what the label is filled with.
export const reasonOf = ({ name, message }) => {
  if (name === "no_wasm") return ["box_no_wasm"];
  if (name === "network") return ["box_no_network", { what: message }];
  return ["box_failed", { what: message.trim().split("\n").at(-1) }];
};

// What the example below the heading with that id prints.
const printedBelow = (id) => {
  let element = document.getElementById(id);
  while (!element.matches(".example")) element = element.nextElementSibling;
  return [...element.querySelectorAll(":scope > .highlight code")].at(-1).textContent;
};

const createButton = (label, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
};

const addStyles = () => {
  const styles = document.createElement("link");
  styles.rel = "stylesheet";
  styles.href = new URL("answer.css", import.meta.url);
  document.head.append(styles);
};

// The functions that box.mjs calls by name.
export const createController = (box, settings) => {
  const form = box.querySelector("form");
  const field = form.querySelector("textarea");
  const status = box.querySelector("[role=status]");
  const progress = box.querySelector("progress");
  const section = box.querySelector(".explain-answer");
  const stopButton = form.querySelector("[data-act=halt]");
  const answer = new Answer(settings.words, new URL(settings.home, document.baseURI).href);
  const word = (key, values) => answer.word(key, values);

  let task = 0; // the number of what was asked for last; the answer to anything before it comes too late
  let isWaiting = false; // for an answer
  let clock = 0;
  let news = ""; // of the engine
  let fragment = ""; // of what is explained, "" where it is too long for a link
  let explained = "";
  let linked = ""; // the paste that the address names

  const say = (text, isAlert = false) => {
    status.textContent = text;
    status.classList.toggle("explain-alert", isAlert);
  };

  // What the engine is at; nothing once that is of no use, and a refusal stays until the reader does something.
  const report = (text, isAlert = false) => {
    news = text;
    if (isWaiting || !(loading.isHushed || status.classList.contains("explain-alert"))) say(text, isAlert);
  };

  const setWaiting = (is) => {
    isWaiting = is;
    stopButton.hidden = !is;
    progress.hidden = !is;
    section.setAttribute("aria-busy", String(is));
    clearTimeout(clock);
  };

  const stop = (key) => {
    task += 1;
    engine.stop();
    setWaiting(false);
    say(word(key), key !== "box_stopped");
  };

  // Only once the engine runs: a slow connection is no fault of the paste.
  const startClock = () => {
    clearTimeout(clock);
    say(word("box_working"));
    progress.removeAttribute("value");
    clock = setTimeout(() => stop("box_too_slow"), PATIENCE);
  };

  const loading = new Loading(box, settings, () => field.value);

  const engine = new Engine(settings, {
    loading(bytes, total) {
      // A screen reader is told once, not at every step.
      if (!bytes) report(word("box_loading", { total: megabytes(total) }));
      loading.show(bytes, total);
    },
    starting() {
      loading.begin();
      report(word("box_starting"));
    },
    ready() {
      loading.end();
      setTimeout(
        keepPage,
        LATER,
        settings.scripts.map((path) => new URL(path, document.baseURI).href),
      );
      if (isWaiting) return startClock();
      progress.hidden = true;
      return report(word("box_ready"));
    },
    ended(error) {
      loading.end();
      if (isWaiting) return; // the answer fails, and says why
      progress.hidden = true;
      if (!(error instanceof Stopped)) report(word(...reasonOf(error)), true);
    },
  });

  const setFragment = (newFragment) => {
    fragment = newFragment;
    for (const link of document.querySelectorAll("a.language")) link.hash = newFragment;
  };

  const empty = () => {
    section.hidden = true;
    section.replaceChildren();
    setFragment("");
  };

  // The address must not name another paste than the one that is shown.
  const leaveLink = () => {
    if (isPaste(location.hash) && field.value !== linked) history.replaceState(null, "", location.pathname);
  };

  // Beside the buttons of the answer, which may be far below the box.
  const tell = (text, isAlert = false) => {
    const result = section.querySelector(".explain-copied");
    result.textContent = text;
    result.classList.toggle("explain-alert", isAlert);
  };

  const copy = async (text, key) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(word(key));
    } catch {
      tell(word("box_not_copied"), true);
    }
  };

  const share = () => {
    if (!fragment) return tell(word("box_long_link"), true);
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
      createButton(word("box_copy_markdown"), () => copy(markdown, "box_markdown_copied")),
      createButton(word("box_copy_link"), share),
    );
    const result = document.createElement("p");
    result.className = "explain-copied";
    result.role = "status";
    section.replaceChildren(title, tools, result);
    answer.show(section, explanation);
    section.hidden = false;
    section.scrollIntoView({ block: "start" });
    say(word("box_done", { n: explanation.rows.length }));
  };

  const refuse = () => say(word("box_too_large"), true);

  // What was asked for is answered or refused without the engine, which goes on loading unseen.
  const hush = () => {
    task += 1;
    setWaiting(false);
    loading.hush();
  };

  const explain = async () => {
    const paste = field.value;
    task += 1;
    const mine = task;
    empty();
    leaveLink();
    if (!paste.trim()) return say(word("box_empty"), true);
    if (paste.length > settings.most) return refuse();
    if (!isAble(window)) return say(word("box_no_wasm"), true);
    loading.isHushed = false;
    setWaiting(true);
    try {
      if (engine.isReady) startClock();
      else if (engine.worker) say(news);
      const written = await engine.explain(paste);
      if (mine !== task) return undefined;
      setWaiting(false);
      explained = paste;
      show(written);
      const link = await toFragment(paste).catch(() => "");
      if (mine !== task) return undefined;
      setFragment(link.length <= LINK ? link : "");
    } catch (error) {
      if (mine !== task || error instanceof Stopped) return undefined;
      setWaiting(false);
      say(word(...reasonOf(error)), true);
    }
    return undefined;
  };

  const open = async () => {
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

  const example = (id) => {
    field.value = printedBelow(id);
    return explain();
  };

  const clear = () => {
    if (isWaiting) stop("box_stopped");
    field.value = "";
    empty();
    leaveLink();
    say("");
    field.focus();
  };

  const halt = () => stop("box_stopped");

  // Loads what it takes before there is anything to explain, unless the reader asked for less.
  const start = () => {
    if (!navigator.connection?.saveData && isAble(window)) engine.start();
  };

  // The page in the other language shows the same paste; later than header.mjs, which knows of ids only.
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, ({ target }) => {
      const link = target.closest?.("a.language");
      if (link && fragment) link.hash = fragment;
    });
  }
  addStyles();
  return { explain, open, example, clear, halt, refuse, hush, start };
};

// The box of the page. What it takes to explain a paste is loaded when the reader turns to it, or comes with a link.
const LINKED = "#paste="; // how the address of a shared paste begins; link.mjs reads the rest
const LONGEST = 10_000; // characters of what is answered at once; nobody writes a layer that is longer

export const listen = (box) => {
  const settings = JSON.parse(box.querySelector("script").textContent);
  const form = box.querySelector("form");
  const field = form.querySelector("textarea");
  let controller;

  const status = box.querySelector("[role=status]");
  const missing = (error) => {
    status.textContent = settings.words.box_no_network.replace("{what}", error.message);
  };

  const call = async (name, ...values) => {
    controller ??= import("./controller.mjs").then(({ createController }) => createController(box, settings));
    let loaded;
    try {
      loaded = await controller;
    } catch (error) {
      controller = undefined;
      missing(error);
      return;
    }
    loaded[name](...values);
  };

  const open = () => location.hash.startsWith(LINKED) && call("open");

  // What is said without the engine; while it loads, its bar must not stand there as if more were to come.
  const tell = (text) => {
    status.textContent = text;
    status.classList.toggle("explain-alert", Boolean(text));
    if (controller) call("hush");
  };

  // A number, a layer or a row is answered at once; a table, and what only Python can read, by the engine.
  const explain = async () => {
    const asked = field.value.trim();
    if (isTable()) call("start"); // while it is looked at here, too
    // Without a network the engine may still be there from an earlier visit.
    const script = await import(new URL(settings.numbers, document.baseURI).href).catch(() => null);
    try {
      const isShort = asked && asked.length <= LONGEST;
      if (isShort && (await script?.numbers.answer(asked))) tell("");
      else call("explain");
    } catch (error) {
      tell(error.message); // why it means nothing, in the language of the page
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    explain();
  });
  box.addEventListener("ask", ({ detail }) => {
    field.value = detail;
    explain();
  });
  box.addEventListener("click", ({ target }) => {
    const { act, example } = target.dataset;
    // An address must not ask for what was cleared.
    if (act === "clear" && location.hash.includes("=")) history.replaceState(null, "", location.pathname);
    if (example) call("example", example);
    else if (act) call(act);
  });
  // A table is coming: what it takes is large, and is loaded before there is anything to explain.
  const isTable = () => field.value.trim().includes("\n");
  field.addEventListener("focus", () => settings.isEager && call("start"));
  field.addEventListener("input", () => isTable() && call("start"));
  field.addEventListener("keydown", (event) => {
    const isSent = event.ctrlKey || event.metaKey || (!event.shiftKey && !isTable() && settings.isShort);
    if (event.key !== "Enter" || !isSent) return;
    event.preventDefault();
    explain();
  });
  field.addEventListener("paste", (event) => {
    if ((event.clipboardData?.getData("text").length ?? 0) <= settings.most) return;
    event.preventDefault();
    call("refuse");
  });
  // Only the page about explaining opens without a network: the first screen is asked for too often to be kept.
  if (settings.isEager) addEventListener("load", () => import("./offline.mjs").then(({ keepPage }) => keepPage()));
  addEventListener("hashchange", open);
  open();
};

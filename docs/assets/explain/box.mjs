// The box of the page. What it takes to explain a paste is loaded when the reader turns to it, or comes with a link.
import { keepPage } from "./offline.mjs";

const LINKED = "#paste="; // how the address of a shared paste begins; link.mjs reads the rest

export const listen = (box) => {
  const settings = JSON.parse(box.querySelector("script").textContent);
  const form = box.querySelector("form");
  const field = form.querySelector("textarea");
  let controller;

  const call = async (name, ...values) => {
    controller ??= import("./controller.mjs").then(({ createController }) => createController(box, settings));
    let loaded;
    try {
      loaded = await controller;
    } catch (error) {
      controller = undefined;
      box.querySelector("[role=status]").textContent = settings.words.box_no_network.replace("{what}", error.message);
      return;
    }
    loaded[name](...values);
  };

  const open = () => location.hash.startsWith(LINKED) && call("open");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    call("explain");
  });
  form.addEventListener("click", ({ target }) => {
    const { act, example } = target.dataset;
    if (example) call("example", example);
    else if (act) call(act);
  });
  field.addEventListener("focus", () => call("start"));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) call("explain");
  });
  field.addEventListener("paste", (event) => {
    if ((event.clipboardData?.getData("text").length ?? 0) <= settings.most) return;
    event.preventDefault();
    call("refuse");
  });
  addEventListener("load", () => keepPage());
  addEventListener("hashchange", open);
  open();
};

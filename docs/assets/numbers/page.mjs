// The elements of a page: they begin with what the address asks for, and the address follows the first of them.
import { codeOf, markdownOf } from "./copying.mjs";
import { createFacts } from "./facts.mjs";
import { createFolds } from "./folds.mjs";
import { follow } from "./following.mjs";
import { createLiving } from "./living.mjs";
import { listenToOffers, offerFigures } from "./offering.mjs";
import { Refusal } from "./refusal.mjs";
import { phrase } from "./saying.mjs";
import { readState, writeState } from "./state.mjs";
import { wordsOf } from "./words.mjs";

const write = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "box_not_copied";
  }
};

const createPage = (facts, settings) => {
  const word = wordsOf(settings);
  const home = new URL(settings.home, document.baseURI).href;
  // Where a layer is derived, with its sizes: the page of it shows them too.
  const derivationOf = (state) => {
    const place = facts.derivedAt[state.bidirectional ? "Bidirectional" : state.layer];
    if (!place) return "";
    const [path] = place.split("#");
    return `${home}${path}${writeState(facts, { ...state, part: undefined }, state.layer)}`;
  };
  // Of the published site, whatever host shows the page: what is copied is read elsewhere.
  const published = ({ pathname, hash }) =>
    new URL(`${settings.site}${pathname.slice(new URL(home).pathname.length)}`).href + hash;
  const addressOf = (state) => published(new URL(derivationOf(state) || `${home}${writeState(facts, state)}`));
  const publishedOf = (state) => published(new URL(writeState(facts, state), location.href));
  const saved = async (format, asked, address) => {
    const { take } = await import("./taking.mjs");
    return take(format, asked, settings, address);
  };
  const take = (format, asked, state) => saved(format, asked, addressOf(state));
  // Of a figure that stands on this page, with the id that links lead to.
  const offer = () => offerFigures(document, (format) => word("live_take", { format }));
  const takeOffered = (format, figure, hash) =>
    saved(format, figure, published(Object.assign(new URL(location.pathname, location.href), { hash })));
  const acts = {
    markdown: (asked, state) => write(markdownOf(asked, settings, word, derivationOf(state) || addressOf(state))),
    code: (asked) => write(codeOf(asked)),
    link: (_, state) => write(new URL(writeState(facts, state), location.href).href),
    svg: (asked, state) => take("svg", asked, state),
    png: (asked, state) => take("png", asked, state),
  };
  // The address of a model that is built; what is asked for besides has its own.
  const followModel = (state) => history.replaceState(history.state, "", writeState(facts, state));
  const more = (root) => createFolds(root, { facts, words: settings });
  return {
    facts,
    words: settings,
    word,
    settings,
    derivationOf,
    publishedOf,
    copy: write,
    acts,
    more,
    offer,
    takeOffered,
    follow: followModel,
  };
};

// The model that is built on the page, where it has one: it follows the address, and the address follows it.
const startModel = async (page) => {
  const root = document.querySelector("article .model");
  if (!root) return;
  const { createModel } = await import("./model.mjs");
  const { show } = createModel(root, page, null, { listener: page.follow });
  const open = () => {
    const state = readState(page.facts, location.hash);
    if (state?.model === undefined) return;
    show(state);
    root.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
};

// Starts the elements of the page; the box of the page asks by what it returns.
export const start = (json, words) => {
  const facts = createFacts(json);
  const settings = { ...words, ...JSON.parse(document.querySelector(".numbers-settings").textContent) };
  const page = createPage(facts, settings);
  let own = "";
  let main;
  const listener = (state, asked) => {
    history.replaceState(history.state, "", writeState(facts, state, own) || location.pathname + location.search);
    if (own) follow(document, page, state, asked);
  };
  const roots = [...document.querySelectorAll("article .numbers")];
  [main] = roots.map((root, number) => createLiving(root, page, number ? {} : { listener }));
  // On a page about a layer an address need not name it.
  if (main && settings.layers.length) own = main.state.layer;

  // The answer takes the place of what the page began with.
  const adopt = (root) => {
    for (const before of roots) before.closest(".block").hidden = true;
    main = root && createLiving(root, page, { listener });
  };
  const box = document.querySelector(".explain");
  const ask = async (text) => {
    const { answer } = await import("./answering.mjs");
    return answer(page, text, box.querySelector(".explain-answer"), adopt);
  };
  // `true` where it was answered; what Refusal says is thrown as the text of the language.
  const answer = async (text) => {
    try {
      const isAnswered = await ask(text);
      const fragment = writeState(facts, { ask: text });
      if (isAnswered && location.hash !== fragment) history.pushState(null, "", fragment);
      return isAnswered;
    } catch (error) {
      if (error instanceof Refusal) throw new Error(phrase(settings, error));
      throw error;
    }
  };
  const open = () => {
    const state = readState(facts, location.hash, own);
    if (state?.ask !== undefined) box?.dispatchEvent(new CustomEvent("ask", { detail: state.ask }));
    else if (state?.layer && main) {
      // What a link does not say stays as it is, as far as its layer has it.
      const has = new Set(facts.find(state.layer).allSizes);
      const kept = Object.entries(main.state.sizes).filter(([name]) => has.has(name));
      main.show({ ...main.state, ...state, sizes: { ...Object.fromEntries(kept), ...state.sizes } });
    }
  };
  addEventListener("hashchange", open);
  document.addEventListener("drawn", page.offer); // figures that follow are made anew
  page.offer();
  listenToOffers(document, settings.isCompared, page.takeOffered);
  if (location.hash.includes("=")) open();
  else main?.catchUp();
  startModel(page);
  return { answer };
};

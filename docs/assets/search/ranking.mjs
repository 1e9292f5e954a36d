// The sections of pages that answer a query, best first.
import leven from "leven";
import { makeAmounts } from "./amounts.mjs";
import { asks, plainConcepts, prepareLanguage, readQuery } from "./asking.mjs";

// What a section and a page have, and how much each counts.
const SECTION_FIELDS = { title: 0.5, page: 0.1, text: 0.5, code: 0.1 };
const PAGE_FIELDS = { title: 0.8, headings: 0.1, text: 0.45, code: 0.1 };
// How much what only begins with a word counts, and the shortest word that may go on.
const BEGINNING = 0.3;
const SHORTEST_BEGINNING = 3;
// The shortest word that is looked for as misspelled, and one wrong letter in how many.
const SHORTEST_MISSPELLED = 5;
const LETTERS_A_MISTAKE = 5;
// How much more it counts to have the very words that were typed, not others for the same.
const OWN_WORDS = 0.3;
// How much of the score is that of the best section; the rest is that of the whole page.
const BEST_SECTION = 0.5;
// How far what is rare counts more, up to what is so rare, and how far it counts to have all that is asked.
const RARITY = 0.5;
const RAREST = 3;
const WHOLE = 0.6;
// How much two words beside each other count.
const PAIR = 0.35;
// What a page counts by its folder, the home page by none; and one whose title asks, where somebody asks.
const KINDS = { cases: 0.9, about: 0.75, "": 0.8 };
const ASKED = 1.3;
// What the page with all terms counts where somebody looks for one of them.
const GLOSSARY = "about/glossary/";
const LOOKED_UP = 2;
// Pages that have less than this share of what the best one has are left out; so are sections with less of the score.
const LEAST_SHARE = 0.2;
const LEAST_SCORE = 0.35;

export const pageOf = (location) => location.split("#")[0];
const kindOf = (page) => (page.includes("/") ? page.split("/")[0] : "");

const addAmounts = (target, amounts, factor) => {
  for (const [id, amount] of amounts) target.set(id, (target.get(id) ?? 0) + amount * factor);
};

// What a document has of all of some terms: as much as of the scarcest.
const together = (index, terms) => {
  const [first, ...rest] = terms.map(index.amounts);
  return new Map(
    [...first].flatMap(([id, amount]) => {
      const least = Math.min(amount, ...rest.map((amounts) => amounts.get(id) ?? 0));
      return least ? [[id, least]] : [];
    }),
  );
};

const isNear = (word, term) => {
  const most = Math.floor(word.length / LETTERS_A_MISTAKE);
  return Math.abs(term.length - word.length) <= most && leven(word, term, { maxDistance: most + 1 }) <= most;
};

// The amounts of a concept in an index, and the terms that they are of.
const amountsOf = (index, { term, parts = [], own, isWord, isPair }, isLast) => {
  const amounts = new Map(index.amounts(term));
  const known = [term];
  const addAll = (isMeant, factor) => {
    for (const other of index.terms.keys()) {
      if (other === term || other.includes(" ") || !isMeant(other)) continue;
      addAmounts(amounts, index.amounts(other), factor);
      known.push(other);
    }
  };
  if (own) addAmounts(amounts, together(index, own), OWN_WORDS);
  const exact = amounts.size;
  if (!exact && parts.length) {
    addAmounts(amounts, together(index, parts), 1);
    known.push(...parts);
  }
  const isLong = (shortest) => isWord && term.length >= shortest;
  if ((isLast || !amounts.size) && isLong(SHORTEST_BEGINNING)) addAll((other) => other.startsWith(term), BEGINNING);
  if (!amounts.size && isLong(SHORTEST_MISSPELLED)) addAll((other) => isNear(term, other), 1);
  return { amounts, known, weight: Math.min(index.idf(exact || amounts.size), RAREST) ** RARITY * (isPair ? PAIR : 1) };
};

// What concepts count together in each document of an index, from 0 to 1: less where it lacks some.
const combine = (index, concepts, isOpen) => {
  const weighed = concepts
    .map((concept, place) => ({
      said: concept.said,
      isShown: concept.isWord || (Boolean(concept.atoms) && !/^\d/.test(concept.said)),
      ...amountsOf(index, concept, isOpen && place === concepts.length - 1),
    }))
    .filter(({ amounts }) => amounts.size);
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const scored = new Map();
  for (const concept of weighed) {
    const part = concept.weight / whole;
    for (const [id, amount] of concept.amounts) {
      const entry = scored.get(id) ?? { id, score: 0, share: 0, matched: [] };
      entry.score += part * Math.min(amount, 1);
      entry.share += part;
      entry.matched.push(concept);
      scored.set(id, entry);
    }
  }
  for (const entry of scored.values()) entry.score *= 1 - WHOLE + WHOLE * entry.share;
  return { weighed, scored };
};

const pagesOf = (language, docs) => {
  const pages = new Map();
  for (const [id, { location, title, text, code }] of docs.entries()) {
    const path = pageOf(location);
    const page = pages.get(path) ?? {
      path,
      title,
      headings: "",
      text: "",
      code: "",
      sections: [],
      asks: asks(language, title),
    };
    if (page.sections.length) page.headings += `\n${title}`;
    page.text += `\n${text}`;
    page.code += `\n${code}`;
    page.sections.push(id);
    pages.set(path, page);
  }
  return pages;
};

export const makeSearch = (docs) => {
  const language = prepareLanguage(docs[0].language);
  const byPath = pagesOf(language, docs);
  const pages = [...byPath.values()];
  const ofSection = docs.map(({ location, title, text, code }) => {
    const page = byPath.get(pageOf(location));
    return { title, text, code, page: page.title === title ? "" : page.title };
  });
  const sectionIndex = makeAmounts(SECTION_FIELDS, ofSection, language.same);
  const pageIndex = makeAmounts(PAGE_FIELDS, pages, language.same);
  // Where no page says a thing by any of its names, its words may stand alone.
  const isKnown = ({ term, atoms }) => !atoms || pageIndex.amounts(term).size;

  // What was typed -> { pages: [{ page, score, sections: [{ doc, score, matched }] }], concepts, marked }, best first, with the
  // terms to mark.
  const search = (text) => {
    const { concepts, isQuestion, isOpen } = readQuery(language, text);
    const asked = concepts.flatMap((concept) => (isKnown(concept) ? [concept] : plainConcepts(concept.atoms)));
    const [meant, ...more] = asked.filter(({ isPair }) => !isPair);
    const isTerm = Boolean(meant?.atoms) && !more.length;
    const { scored: sections, weighed } = combine(sectionIndex, asked, isOpen);
    const marked = new Set(weighed.flatMap(({ known }) => known));
    const ranked = [];
    for (const { id, score, share } of combine(pageIndex, asked, isOpen).scored.values()) {
      const { path: page, sections: ids, asks: isAsking } = pages[id];
      const own = ids.flatMap((section) =>
        sections.has(section) ? [{ doc: docs[section], ...sections.get(section) }] : [],
      );
      own.sort((one, other) => other.score - one.score);
      // What a page has in parts alone, in none of its sections.
      if (!own.length) own.push({ doc: docs[ids[0]], score: 0, matched: [] });
      const kind = kindOf(page);
      const factor =
        isTerm && page === GLOSSARY ? LOOKED_UP : (KINDS[kind] ?? 1) * (isQuestion && kind && isAsking ? ASKED : 1);
      const best = own[0].score;
      ranked.push({
        page,
        share,
        score: (BEST_SECTION * best + (1 - BEST_SECTION) * score) * factor,
        sections: own.filter((section) => section.score >= LEAST_SCORE * best),
      });
    }
    const most = Math.max(0, ...ranked.map(({ share }) => share));
    const found = ranked.filter(({ share }) => share >= LEAST_SHARE * most);
    found.sort((one, other) => other.score - one.score);
    return { pages: found, concepts: weighed, marked };
  };
  return Object.assign(search, { same: language.same, language: docs[0].language });
};

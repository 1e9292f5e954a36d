// The sections of pages that answer a query, best first.
import leven from "leven";
import { makeAmounts } from "./amounts.mjs";
import { asks, plainConcepts, prepareLanguage, readQuery } from "./asking.mjs";

// How much each thing counts. Found by searching what real people typed: `make search`.
export const WEIGHTS = {
  // What a section and a page have; `lead` is what a page says before its first heading.
  section: { title: 0.5, page: 0.057, text: 0.38, code: 0.15 },
  page: { title: 0.53, lead: 0.36, headings: 0.12, text: 0.45, code: 0.17 },
  // What only begins with a word, and having the very words that were typed, not others for the same.
  beginning: 0.49,
  ownWords: 0.34,
  // The share of the best section; the rest is that of the whole page.
  bestSection: 0.5,
  // How far what is rare counts more, up to what is so rare, and how far it counts to have all that is asked.
  rarity: 0.31,
  rarest: 3.3,
  whole: 0.6,
  // Two words beside each other, and a word that the glossary or a title of a page has.
  pair: 0.59,
  term: 1.5,
  titled: 1.3,
  // A page by its folder, the home page by none; one whose title asks, where somebody asks; one of many answers.
  kinds: { cases: 0.89, about: 0.57, "": 1.1 },
  asked: 1.7,
  // How far it counts against a page that its title says what nobody asked for.
  unasked: 0.23,
  // The page with all terms, where somebody looks for one of them.
  lookedUp: 2.2,
  // How far a long field counts less, and the count that is worth half.
  length: { title: 0.099, lead: 0.4, text: 0.47 },
  half: { title: 0.79, lead: 0.65, text: 1.7 },
};
// The shortest word that may go on, and the shortest that is looked for as misspelled, with one wrong letter in how many.
const SHORTEST_BEGINNING = 3;
const SHORTEST_MISSPELLED = 5;
const LETTERS_A_MISTAKE = 5;
const GLOSSARY = "about/glossary/";
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
const amountsOf = (index, { term, parts = [], own, atoms, isWord, isPair }, isLast, weights) => {
  const amounts = new Map(index.amounts(term));
  const known = [term];
  const addAll = (isMeant, factor) => {
    for (const other of index.terms.keys()) {
      if (other === term || other.includes(" ") || !isMeant(other)) continue;
      addAmounts(amounts, index.amounts(other), factor);
      known.push(other);
    }
  };
  if (own) addAmounts(amounts, together(index, own), weights.ownWords);
  const exact = amounts.size;
  if (!exact && parts.length) {
    addAmounts(amounts, together(index, parts), 1);
    known.push(...parts);
  }
  const isLong = (shortest) => isWord && term.length >= shortest;
  if ((isLast || !amounts.size) && isLong(SHORTEST_BEGINNING))
    addAll((other) => other.startsWith(term), weights.beginning);
  if (!amounts.size && isLong(SHORTEST_MISSPELLED)) addAll((other) => isNear(term, other), 1);
  const rare = Math.min(index.idf(exact || amounts.size), weights.rarest) ** weights.rarity;
  const meant = (isPair ? weights.pair : 1) * (atoms ? weights.term : 1) * (index.isTitled(term) ? weights.titled : 1);
  return { amounts, known, weight: rare * meant };
};

// What concepts count together in each document of an index, from 0 to 1: less where it lacks some.
const combine = (index, concepts, isOpen, weights) => {
  const weighed = concepts
    .map((concept, place) => ({
      said: concept.said,
      isShown: concept.isWord || (Boolean(concept.atoms) && !/^\d/.test(concept.said)),
      ...amountsOf(index, concept, isOpen && place === concepts.length - 1, weights),
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
  for (const entry of scored.values()) entry.score *= 1 - weights.whole + weights.whole * entry.share;
  return { weighed, scored };
};

const pagesOf = (language, docs) => {
  const pages = new Map();
  for (const [id, { location, title, text, code }] of docs.entries()) {
    const path = pageOf(location);
    const page = pages.get(path) ?? {
      path,
      title,
      lead: text,
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

const termsOf = (concepts) => concepts.filter(({ isPair }) => !isPair).map(({ term }) => term);

export const makeSearch = (docs, weights = WEIGHTS) => {
  const language = prepareLanguage(docs[0].language);
  const byPath = pagesOf(language, docs);
  const pages = [...byPath.values()];
  const ofSection = docs.map(({ location, title, text, code }) => {
    const page = byPath.get(pageOf(location));
    return { title, text, code, page: page.title === title ? "" : page.title };
  });
  const sectionIndex = makeAmounts(weights.section, ofSection, language.same, weights);
  const pageIndex = makeAmounts(weights.page, pages, language.same, weights);
  // Where no page says a thing by any of its names, its words may stand alone.
  const isKnown = ({ term, atoms }) => !atoms || pageIndex.amounts(term).size;

  // What the title of each page is about.
  const titles = pages.map(({ title }) => termsOf(readQuery(language, title).concepts));

  // What was typed -> { pages: [{ page, score, sections: [{ doc, score, matched }] }], concepts, marked }, best first, with the
  // terms to mark.
  const search = (text) => {
    const { concepts, isQuestion, isOpen } = readQuery(language, text);
    const asked = concepts.flatMap((concept) => (isKnown(concept) ? [concept] : plainConcepts(concept.atoms)));
    const [meant, ...more] = asked.filter(({ isPair }) => !isPair);
    const isTerm = Boolean(meant?.atoms) && !more.length;
    const { scored: sections, weighed } = combine(sectionIndex, asked, isOpen, weights);
    const isAsked = new Set(termsOf(asked));
    const marked = new Set(weighed.flatMap(({ known }) => known));
    const ranked = [];
    for (const { id, score, share } of combine(pageIndex, asked, isOpen, weights).scored.values()) {
      const { path: page, sections: ids, asks: isAsking } = pages[id];
      const own = ids.flatMap((section) =>
        sections.has(section) ? [{ doc: docs[section], ...sections.get(section) }] : [],
      );
      own.sort((one, other) => other.score - one.score);
      // What a page has in parts alone, in none of its sections.
      if (!own.length) own.push({ doc: docs[ids[0]], score: 0, matched: [] });
      const kind = kindOf(page);
      const factor =
        isTerm && page === GLOSSARY
          ? weights.lookedUp
          : (weights.kinds[kind] ?? 1) * (isQuestion && kind && isAsking ? weights.asked : 1);
      const best = own[0].score;
      const titled = titles[id].filter((term) => !isAsked.has(term));
      const unasked = titles[id].length ? titled.length / titles[id].length : 0;
      ranked.push({
        page,
        share,
        score:
          (weights.bestSection * best + (1 - weights.bestSection) * score) * factor * (1 - weights.unasked * unasked),
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

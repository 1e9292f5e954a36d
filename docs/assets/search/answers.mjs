// A query -> what the theme lists: for each page its sections, the best first, with titles and teasers as HTML; before them
// what the box can read of the query.
import { offerFor } from "./offer.mjs";
import { makeSearch, pageOf } from "./ranking.mjs";
import { markedTitle, teaser } from "./teaser.mjs";

const LONGEST = 400; // characters of a query that are read
const OFFERED = 1000; // more than the score of any page, so that Enter opens it

export const makeAnswers = (docs) => {
  const search = makeSearch(docs);
  const pages = new Map(
    docs.filter(({ location }) => !location.includes("#")).map((doc) => [pageOf(doc.location), doc]),
  );

  const itemOf = (section, marked, concepts) => ({
    location: section.doc.location,
    title: markedTitle(search.same, marked, section.doc.title),
    text: teaser(search.same, marked, section.doc.text),
    score: section.score,
    terms: Object.fromEntries(
      concepts.filter(({ isShown }) => isShown).map((concept) => [concept.said, section.matched.includes(concept)]),
    ),
  });

  const bare = ({ location, title }, marked, score) => {
    const html = markedTitle(search.same, marked, title);
    return { location, title: html, text: "", score, terms: {} };
  };

  return (query) => {
    const text = query.slice(0, LONGEST).trim();
    if (!text) return { items: [] };
    const offer = offerFor(search.language, query);
    const { pages: found, concepts, marked } = search(offer?.rest ?? text);
    const items = found.map(({ page, sections }) => {
      const own = sections.map((section) => itemOf(section, marked, concepts));
      // The theme wants the page itself among them.
      if (!own.some(({ location }) => location === page)) own.push(bare(pages.get(page), marked, 0));
      return own;
    });
    if (offer) items.unshift([bare(offer, new Set(), OFFERED)]);
    return { items };
  };
};

// How much documents have of a term, from 0 to 1: a share for each field that has it, the more often the nearer to all of it.
import { eachTerm } from "./terms.mjs";

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

const countsOf = (same, text) => {
  const counts = new Map();
  eachTerm(same, text, (term, weight) => counts.set(term, (counts.get(term) ?? 0) + weight));
  return counts;
};

// `shares` are those of the fields of the documents. Returns the terms, the amounts of each by the number of a document, and
// how rare it is to be in so many.
export const makeAmounts = (shares, documents, same, { length: shortened, half: halves }) => {
  const byTerm = new Map();
  const titled = new Set();
  for (const [field, share] of Object.entries(shares)) {
    const counted = documents.map((document) => countsOf(same, document[field]));
    const lengths = counted.map((counts) => sumOf([...counts.values()]));
    const usual = sumOf(lengths) / lengths.filter(Boolean).length;
    for (const [id, counts] of counted.entries()) {
      const length = shortened[field] ?? shortened.text;
      const half = (halves[field] ?? halves.text) * (1 - length + (length * lengths[id]) / usual);
      for (const [term, count] of counts) {
        if (field === "title") titled.add(term);
        if (!byTerm.has(term)) byTerm.set(term, new Map());
        const amounts = byTerm.get(term);
        amounts.set(id, (amounts.get(id) ?? 0) + (share * count) / (half + count));
      }
    }
  }
  return {
    terms: byTerm,
    isTitled: (term) => titled.has(term),
    amounts: (term) => byTerm.get(term) ?? new Map(),
    idf: (number) => Math.log(1 + (documents.length - number + 0.5) / (number + 0.5)),
  };
};

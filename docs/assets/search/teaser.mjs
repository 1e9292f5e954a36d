// Text -> HTML with what was looked for marked, and of a long text the passage that has most of it.
import { atomsOf, partsOf, phrasesAt } from "./terms.mjs";

const LONGEST = 180; // columns; a Chinese character takes two
const BEFORE = 40;
const HAN = /\p{sc=Han}/u;
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);

// Where a text has what is to be marked: [{ start, end, term }], in order, none over another.
const marksIn = (same, marked, text) => {
  const atoms = atomsOf(text);
  const marks = [];
  const add = (first, last, term) => {
    const [start, end] = [atoms[first].start, atoms[last].start + atoms[last].said.length];
    const before = marks.at(-1);
    if (before && start <= before.end) before.end = Math.max(before.end, end);
    else marks.push({ start, end, term });
  };
  for (const [place, { atom, said, isHan }] of atoms.entries()) {
    const phrase = phrasesAt(same, atoms, place).find(({ sense }) => marked.has(sense));
    const next = atoms[place + 1];
    if (phrase) add(place, place + phrase.atoms.length - 1, phrase.sense);
    else if (isHan && next?.isHan && marked.has(atom + next.atom)) add(place, place + 1, atom + next.atom);
    else if (marked.has(atom) || (!isHan && partsOf(said).some((part) => marked.has(part)))) add(place, place, atom);
  }
  return marks;
};

const withMarks = (text, marks) => {
  let html = "";
  let upto = 0;
  for (const { start, end } of marks) {
    html += `${escaped(text.slice(upto, start))}<mark data-md-highlight>${escaped(text.slice(start, end))}</mark>`;
    upto = end;
  }
  return html + escaped(text.slice(upto));
};

export const markedTitle = (same, marked, text) => withMarks(text, marksIn(same, marked, text));

// How far a text goes from a place before it takes so many columns.
const reach = (text, from, columns, step) => {
  let place = from;
  let left = columns;
  while (left > 0 && text[place + (step < 0 ? -1 : 0)]) {
    left -= HAN.test(text[place + (step < 0 ? -1 : 0)]) ? 2 : 1;
    place += step;
  }
  return place;
};

// Whether a line may begin or end at a place of a text without cutting a word.
const isBreak = (text, place) =>
  !text[place - 1] || !text[place] || HAN.test(text[place]) || HAN.test(text[place - 1]) || /\s/.test(text[place]);

const nearestBreak = (text, from, step, limit) => {
  let place = from;
  while (place !== limit && !isBreak(text, place)) place += step;
  return place;
};

// The passage of a text with most of what is marked, as HTML; its beginning where it has nothing of it.
export const teaser = (same, marked, text) => {
  const paragraphs = text.split("\n").map((line) => ({ paragraph: line, marks: marksIn(same, marked, line) }));
  const distinct = (one) => new Set(one.marks.map(({ term }) => term)).size;
  const { paragraph, marks } = paragraphs.reduce((best, one) => (distinct(one) > distinct(best) ? one : best));
  const first = marks[0]?.start ?? 0;
  const isShort = reach(paragraph, 0, LONGEST, 1) >= paragraph.length;
  const start = isShort ? 0 : nearestBreak(paragraph, reach(paragraph, first, BEFORE, -1), 1, first);
  const furthest = isShort ? paragraph.length : reach(paragraph, start, LONGEST, 1);
  const end = nearestBreak(paragraph, furthest, -1, start);
  const within = marks.filter((mark) => mark.start >= start && mark.end <= end);
  const moved = within.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }));
  const html = withMarks(paragraph.slice(start, end), moved).trim();
  return html && `<p>${start ? "…" : ""}${html}${end < paragraph.length ? "…" : ""}</p>`;
};

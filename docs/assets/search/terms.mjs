// Text -> the terms that the search knows it by. Words are told apart by script, so that nobody has to type a blank
// between Chinese and Latin; Chinese is known by its characters and by each pair of neighbours.
import { stemmer } from "stemmer";

const PIECE = /\d{1,3}(?:,\d{3})+(?![\d,]*\d)|\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{M}\p{N}])+/gu;
const IS_HAN = /^\p{sc=Han}/u;
const PLURAL = /(?<=.{2}[iau]s)es$/; // biases
const CAMEL = /[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+/g; // SimpleRNN, LSTMCell
const SHORTEST_PART = 3;

// A word without its ending, in lower case and in usual widths; a number without its commas.
export const stemOf = (word) => {
  const plain = word.normalize("NFKC").toLowerCase().replaceAll(",", "");
  return /^[a-z]+$/.test(plain) ? stemmer(plain.replace(PLURAL, "")) : plain;
};

// The parts of a name in camel case, as stems; none where it has one.
export const partsOf = (word) => {
  if (!/[a-z][A-Z]|[A-Z]{2}[a-z]{3}/.test(word)) return [];
  return (word.match(CAMEL) ?? []).filter(({ length }) => length >= SHORTEST_PART).map(stemOf);
};

// The pairs of a run of Chinese; its only character where it is one.
export const pairsOf = (run) => {
  const characters = [...run];
  return characters.length > 1 ? characters.slice(1).map((second, place) => characters[place] + second) : characters;
};

// What a text is made of, so that words of several pieces can be found in it: stems, and each Chinese character, with
// their places.
export const atomsOf = (text) =>
  [...text.matchAll(PIECE)].flatMap(({ 0: piece, index }) => {
    if (!IS_HAN.test(piece)) return [{ atom: stemOf(piece), said: piece, isHan: false, start: index }];
    let start = index;
    return [...piece].map((said) => {
      start += said.length;
      return { atom: said, said, isHan: true, start: start - said.length };
    });
  });

// The terms of a stretch of atoms: Latin words as they are, Chinese in pairs.
export const termsIn = (atoms) => {
  const terms = [];
  let run = "";
  for (const { atom, isHan: isInRun } of [...atoms, { atom: "", isHan: false }]) {
    if (isInRun) {
      run += atom;
      continue;
    }
    if (run) terms.push(...pairsOf(run));
    run = "";
    if (atom) terms.push(atom);
  }
  return terms;
};

// Phrases { atoms } by their first atom, the longest first.
export const byFirst = (phrases) => {
  const found = new Map();
  for (const phrase of phrases) {
    const [first] = phrase.atoms;
    if (first) found.set(first.atom, [...(found.get(first.atom) ?? []), phrase]);
  }
  for (const list of found.values()) list.sort((one, other) => other.atoms.length - one.atoms.length);
  return found;
};

// The phrases that begin at a place among atoms, the longest first.
export const phrasesAt = (phrases, atoms, place) =>
  (phrases.get(atoms[place].atom) ?? []).filter(({ atoms: own }) =>
    own.every(({ atom }, further) => atoms[place + further]?.atom === atom),
  );

// Two Latin words beside each other.
export const pairTerm = (one, other) => `${one} ${other}`;

// How much a part of a name counts: an LSTM is not every ConvLSTM.
const PART = 0.5;

// Takes [term, how much it counts] for all terms of a text: its words, its Chinese, and what it calls by any of its names.
export const eachTerm = (same, text, take) => {
  const atoms = atomsOf(text);
  for (const [place, { atom, said, start, isHan: isChinese }] of atoms.entries()) {
    take(atom, 1);
    const next = atoms[place + 1];
    // W_hh is also typed Whh.
    if (next?.start === start + said.length + 1 && text[next.start - 1] === "_" && !isChinese)
      take(atom + next.atom, 1);
    if (isChinese === next?.isHan) take(isChinese ? atom + next.atom : pairTerm(atom, next.atom), 1);
    for (const [number, part] of (isChinese ? [] : partsOf(said)).entries()) {
      take(part, PART);
      if (number) take(pairTerm(partsOf(said)[number - 1], part), 1);
    }
    for (const { sense } of phrasesAt(same, atoms, place)) take(sense, 1);
  }
};

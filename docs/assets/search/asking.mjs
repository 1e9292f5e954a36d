// What somebody typed -> what is asked: concepts, each known by a term or several. Words that say nothing are passed over;
// the glossary says which words mean the same.
import { atomsOf, byFirst, pairTerm, partsOf, phrasesAt, termsIn } from "./terms.mjs";

// What a language says about words, ready to read texts and queries with. All words for one thing have a `sense`, a term
// that no text holds.
export const prepareLanguage = ({ passed, asking, same, layers }) => ({
  passed: byFirst(passed.map((word) => ({ atoms: atomsOf(word) }))),
  asking: byFirst(asking.map((word) => ({ atoms: atomsOf(word) }))),
  same: byFirst(
    [...same, ...layers.filter(([, key]) => key.includes("_"))].flatMap((words, number) =>
      words.map((word) => ({ atoms: atomsOf(word), sense: `=${number}` })),
    ),
  ),
});

// The concepts of a stretch that no glossary knows: Chinese pair by pair, Latin words one by one.
export const plainConcepts = (atoms) => {
  const words = atoms.filter(({ isHan }) => !isHan);
  const pairs = termsIn(atoms.map((atom) => (atom.isHan ? atom : { atom: "", isHan: false })));
  return [
    ...pairs.map((pair) => ({ said: pair, term: pair })),
    ...words.map(({ atom, said }) => ({ said, term: atom, parts: partsOf(said), isWord: !/\d/.test(atom) })),
  ];
};

// Two Latin words beside each other: last column, return_sequences.
const pairConcepts = (atoms, language) => {
  const isPassed = atoms.map((_, place) => phrasesAt(language.passed, atoms, place).length > 0);
  return atoms.slice(1).flatMap((next, place) => {
    const before = atoms[place];
    if (before.isHan || next.isHan || isPassed[place] || isPassed[place + 1]) return [];
    return [{ said: `${before.said} ${next.said}`, term: pairTerm(before.atom, next.atom), isPair: true }];
  });
};

const saidBy = (atoms) =>
  atoms
    .map(({ said, isHan }) => (isHan ? said : ` ${said} `))
    .join("")
    .trim()
    .replaceAll("  ", " ");

// One character of a Chinese word says something else than by itself.
const isWithinWord = (atoms, place, { length, 0: first }) =>
  length === 1 && first.isHan && Boolean(atoms[place - 1]?.isHan || atoms[place + 1]?.isHan);

const conceptsOf = (atoms, language, isPassing) => {
  const concepts = [];
  let rest = [];
  const close = () => {
    concepts.push(...plainConcepts(rest));
    rest = [];
  };
  for (let place = 0; place < atoms.length; ) {
    const [known] = phrasesAt(language.same, atoms, place).filter(({ atoms: own }) => !isWithinWord(atoms, place, own));
    const [passed] = isPassing ? phrasesAt(language.passed, atoms, place) : [];
    const length = Math.max(known?.atoms.length ?? 0, passed?.atoms.length ?? 0) || 1;
    if (known?.atoms.length === length) {
      close();
      const said = saidBy(atoms.slice(place, place + length));
      concepts.push({ said, term: known.sense, own: termsIn(known.atoms), atoms: known.atoms });
    } else if (passed) close();
    else rest.push(atoms[place]);
    place += length;
  }
  close();
  return concepts.length ? [...pairConcepts(atoms, language), ...concepts] : [];
};

// Whether a text asks something.
export const asks = (language, text) => {
  const atoms = atomsOf(text);
  return /[?？]\s*$/.test(text) || atoms.some((_, place) => phrasesAt(language.asking, atoms, place).length);
};

// { concepts: [{ said, term, parts, own, atoms, isWord }], isQuestion, isOpen }; `isOpen` where its last word may go on.
export const readQuery = (language, text) => {
  const atoms = atomsOf(text);
  const concepts = conceptsOf(atoms, language, true);
  return {
    concepts: concepts.length ? concepts : conceptsOf(atoms, language, false),
    isQuestion: asks(language, text),
    isOpen: /[\p{L}\p{N}]$/u.test(text),
  };
};

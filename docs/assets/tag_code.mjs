// How tags are made, as in rnnformula/citing/tag_code.py: the last character is computed from those before it.
const CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 4;

const digitsOf = (text) => [...text].map((character) => CHARACTERS.indexOf(character));

export const isTag = (text) => {
  const digits = digitsOf(text);
  const sum = digits.reduce((total, digit, place) => total + (place + 1) * digit, 0);
  return digits.length === LENGTH && !digits.includes(-1) && sum % CHARACTERS.length === 0;
};

// Its place in the order in which tags are assigned.
export const placeOf = (tag) =>
  digitsOf(tag.slice(0, LENGTH - 1)).reduce((place, digit) => place * CHARACTERS.length + digit, 0);

// Whether it is among the first so many tags.
export const isInUse = (tag, inUse) => isTag(tag) && placeOf(tag) < inUse;

// The tags among the first so many that are one mistake away: a character that is another, or two that are swapped.
export const nearTags = (text, inUse) => {
  const near = new Set();
  const changed = (place, character) => text.slice(0, place) + character + text.slice(place + 1);
  for (let place = 0; place < text.length; place++) {
    for (const character of CHARACTERS) near.add(changed(place, character));
    if (place) near.add(text.slice(0, place - 1) + text[place] + text[place - 1] + text.slice(place + 1));
  }
  return [...near].filter((tag) => isInUse(tag, inUse));
};

// What an address asks for as a tag; null where it asks for something else.
export const missingTag = (path, home) => {
  const [, tag] = path.startsWith(home) ? (/^t\/([^/]+)/.exec(path.slice(home.length)) ?? []) : [];
  return tag ? decodeURIComponent(tag).toUpperCase() : null;
};

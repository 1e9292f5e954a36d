// Values that code leaves open: numbers put in their place, and formulas made of what comes out. A count is followed
// several times, with other numbers each time; a size that is a sum of products of them is found by its differences.
import { ownOf } from "./layers.mjs";
import { Open } from "./meanings.mjs";

// A number in the place of an open value, and what is added to it; divisible by what layers divide by.
const [FIRST, STEP, SHIFT] = [2520, 840, 2520];
const MOST_OPEN = 12;

// What the code leaves open decides more than a size.
export class Undecided extends Error {
  constructor(names) {
    super(names.join(", "));
    this.names = names;
  }
}

// Numbers for all open values: those that are given, and others in the place of the rest.
export class Values {
  constructor(given, shifted = [], factor = 1) {
    Object.assign(this, { given, shifted, factor, asked: new Map() });
  }

  number(value) {
    if (!(value instanceof Open)) return value;
    const known = ownOf(this.given, value.text);
    if (known !== undefined) return known;
    if (!value.sign) return this.named(value.text, value.names);
    const [one, other] = value.sides.map((side) => this.number(side));
    return value.sign === "+" ? one + other : value.sign === "-" ? one - other : one * other;
  }

  named(text, names = [text]) {
    const known = ownOf(this.given, text);
    if (known !== undefined) return known;
    if (!this.asked.has(text)) this.asked.set(text, names);
    const place = [...this.asked.keys()].indexOf(text);
    if (place >= MOST_OPEN) throw new Undecided(this.names);
    const shift = this.shifted.includes(place) ? SHIFT * (place + 1) : 0;
    return this.factor * (FIRST + STEP * place * (place + 1)) + shift;
  }

  get names() {
    return [...new Set([...this.asked.values()].flat())];
  }
}

// The text of a value as a factor: in brackets where it is a sum or the like itself.
const bracketed = (text) => {
  let outside = text;
  for (let inner = ""; inner !== outside; ) {
    inner = outside;
    outside = inner.replaceAll(/[([][^()[\]]*[)\]]/g, "");
  }
  return /[-+*/%<>=?]|\s/.test(outside) ? `(${text})` : text;
};

const worth = (terms, numbers) =>
  terms.reduce((sum, [places, factor]) => sum + places.reduce((one, place) => one * numbers[place], factor), 0);

const expressionOf = (terms, constant, texts) => {
  const sorted = terms.toSorted(([one], [other]) => one[0] - other[0] || (one[1] ?? -1) - (other[1] ?? -1));
  const list = sorted.map(([places, factor]) => {
    const factors = [...(factor === 1 ? [] : [factor]), ...places.map((place) => bracketed(texts[place]))];
    return factors.length > 1 ? { product: factors } : factors[0];
  });
  if (constant || !list.length) list.push(constant);
  return list.length > 1 ? { sum: list } : list[0];
};

// The sizes that a measurement gives, as formulas of the open values, and what has to be filled in.
export const expressionsOf = (measure, given) => {
  const base = new Values(given);
  const first = measure(base);
  const texts = [...base.asked.keys()];
  if (!texts.length) return [first, []];
  const numbers = texts.map((text) => base.named(text));
  const places = texts.map((_, place) => place);
  const alone = places.map((place) => measure(new Values(given, [place])));
  const pairs = places.flatMap((one) =>
    places.slice(one + 1).map((other) => [one, other, measure(new Values(given, [one, other]))]),
  );
  const check = measure(new Values(given, [], 3));
  const steps = places.map((place) => SHIFT * (place + 1));
  const whole = (number) => {
    if (!Number.isInteger(number)) throw new Undecided(base.names);
    return number;
  };
  const used = new Set();
  const made = first.map((value, column) => {
    const linear = places.map((place) => whole((alone[place][column] - value) / steps[place]));
    const terms = [];
    for (const [one, other, both] of pairs) {
      const mixed = both[column] - alone[one][column] - alone[other][column] + value;
      const factor = whole(mixed / (steps[one] * steps[other]));
      if (!factor) continue;
      terms.push([[one, other], factor]);
      linear[one] -= factor * numbers[other];
      linear[other] -= factor * numbers[one];
    }
    for (const place of places) if (linear[place]) terms.push([[place], linear[place]]);
    const constant = value - worth(terms, numbers);
    const times = numbers.map((number) => 3 * number);
    if (worth(terms, times) + constant !== check[column]) throw new Undecided(base.names);
    for (const place of terms.flatMap(([list]) => list)) used.add(place);
    return expressionOf(terms, constant, texts);
  });
  const relevant = texts.flatMap((text, place) => (used.has(place) ? base.asked.get(text) : []));
  return [made, [...new Set(relevant)]];
};

// A number of parameters -> the layers that have it, the likeliest first. A count is linear in what a layer reads, so this
// is found by a division; what a layer puts out is known from a row, or is each divisor of the number in turn.
import { closedForm, evaluate } from "./formula.mjs";
import { hasTwin, isFarAhead, logLikelihood, logOfAge, logOfRead, logOfSize, weighedSizes } from "./likelihood.mjs";
import { rankOf } from "./sizes.mjs";
import { arraysFor, tallyOf } from "./tally.mjs";
import { toldByModule } from "./torch_rows.mjs";

// Up to here all divisors of a number are tried as units; above only those up to MOST_UNITS, as all would take too long.
const MOST_DIVIDED = 10 ** 12;
// Nobody has more units.
const MOST_UNITS = 4096;
const MOST_READINGS = 60;

const last = (list) => list[list.length - 1];

// A quotient is cheaper than a remainder, and exact for all numbers that are safe.
const divides = (divisor, number) => Math.floor(number / divisor) * divisor === number;

// All divisors of a number, smallest first.
const divisorsOf = (number) => {
  let divisors = [1];
  let left = number;
  const divideBy = (prime) => {
    const before = divisors;
    for (let power = prime; divides(prime, left); power *= prime) {
      left /= prime;
      divisors = divisors.concat(before.map((divisor) => divisor * power));
    }
  };
  for (const prime of [2, 3]) divideBy(prime);
  for (let prime = 5; prime * prime <= left; prime += 6) {
    if (divides(prime, left)) divideBy(prime);
    if (divides(prime + 2, left)) divideBy(prime + 2);
  }
  if (left > 1) divideBy(left);
  return divisors.sort((one, other) => one - other);
};

const smallDivisorsOf = (number) =>
  Array.from({ length: MOST_UNITS }, (_, place) => place + 1).filter((unit) => number % unit === 0);

// How many units are tried for a number, as a phrase: all divisors, or only the usual ones.
export const searched = (count) =>
  count > MOST_DIVIDED
    ? { key: "live_searched_usual", values: { most: MOST_UNITS } }
    : { key: "live_searched_all", values: {} };

// The values of an option that are tried; of one that is any number, the smallest ones.
const triedOf = (facts, family, name, values) => {
  if (family.notSearched.includes(name) || family.given.includes(name)) return values.slice(0, 1);
  return typeof values[0] === "number" ? Array.from({ length: facts.mostStacked }, (_, more) => more + 1) : values;
};

// The layer under every choice of its options that makes other arrays, the defaults first.
export const variantsOf = (facts, family) => {
  let choices = [{}];
  for (const [name, values] of family.options) {
    const tried = triedOf(facts, family, name, values);
    choices = choices.flatMap((choice) => tried.map((value) => ({ ...choice, [name]: value })));
  }
  const seen = new Set();
  return choices.flatMap((options) => {
    const arrays = arraysFor(family, options);
    const key = JSON.stringify(arrays.map(({ name, axes }) => [name, axes]));
    if (seen.has(key)) return [];
    seen.add(key);
    const others = Object.fromEntries(
      Object.entries(options).filter(([name, value]) => value !== family.choices[name]),
    );
    return [{ arrays, options: others }];
  });
};

// What may have a number: the arrays of a family under a choice of options, the sizes that are known and those that are
// open, and what is made of it. `held` is the layer around it, if any.
const kindsOf = (facts, family, { name = family.name, held, times = 1, known = () => ({}), more = {} } = {}) =>
  variantsOf(facts, family).map(({ arrays, options }) => {
    const sizes = known(options);
    const all = Array(times).fill(arrays).flat();
    return {
      family,
      name,
      form: closedForm(all),
      arrays: all,
      known: sizes,
      // What the layer puts out comes first; what it reads is found by division.
      open: family.sizes
        .filter((size) => !(size in sizes))
        .sort((one, two) => isRead(family, one) - isRead(family, two)),
      options,
      make: (values) => {
        const named = Object.entries(values);
        const own = Object.fromEntries(named.filter(([size]) => family.arguments.includes(size)));
        const inner = { family, arguments: { ...own, ...options } };
        const layer = held ? { family: held, arguments: { [held.inside[0]]: inner, ...more } } : inner;
        return { layer, sizes: Object.fromEntries(named.filter(([size]) => !family.arguments.includes(size))) };
      },
    };
  });

const isRead = (family, size) =>
  Number(size === "input_dim" || size === "features" || !family.arguments.includes(size));

export const kerasOf = (facts) =>
  facts.families.filter(({ framework, composition }) => framework === "keras" && !composition);
const isVector = ({ recurrent, input }) => recurrent && input.length === 2;
const isPlain = ({ arguments: given, cell, input, output, sizes, reads, likelihood, name }, facts) =>
  sizes.length === 2 &&
  !cell &&
  output.length > 0 &&
  !reads &&
  sizes.every((size) => given.includes(size) || input.includes(size)) &&
  (likelihood > 0 || name in facts.usualClasses);
export const holdersOf = (facts) =>
  facts.families.filter(({ framework, composition }) => framework === "keras" && composition);

// A number alone: every layer with two sizes, and two directions of each recurrent one.
const kindsOfNumber = (facts) => [
  ...kerasOf(facts)
    .filter((family) => isPlain(family, facts))
    .flatMap((family) => kindsOf(facts, family)),
  ...holdersOf(facts)
    .filter(({ composition }) => composition.bothWays)
    .flatMap((held) =>
      kerasOf(facts)
        .filter(isVector)
        .flatMap((family) => kindsOf(facts, family, { name: held.name, held, times: 2 })),
    ),
];

// Of a family, the sizes that a row tells: by the width of what it puts out, which may be several of them side by side,
// and of what it reads.
const toldBy = ({ output, input }) => {
  const [width, features] = [output, input].map((shape) => (shape?.length > 1 ? last(shape) : null));
  return (family, times = 1) => {
    const sizes = {};
    const name = family.sizes.find((one) => !isRead(family, one) && family.output.includes(one)) ?? "units";
    const read = family.sizes.find((one) => isRead(family, one) && one !== "input_dim");
    if (width && family.sizes.includes(name)) sizes[name] = width / times;
    if (features && read) sizes[read] = features;
    return sizes;
  };
};

const kindsOfModule = (facts, row, told) => {
  const module = Object.hasOwn(facts.torchModules, row.type) ? facts.torchModules[row.type] : undefined;
  if (!module) return [];
  const family = facts.find(module.family);
  if (family.sizes.includes("units")) {
    return kindsOf(facts, family, { known: ({ bidirectional }) => told(family, bidirectional ? 2 : 1) });
  }
  const sizes = toldByModule(family, row);
  return sizes ? kindsOf(facts, family, { known: () => sizes }) : [];
};

// A row: its class, the shape that it puts out, null if unknown, and the one that it reads.
const kindsOfRow = (facts, row) => {
  const { type, output, isTorch } = row;
  const told = toldBy(row);
  if (isTorch) return kindsOfModule(facts, row, told);
  const family = facts.families.find(
    ({ name }) => name === (Object.hasOwn(facts.printed, type) ? facts.printed[type] : type),
  );
  if (!family) return [];
  const { composition, numbers } = family;
  if (!composition) {
    const isSame = family.output[0] === "same"; // it reads what it puts out
    const features = output?.at(-1);
    const groups = "groups" in numbers ? { groups: commonOf(numbers.groups, features) } : {};
    const sized = Object.fromEntries(Object.entries(numbers).filter(([name]) => family.sizes.includes(name)));
    const known = () => ({ ...sized, ...(isSame ? { features, ...groups } : told(family)) });
    return features || !isSame ? kindsOf(facts, family, { known }) : [];
  }
  const part = (fits, times, of, more) =>
    kerasOf(facts)
      .filter((inner) => inner.arrays.length && fits(inner))
      .flatMap((inner) =>
        kindsOf(facts, inner, { name: family.name, held: family, times, known: () => told(inner, of), more }),
      );
  if (composition.isChain || !composition.places.length) return [];
  if (composition.bothWays) return [...part(isVector, 2, 2, {}), ...part(isVector, 2, 1, { merge_mode: "sum" })];
  return part(
    composition.part === "cell"
      ? ({ cell }) => cell
      : (inner) => isPlain(inner, facts) && !inner.recurrent && inner.read.length,
    1,
    1,
    {},
  );
};

const commonOf = (one, other) => (other ? commonOf(other, one % other) : one);

// Whether a row of a class can be searched through here; sizes of some follow from more than a division.
export const isSearched = (facts, type) => {
  const family = facts.families.find(({ name }) => name === (facts.printed[type] ?? type));
  if (!family) return true;
  const isDepthwise = family.sizes.includes("depth_multiplier") && !family.sizes.includes("filters");
  return !(
    family.reads ||
    family.composition?.around.length ||
    isDepthwise ||
    family.sizes.includes("num_query_heads")
  );
};

// The total of sizes; more than any number where it is too large to be exact.
const totalAt = (form, sizes) => {
  try {
    return evaluate(form, sizes);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

// The value of the one open size, 0 where none fits: a count is a straight line, or else only grows.
const inverse = (total, count) => {
  const [first, second, third] = [1, 2, 3].map(total);
  const slope = second - first;
  if (count <= first || !slope) return count === first ? 1 : 0;
  if (third - second === slope) return (count - first) % slope ? 0 : (count - first) / slope + 1;
  let [low, high] = [1, 2];
  while (total(high) < count) high *= 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (total(middle) < count) low = middle + 1;
    else high = middle;
  }
  return total(low) === count ? low : 0;
};

// A polynomial of at most the second degree by its values at 0, 1 and 2: as a function, or nothing if it is none.
const parabola = (at) => {
  const [zero, one, two, three] = [0, 1, 2, 3].map(at);
  const square = (two - 2 * one + zero) / 2;
  const line = one - zero - square;
  const value = (x) => zero + (line + square * x) * x;
  return value(3) === three ? value : undefined;
};

const isFactor = (arrays, name) =>
  arrays.every(({ axes }) => axes.some((axis) => axis.length === 1 && axis[0].size === name));

// All sizes with which a kind has the number, one after another, given to `found`.
const solve = ({ form, arrays, family, known, open }, count, facts, divisors, found) => {
  if (
    !Object.values(known)
      .flat()
      .every((size) => Number.isInteger(size) && size > 0)
  )
    return;
  if (open.includes("kernel_size")) {
    const rest = open.filter((name) => name !== "kernel_size");
    for (const size of rest.length < 2 ? facts.windows[rankOf(family)] : []) {
      solve(
        { form, arrays, family, known: { ...known, kernel_size: size }, open: rest },
        count,
        facts,
        divisors,
        found,
      );
    }
  } else if (!open.length) {
    if (totalAt(form, known) === count) found(known);
  } else if (open.length === 1) {
    const value = inverse((size) => totalAt(form, { ...known, [open[0]]: size }), count);
    if (value) found({ ...known, [open[0]]: value });
  } else if (open.length === 2 && isFactor(arrays, open[0])) {
    const [own, read] = open;
    const at = (width) => parabola((size) => totalAt(form, { ...known, [own]: size, [read]: width }));
    const [base, first] = [at(0), at(1)];
    for (const size of divisors()) {
      const rest = count - base(size);
      const slope = first(size) - base(size);
      if (rest < slope) return;
      const value = Math.floor(rest / slope);
      if (value * slope === rest) found({ ...known, [own]: size, [read]: value });
    }
  }
};

// How likely a kind is as a logarithm, and with its sizes; those that are read are not weighed where a row tells them.
const weighing = (facts, { family, known, options, make }, { type, name: row = "", isTorch, output, input }) => {
  const isOverSpace = family.input.includes("space");
  const isOfVectors = !isOverSpace && family.output[0] !== "same" && family.read.length;
  const rare =
    (type || family.recurrent || family.cell ? 0 : Math.log(facts.likelihood.notRecurrent)) +
    (isOfVectors && output?.length > 4 ? Math.log(facts.likelihood.vectorsInSpace) : 0);
  const age = type && !isTorch ? logOfAge(facts, { family, arguments: options }, row) : 0;
  const kind = logLikelihood(facts, make({}).layer, {}) + rare + age;
  const { own, read } = weighedSizes(family);
  const weighed = [...own, ...read.filter((name) => !(input && name in known))];
  const weigh = (values) =>
    weighed.reduce((sum, size) => {
      if (!values[size]) return sum;
      return sum + (read.includes(size) ? logOfRead : logOfSize)(facts, family, size, values[size], values);
    }, kind);
  return { atMost: kind, weigh }; // a size can only make it less likely
};

// The likeliest that are added to it; it sorts only now and then.
const bestOf = (most) => {
  let best = [];
  let least = Number.NEGATIVE_INFINITY;
  const sort = () => {
    best = best.sort((one, two) => two.weight - one.weight).slice(0, most);
    if (best.length === most) least = best[most - 1].weight;
    return best;
  };
  const add = (weight, found) => {
    if (weight < least) return;
    best.push({ weight, ...found });
    if (best.length > 4 * most) sort();
  };
  return { add, sort, isLess: (weight) => best.length >= most && sort() && weight < least };
};

// All readings of a number, or of a row as `read` gives it: { layer, sizes, likelihood, tally }, the likeliest first, at most
// `most`. `sizes` are what the layer reads; `likelihood` is its share among all that fit; `tally` is made when it is asked for;
// the first one is said to be `isAlmostCertain` or not.
export const readings = (facts, { count, type = "", ...row }, most = MOST_READINGS) => {
  const kinds = type ? kindsOfRow(facts, { type, ...row }) : kindsOfNumber(facts);
  const best = bestOf(most);
  let sum = 0;
  let all;
  const divisors = () => {
    all ??= count > MOST_DIVIDED ? smallDivisorsOf(count) : divisorsOf(count);
    return all;
  };
  const ranked = kinds.map((kind) => ({ kind, ...weighing(facts, kind, { type, ...row }) }));
  // The likelier kinds first: once there are enough, no other kind can come before them.
  for (const { kind, atMost, weigh } of count > 0 ? ranked.sort((one, two) => two.atMost - one.atMost) : []) {
    if (best.isLess(atMost)) continue;
    solve(kind, count, facts, divisors, (values) => {
      const weight = weigh(values);
      sum += Math.exp(weight);
      best.add(weight, { kind, values });
    });
  }
  const found = best.sort().map(({ kind, values, weight }) => {
    const { layer, sizes } = kind.make(values);
    let tally;
    const counted = () => {
      tally ??= tallyOf(facts, layer, sizes);
      return tally;
    };
    return Object.defineProperty({ layer, sizes, likelihood: Math.exp(weight) / sum }, "tally", {
      get: counted,
      enumerable: true,
    });
  });
  const [first] = found;
  if (first) first.isAlmostCertain = type !== "" && isFarAhead(facts, first.likelihood) && !hasTwin(found);
  return found;
};

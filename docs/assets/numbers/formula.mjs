// Formulas as small trees, made from the shapes of arrays: written out, factored, with numbers put in, step by step.
import { refuse } from "./refusal.mjs";

const add = (numbers) => numbers.reduce((before, number) => before + number, 0);
const multiply = (numbers) => numbers.reduce((before, number) => before * number, 1);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// A size as one number: several are multiplied.
export const scalars = (size) => (Array.isArray(size) ? multiply(size) : size);

// A number that is exact: beyond, there is no telling it from its neighbours.
export const exact = (number) =>
  Number.isSafeInteger(number) ? number : refuse("live_too_many", { most: Number.MAX_SAFE_INTEGER });

export const product = (numbers) => exact(multiply(numbers));
export const total = (numbers) => exact(add(numbers));

export const evaluate = (expression, sizes = {}) => {
  if (expression.product) return product(expression.product.map((factor) => evaluate(factor, sizes)));
  if (expression.sum) return total(expression.sum.map((term) => evaluate(term, sizes)));
  return typeof expression === "string" ? exact(scalars(sizes[expression])) : expression;
};

// The expression with a number for each size, or with what `written` makes of the size.
export const substitute = (expression, sizes, written = scalars) => {
  const put = (part) => substitute(part, sizes, written);
  if (expression.product) return { product: expression.product.map(put) };
  if (expression.sum) return { sum: expression.sum.map(put) };
  return typeof expression === "string" ? written(sizes[expression]) : expression;
};

export const productOf = (factors) => {
  const kept = factors.filter((factor) => factor !== 1);
  return kept.length > 1 ? { product: kept } : (kept[0] ?? 1);
};
export const sumOf = (terms) => (terms.length > 1 ? { sum: terms } : (terms[0] ?? 0));

const termOf = ({ factor, sizes }) => productOf([factor, ...sizes]);

// The axes of an array as expressions.
export const shapeOf = (array) => array.axes.map((axis) => sumOf(axis.map(termOf)));

// The number of scalars of an array, axis times axis.
export const countOf = (array) => productOf(shapeOf(array).flatMap((axis) => axis.product ?? [axis]));

// The counts of all arrays, added up and not simplified.
export const totalOf = (arrays) => sumOf(arrays.map(countOf));

// A number times sizes, one for each choice of a term from each axis.
const monomials = (array) =>
  array.axes.reduce(
    (before, axis) =>
      before.flatMap(([number, sizes]) => axis.map((term) => [number * term.factor, [...sizes, ...term.sizes]])),
    [[1, []]],
  );

// The sizes of all monomials and the sum of their numbers, in the order in which they first come.
export const collected = (terms) => {
  const sums = new Map();
  for (const [number, names] of terms) {
    const sizes = [...names].sort();
    const key = sizes.join(" ");
    sums.set(key, { sizes, number: (sums.get(key)?.number ?? 0) + number });
  }
  return [...sums.values()];
};

const collect = (signed) =>
  collected(signed.flatMap(([sign, array]) => monomials(array).map(([number, names]) => [sign * number, names])));

const gcd = (one, other) => (other ? gcd(other, one % other) : Math.abs(one));

// The names of one list without those of the other, each as often as it stands there.
const without = (names, others) => {
  const left = [...others];
  return names.filter((name) => {
    const place = left.indexOf(name);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
};
const shared = (lists) => lists.reduce((first, second) => without(first, without(first, second)));

// The terms in a bracket; where all with sizes share one, it stands before a bracket of its own.
const bracket = (terms) => {
  const sized = terms.filter(({ sizes }) => sizes.length);
  const common = sized.length > 1 ? shared(sized.map(({ sizes }) => sizes)) : [];
  const written = ({ number, sizes }) => productOf([number, ...sizes]);
  if (!common.length) return terms.map(written);
  const within = sized.map(({ number, sizes }) => written({ number, sizes: without(sizes, common) }));
  return [productOf([...common, sumOf(within)]), ...terms.filter(({ sizes }) => !sizes.length).map(written)];
};

// A sum of monomials, with the factors that all terms share taken out of the bracket.
export const factored = (terms) => {
  if (!terms.length) return 0;
  const number = terms.map((term) => term.number).reduce(gcd);
  const common = shared(terms.map(({ sizes }) => sizes));
  const inner = terms.map((term) => ({ number: term.number / number, sizes: without(term.sizes, common) }));
  return productOf([number, ...common, sumOf(bracket(inner))]);
};

// The total of arrays, factored.
export const closedForm = (arrays) => factored(collect(arrays.map((array) => [1, array])));

// By how much the total of some arrays exceeds that of others.
export const difference = (arrays, others) => {
  const signed = [...arrays.map((array) => [1, array]), ...others.map((array) => [-1, array])];
  return sumOf(
    collect(signed)
      .filter(({ number }) => number)
      .map(({ number, sizes }) => productOf([number, ...sizes])),
  );
};

// The rows of a tally, those of a part of the layer together.
const byPart = (tally) => {
  const parts = [];
  for (const row of tally.rows) {
    if (parts.at(-1)?.[0].part === row.part) parts.at(-1).push(row);
    else parts.push([row]);
  }
  return parts;
};
const arraysOf = (rows) => rows.map((row) => row.array);

// Whether all arrays have the same sizes, so that one formula with symbols speaks of them all.
export const isUniform = (tally) => tally.rows.every((row) => same(row.sizes, tally.rows[0].sizes));

// The counts of all arrays added up; those of several parts part by part, in numbers where their sizes differ.
export const totalFormula = (tally) => {
  const parts = byPart(tally);
  if (!isUniform(tally)) return { sum: parts.map((rows) => total(rows.map((row) => row.count))) };
  return parts.length > 1 ? { sum: parts.map((rows) => closedForm(arraysOf(rows))) } : totalOf(arraysOf(tally.rows));
};

// The total, factored; for parts of different sizes the sum of theirs, in numbers.
export const closedFormula = (tally) =>
  isUniform(tally)
    ? closedForm(arraysOf(tally.rows))
    : { sum: byPart(tally).map((rows) => substitute(closedForm(arraysOf(rows)), rows[0].sizes)) };

// The formula with numbers, then once more with each bracket or term worked out, where that differs.
const substitutions = (formula, sizes) => {
  const numbers = substitute(formula, sizes);
  const parts = numbers.product ?? numbers.sum;
  if (!parts) return [];
  const values = parts.map((part) => evaluate(part));
  const worked = numbers.sum ? { sum: values } : { product: values };
  const steps = same(worked, numbers) ? [numbers] : [numbers, worked];
  return steps.filter((step) => !same(step, formula));
};

// The steps from the sizes of a layer to its number of parameters: each array, all added, the same factored.
export const derive = (tally) => {
  const step = (key, kind, formula, sizes, value, shape = []) => {
    return { key, kind, formula, substitutions: substitutions(formula, sizes), value, shape };
  };
  const arrays = tally.rows.map(({ name, array, sizes, count }) => {
    const shape = shapeOf(array).map((axis) => [axis, evaluate(axis, sizes)]);
    return step(name, "array", countOf(array), sizes, count, shape);
  });
  const common = isUniform(tally) ? tally.rows[0]?.sizes : {};
  const added = step("sum", "sum", totalFormula(tally), common, tally.count);
  const last = step("closed_form", "closed_form", closedFormula(tally), common, tally.count);
  return { tally, steps: [...arrays, added, last] };
};

// How a format writes a product, a sum, a size's name and a number: as Python would read it.
export const PLAIN = { times: " * ", plus: " + ", name: String, number: String };

// A number with a comma before each group of three digits.
export const grouped = (number) => String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");

// The expression in a style, with brackets where a sum is a factor.
export const write = (expression, style = PLAIN) => {
  const { times, plus, name, number } = { ...PLAIN, ...style };
  const inner = (part) => write(part, style);
  if (expression.product)
    return expression.product.map((part) => (part.sum ? `(${inner(part)})` : inner(part))).join(times);
  if (expression.sum) return expression.sum.map(inner).join(plus);
  return typeof expression === "string" ? name(expression) : number(expression);
};

// Equal sides, each way of writing once.
export const worked = (sides, style) => [...new Set(sides.map((side) => write(side, style)))].join(" = ");

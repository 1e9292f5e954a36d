// What a layer costs for one sample: operations, and the bytes that training keeps. The facts have what one evaluation of
// its equations costs; here that is added up over time steps, directions and layers, as rnnformula/costing does.
import { isRepeatable, isStackable } from "./asked.mjs";
import { collected, factored, grouped, productOf, sumOf, write } from "./formula.mjs";
import { escaped } from "./frame.mjs";
import { label, phrase } from "./saying.mjs";

const STEPS = "steps";
// The word for a size that is no size of a layer alone: the units of a Dense on top.
const WORDS = { dense: "outputs" };

// A polynomial is a list of terms: a number, and the names of the sizes that it is multiplied by.
const read = (terms = []) => terms.map(([number, ...names]) => [number, names]);
const times = (polynomial, number, names) => polynomial.map(([factor, own]) => [factor * number, [...own, ...names]]);

// The polynomial with a number times another size in place of a size.
const put = (polynomial, size, number, name) =>
  polynomial.map(([factor, names]) => {
    const often = names.filter((own) => own === size).length;
    return [factor * number ** often, names.map((own) => (own === size ? name : own))];
  });

// What one evaluation costs under a choice of options; undefined where nobody knows, or a size is read that no field has.
const costsUnder = (family, { options = {}, sizes = {} }) => {
  const given = Object.fromEntries(family.optional.map((name) => [name, Boolean(sizes[name])]));
  const choice = { ...family.choices, ...options, ...given };
  const isChosen = ([when]) => Object.entries(when).every(([name, value]) => choice[name] === value);
  return family.costs.find(isChosen)?.[1];
};

// The gradients of two that read one vector are added, and what both read is kept once. `keep` is what of its input a
// layer has to keep that nothing before it keeps.
const addLayer = (sums, costs, { inSizes, steps, directions, width, isReadEachStep, reads, keep }) => {
  for (let direction = 0; direction < directions; direction++) {
    sums.products.push(...times(inSizes(read(costs.products)), 1, steps));
    sums.operations.push(...times(inSizes(read(costs.operations)), 1, steps));
    if (isReadEachStep) sums.operations.push([1, [width, ...steps]]);
    if (direction) sums.operations.push([reads[0], [reads[1], ...steps]]);
    sums.kept.push(...times(inSizes(read(costs.kept)), 1, steps), ...inSizes(read(costs.keptLast)));
  }
  sums.kept.push(...keep(inSizes(read(costs.keptRead))));
};

// The polynomials of a state, with the numbers of their sizes; null where what the layer costs is not known.
export const costOf = (facts, state) => {
  const family = facts.find(state.layer);
  const costs = costsUnder(family, state);
  if (!costs) return null;
  const { sizes, options = {}, dense = 0, bidirectional, time_distributed: isRepeated } = state;
  const stacked = isStackable(family);
  const isOverTime = family.input.includes("time");
  const hasSteps = isOverTime || (isRepeatable(family) && Boolean(state.steps || isRepeated));
  const steps = hasSteps ? [STEPS] : [];
  const layers = (stacked ? state.layers : family.stacked && options.num_layers) || 1;
  const directions = (stacked && bidirectional) || (family.stacked && options.bidirectional) ? 2 : 1;
  const width = sizes.proj_size ? "proj_size" : "units";
  const sums = { products: [], operations: [], kept: [] };
  for (let layer = 0; layer < layers; layer++) {
    const reads = layer ? [directions, width] : [1, "features"];
    // Side by side, two directions are a vector of its own; the state before a step is what the layer before put out.
    const keep = (numbers) => {
      if (!layer || directions > 1) return times(numbers, 1, steps);
      if (costs.keepsOutput) return [];
      return costs.keepsState ? numbers : times(numbers, 1, steps);
    };
    const isReadEachStep = isOverTime && (family.stacked || layer < layers - 1);
    const inSizes = (polynomial) => (layer ? put(polynomial, "features", ...reads) : polynomial);
    addLayer(sums, costs, { inSizes, steps, directions, width, isReadEachStep, reads, keep });
  }
  if (stacked && dense) {
    const inSizes = (polynomial) => put(put(polynomial, "units", 1, "dense"), "features", directions, width);
    const keep = (numbers) => (directions === 1 && costs.keepsOutput ? [] : numbers);
    const top = costsUnder(facts.find("Dense"), {});
    addLayer(sums, top, { inSizes, steps: [], directions: 1, keep });
  }
  const bytes = times(sums.kept, facts.bytes.float32, []);
  return { ...sums, kept: bytes, hasSteps, sizes: { ...sizes, dense, steps: state.steps || 1 } };
};

// The number, which may be larger than other numbers can be exact.
export const exactValue = (polynomial, sizes) =>
  polynomial
    .map(([number, names]) => names.reduce((before, name) => before * BigInt(sizes[name]), BigInt(number)))
    .reduce((before, number) => before + number, 0n);

// The terms of a bracket, those of most sizes first.
const inOrder = (terms) =>
  collected(terms).sort(
    ({ sizes: one }, { sizes: other }) => other.length - one.length || (String(one) < String(other) ? -1 : 1),
  );

// The formula with the steps before all else that is done at each of them.
export const formulaOf = (polynomial) => {
  const isEach = ([, names]) => names.includes(STEPS);
  const each = factored(
    inOrder(polynomial.filter(isEach).map(([n, names]) => [n, names.filter((name) => name !== STEPS)])),
  );
  const once = factored(inOrder(polynomial.filter((term) => !isEach(term))));
  const terms = each ? [productOf([STEPS, ...(each.product ?? [each])])] : [];
  return sumOf(once ? [...terms, ...(once.sum ?? [once])] : terms);
};

// Within a bracket a line breaks at signs of addition alone.
const unbroken = (formula) => formula.replaceAll(/\([^()]*\)/g, (terms) => terms.replaceAll(" × ", "\u00a0×\u00a0"));

// The amounts of a state below each other: at one time step, in all of them, and the formula in numbers with words.
export const costRows = (facts, words, state, tally) => {
  const cost = costOf(facts, state);
  if (!cost) return null;
  const { sizes, hasSteps } = cost;
  const said = (name) => {
    const n = sizes[name];
    const key = `n_${WORDS[name] ?? name}`;
    const text = words.words[key] ? phrase(words, label(key, { n })) : grouped(n);
    const whole = escaped(text.replaceAll(" ", "\u00a0"));
    return name === STEPS ? `<b>${whole}</b>` : whole;
  };
  const style = { times: " × ", number: grouped, name: said };
  const one = { ...sizes, steps: 1 };
  const width = facts.bytes.float32;
  const parameters = BigInt(width) * BigInt(tally.count);
  const ofParameters = label("times", { first: width, second: label("n_parameters", { n: tally.count }) });
  const row = (key, formula, first, all) => ({ key, formula, values: [first, all] });
  return {
    sizes,
    hasSteps,
    rows: [
      row("parameters", escaped(phrase(words, ofParameters)), parameters, parameters),
      ...["products", "operations", "kept"].map((key) =>
        row(
          key,
          unbroken(write(formulaOf(cost[key]), style)),
          exactValue(cost[key], one),
          exactValue(cost[key], sizes),
        ),
      ),
    ],
  };
};

// What a screen reader is told when the steps change, which change no parameter; empty where there are none.
export const costSaid = (words, made) => {
  if (!made?.hasSteps) return "";
  const [, , operations, kept] = made.rows.map(({ values }) => grouped(values[1]));
  const steps = label("n_steps", { n: made.sizes.steps });
  return phrase(words, label("live_cost_said", { steps, operations, kept }));
};

// The table beside the sum; empty where there is none.
export const costTable = (facts, words, made) => {
  if (!made) return "";
  const note = label("live_cost_note", { mac: label("cost_mac", { n: facts.multiplyAccumulate }) });
  const { sizes, hasSteps, rows } = made;
  const several = hasSteps && sizes.steps > 1;
  const say = (value) => escaped(phrase(words, value));
  const cell = (content) => `<td role="cell">${content}</td>`;
  const line = (cells) => `<tr role="row">${cells.join("")}</tr>`;
  const numbers = (values) => (several ? values : values.slice(1));
  const heads = numbers([1, sizes.steps]).map((n) => `<th role="columnheader">${say(label("n_steps", { n }))}</th>`);
  const head = hasSteps ? `<thead role="rowgroup">${line([cell(""), ...heads])}</thead>` : "";
  const body = rows.map(({ key, formula, values }) =>
    line([
      `<th role="rowheader">${say(label(`live_cost_${key}`))}</th>`,
      ...numbers(values).map((value) => cell(grouped(value).replaceAll(",", ",<wbr>"))),
      cell(formula),
    ]),
  );
  return (
    `<table class="data costs" role="table"><caption>${say(note)}</caption>${head}` +
    `<tbody role="rowgroup">${body.join("")}</tbody></table>`
  );
};

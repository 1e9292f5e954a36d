// A layer built up one term at a time, as rnnformula/figures/minute.py draws it.
import { areaPanel, labelsWide, linesOfGates, oneGate, partsOf, rectangles, scaleOf, thickened } from "./areas.mjs";
import { call, checkSizes, groupBy, titled } from "./describing.mjs";
import { total } from "./formula.mjs";
import { refuse } from "./refusal.mjs";
import { label } from "./saying.mjs";
import { GATES, keyLine, panel } from "./scene.mjs";

// What these say stands in Python.
const [WIDE_IN_STEP, HIGH_IN_STEP, HIGH_OF_SEVERAL_IN_STEP, WIDEST_BUILT] = [150, 150, 100, 288];
const [MOST_BUILT, BETWEEN_IN_STEP] = [4, 8];
const DIRECTION = /(?:\.?(?:forward|backward)_layer|_reverse)$/;

const speaksOf = (part, words) => ({ part, words });
const countOf = ({ part, count }) => speaksOf(part, count);
const equals = (of, n) => label("equals", { of, n });
const plus = (first, second) => label("plus", { first, second });
const times = (first, second) => label("times", { first, second });
const countsOf = (things) => things.map(({ count }) => count);

// The rectangle with each row of biases as a band of its own.
const withSingleBiases = (shown) => ({
  ...shown,
  bands: shown.bands.flatMap((band) => {
    if (band.role !== "bias" || band.rows < 2) return [band];
    const row = { rows: 1, count: shown.columns, words: label("n_biases", { n: 1 }) };
    return Array.from({ length: band.rows }, () => ({ ...band, ...row }));
  }),
});

const isBuiltUp = ({ bands }) => {
  const having = (wanted) => bands.filter(({ role }) => role === wanted);
  const biases = having("bias");
  const isSimple = having("kernel").length === 1 && having("recurrent").length < 2 && biases.length < 3;
  return isSimple && biases.every(({ part }) => part.includes("bias")) && !bands.some(({ part }) => part.includes("/"));
};

// The size that says what the first step is: a Dense reads features, a convolution channels.
const readsOf = ({ bands }) => ["features", "channels"].find((size) => size in bands[0].row.sizes);

// A layer that has more than a kernel, a recurrent kernel and two rows of biases, or too many of them, is refused.
const check = ({ layer }, whole) => {
  const begins = whole.length > 1 || whole.some(readsOf);
  const isApart = new Set(whole.map(({ part }) => part)).size === whole.length;
  if (!begins || !isApart || !whole.every(isBuiltUp)) refuse("live_not_built_up", { layer });
  if (whole.length > MOST_BUILT)
    refuse("live_at_most", { layer, name: "layers", most: MOST_BUILT, given: whole.length });
};

const without = (shown, bands) => ({ ...shown, bands: shown.bands.filter((band) => !bands.includes(band)) });

// The rectangle with so many of its equal parts there before, or all; one band may be new.
const asBefore = (shown, parts = partsOf(shown), fresh = null) => ({
  ...shown,
  bands: shown.bands.map((band) => (band === fresh ? band : { ...band, before: parts })),
});

// One rectangle, from the kernel on.
const termByTerm = (whole) => {
  const steps = [];
  const add = (what, sum, shown) => steps.push({ what, sum, shown: [shown] });
  const share = whole.gates.length ? oneGate(whole) : whole;
  const of = (bands, wanted) => bands.filter(({ role }) => role === wanted);
  const [[kernel], [recurrent], [bias, ...second]] = ["kernel", "recurrent", "bias"].map((role) =>
    of(share.bands, role),
  );
  const isConvolved = readsOf(whole) === "channels";

  const first = bias ? [kernel, bias] : [kernel];
  const [one, other] = first.map(({ part, role }) => speaksOf(part, label(role)));
  const terms = other ? label("minute_and", { first: one, second: other }) : one;
  const name = isConvolved ? label("minute_convolution") : "Dense";
  let count = total(countsOf(first));
  const begun = bias ? plus(countOf(kernel), countOf(bias)) : speaksOf(kernel.part, times(kernel.rows, share.columns));
  add(label("item", { name, value: terms }), equals(begun, count), without(share, [recurrent, ...second]));

  if (recurrent) {
    const named = speaksOf(recurrent.part, label("recurrent"));
    const what = label("minute_more", { what: isConvolved ? label("minute_convolved", { kernel: named }) : named });
    const sum = plus(count, countOf(recurrent));
    count += recurrent.count;
    add(what, equals(sum, count), asBefore(without(share, second), 1, recurrent));
  }

  const parts = partsOf(whole);
  const last = of(whole.bands, "bias").slice(1);
  if (whole.gates.length) {
    const what = label("minute_times", { of: speaksOf(GATES, label("n_gates", { n: parts })) });
    const sum = times(speaksOf(GATES, parts), count);
    count *= parts;
    add(what, equals(sum, count), asBefore(without(whole, last), 1));
  }

  for (const band of last) {
    const what = label("minute_more", { what: speaksOf(band.part, label("minute_second_bias")) });
    const sum = plus(count, countOf(band));
    count += band.count;
    add(what, equals(sum, count), asBefore(whole, parts, band));
  }
  return steps;
};

// Layers on each other, each of them whole.
const layerByLayer = (layers) => {
  let [before, count] = [[], 0];
  return [...layers].map(([text, shown]) => {
    const kernel = shown[0].bands.find(({ role }) => role === "kernel");
    const isOutput = before.length && readsOf(shown[0]) === "features";
    const inputs = isOutput ? label("n_outputs", { n: kernel.rows }) : kernel.words;
    const ofLayer = total(countsOf(shown));
    const own = countsOf(shown.length === 1 ? shown[0].bands : shown);
    const product = { product: [kernel.rows, shown[0].columns] };
    const terms = before.length ? [count, ofLayer] : own;
    const side = terms.length > 1 ? { sum: terms } : product;
    const step = {
      what: label("minute_layer", { name: { text }, inputs }),
      sum: label("value", { value: { sides: [side, count + ofLayer] } }),
      shown: [...before, ...shown],
    };
    before = [...before, ...shown.map((rectangle) => asBefore(rectangle))];
    count += ofLayer;
    return step;
  });
};

const isAlike = (one, other) => {
  const numbers = ({ columns, bands }) => [columns, ...countsOf(bands)].join(" ");
  return numbers(one) === numbers(other);
};

// The steps from nothing to all rectangles.
const stepsTo = (whole) => {
  const layers = groupBy(whole, ({ part }) => part.replace(DIRECTION, ""));
  if (layers.size > 1) return layerByLayer(layers);
  const [first, ...others] = whole;
  const turned = others.map((other) => {
    const isTwice = isAlike(first, other);
    const directions = label("minute_times", { of: label("n_directions", { n: 2 }) });
    const what = isTwice ? directions : label("minute_more", { what: label("backward") });
    const sum = isTwice ? times(2, first.count) : plus(first.count, other.count);
    return { what, sum: equals(sum, first.count + other.count), shown: [asBefore(first), other] };
  });
  return [...termByTerm(first), ...turned];
};

const lowered = (mark, down) =>
  mark.kind === "line"
    ? { ...mark, points: mark.points.map(([x, y]) => [x, y + down]) }
    : { ...mark, at: [mark.at[0], mark.at[1] + down] };

// The rectangles of a step, below each other.
const stepPanel = (facts, { shown, sum }, scale, head) => {
  const labels = labelsWide(facts, shown);
  const drawn = shown.map((rectangle) => areaPanel(facts, rectangle, scale, { labels }));
  const marks = [];
  let height = 0;
  for (const each of drawn) {
    for (const mark of each.marks) marks.push(lowered(mark, height));
    height += each.height + BETWEEN_IN_STEP;
  }
  return panel(Math.max(...drawn.map(({ width }) => width)), height - BETWEEN_IN_STEP, marks, head, [sum]);
};

// Any layer made of a kernel, a recurrent kernel and biases, or several on each other.
export const minute = (facts, tally) => {
  checkSizes(tally);
  const whole = rectangles(tally).map(withSingleBiases);
  check(tally, whole);
  const steps = stepsTo(whole);
  const high = whole.length === 1 ? HIGH_IN_STEP : HIGH_OF_SEVERAL_IN_STEP;
  const scale = scaleOf(facts, whole, WIDE_IN_STEP, high, WIDEST_BUILT);
  const heads = steps.map(({ what }, number) => label("minute_step", { n: number + 1, what }));
  const samples = new Map(whole.flatMap(({ bands }) => bands.map(({ role, part }) => [role, part])));
  const thick = thickened(whole, scale);
  return {
    name: "minute",
    panels: steps.map((step, number) => stepPanel(facts, step, scale, heads[number])),
    key: [
      ...[...samples].map(([role, part]) => keyLine(label(role), { role, sample: "block", part })),
      ...(steps.length > 1 ? [keyLine(label("minute_before"), { sample: "block" })] : []),
      ...linesOfGates(facts, whole),
      ...(thick ? [keyLine(thick)] : []),
    ],
    title: label("minute_title", {
      of: titled("formula_of", call(facts, tally), tally.sizes),
      parameters: label("n_parameters", { n: tally.count }),
    }),
    description: [
      label("minute_blocks"),
      ...steps.map(({ sum }, number) => label("minute_said", { step: heads[number], sum })),
    ],
  };
};

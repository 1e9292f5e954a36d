// A layer and its relatives in Keras while their units grow, as a chart.
import { LABEL_LINE, spread } from "./areas.mjs";
import { tallyFor } from "./comparing.mjs";
import { checkSizes, item, sentence, value } from "./describing.mjs";
import { width } from "./fit.mjs";
import { closedForm, evaluate, grouped, substitute } from "./formula.mjs";
import { relativeOf } from "./relatives.mjs";
import { label } from "./saying.mjs";
import { CENTRED, circle, EDGE, keyLine, LINE, line, panel, ROLES, TEXT, text, WIDTH } from "./scene.mjs";
import { arraysFor } from "./tally.mjs";

// Of the chart: its height, the room above for the name of its axis, a tick, a marker, and what is at most written out.
const [HIGH, ABOVE, TICK, MARKER, APART, WRITTEN] = [170, 30, 4, 4, 8, 9_999_999];
const STEPS = [1, 2, 5, 10];
const MOST_TICKS = 4;

// A distance between round numbers, of which few reach the largest.
const stepOf = (largest) => {
  const ten = 10 ** Math.floor(Math.log10(largest / MOST_TICKS));
  return Math.max(1, ten * STEPS.find((step) => largest / (step * ten) <= MOST_TICKS));
};

// Baselines where they are wanted, or above the one before where that is too near.
const spreadUp = (wanted) => spread(wanted.map((baseline) => -baseline)).map((baseline) => -baseline);

// From the first to the last of shares of twice the units: a count has at most the square of the units, so three of
// them tell the whole curve, and a curve of the third degree is exactly it.
const curveOf = ([none, once, twice], first, [x, y]) => {
  const square = 2 * (twice + none - 2 * once);
  const slope = twice - none - square;
  const at = (share) => none + share * (slope + share * square);
  const third = (1 - first) / 3;
  const rise = (share) => third * (slope + 2 * share * square);
  return [
    [x(first), y(at(first))],
    [x(first + third), y(at(first) + rise(first))],
    [x(1 - third), y(twice - rise(1))],
    [x(1), y(twice)],
  ];
};

// How many times one number is another: with two digits, and whether that is all of it.
const timesOf = (key, number, base, more) => {
  const isExact = ((number % base) * 100) % base === 0;
  const times = (number / base).toFixed(2);
  return label(`${key}${isExact ? "exactly" : "about"}`, { ...more, n: isExact ? String(Number(times)) : times });
};

// What the chart shows, as sentences: the layers at the units of the reader, and one of them at twice as many.
const seen = ([least, ...others], own, { features, units }) => {
  const layers = others.map(({ name, counts }) =>
    timesOf("live_growth_times_", counts[1], least.counts[1], { layer: name }),
  );
  const sizes = { features: label("n_features", { n: features }), units: label("n_units", { n: units }) };
  return [
    sentence(
      label("live_growth_seen", {
        ...sizes,
        layer: least.name,
        parameters: label("n_parameters", { n: least.counts[1] }),
        others: layers,
      }),
    ),
    sentence(timesOf("live_growth_twice_", own.counts[2], own.counts[1], { layer: own.name, units: 2 * units })),
  ];
};

// The layers of Keras that others are compared with, fewest parameters first: counts at none of the units, at the units and
// at twice as many. The dashes of the roles tell their lines from each other.
const kinOf = (facts, name, { features, units }) =>
  facts.relatives
    .filter(({ reason }) => reason === "keras")
    .map(({ shown }, place) => {
      const formula = closedForm(arraysFor(facts.find(shown)));
      const counts = [0, 1, 2].map((times) => evaluate(formula, { features, units: times * units }));
      return { name: shown, role: ROLES[place], formula, counts, isOwn: shown === name };
    })
    .sort(({ counts: [, one, two] }, { counts: [, other, more] }) => one - other || two - more);

const thin = (...points) => line(points, { thin: true });

// Where the chart stands between its labels; a share is of twice the units.
const plotOf = (kin, said, wide) => {
  const largest = kin.at(-1).counts[2];
  const left = EDGE + APART + Math.max(...kin.map(({ counts }) => wide(said(counts[1]))), wide(said(largest)));
  const right = WIDTH - EDGE - APART - Math.max(...kin.map(({ name }) => wide(value(name))));
  const x = (share) => left + share * (right - left);
  const y = (count) => ABOVE + HIGH - (count / largest) * HIGH;
  return { largest, left, right, bottom: ABOVE + HIGH, middle: x(1 / 2), x, y };
};

// At the left what the units of the reader give, read off at the axis, and round numbers where there is room.
const countsAtLeft = (kin, { largest, left, bottom, middle, y }, said, written) => {
  const marks = [thin([left, ABOVE], [left, bottom]), text([EDGE, ABOVE - LINE + CENTRED], label("count"))];
  const [, ...labels] = spreadUp([bottom, ...kin.map(({ counts }) => y(counts[1]))].map((at) => at + CENTRED));
  for (const [place, { counts, isOwn }] of kin.entries()) {
    const at = y(counts[1]);
    marks.push(thin([left - TICK, labels[place] - CENTRED], [left, at]), thin([left, at], [middle, at]));
    marks.push(text([left - APART, labels[place]], said(counts[1]), { anchor: "end", strong: isOwn }));
  }
  const step = stepOf(largest);
  for (let round = 0; round <= largest; round += step) {
    const baseline = y(round) + CENTRED;
    const isFree = labels.every((other) => Math.abs(other - baseline) >= LABEL_LINE);
    if (!isFree && round) continue;
    marks.push(thin([left - TICK, y(round)], [left, y(round)]));
    marks.push(text([left - APART, baseline], value(written(round)), { anchor: "end" }));
  }
  return marks;
};

// Below it the units of the reader, and twice as many.
const unitsBelow = (units, kin, { left, right, bottom, middle, y }, [said, written, wide]) => {
  const below = bottom + LINE;
  const isRoomy = (wide(said(units)) + wide(said(2 * units))) / 2 + APART < right - middle;
  const shown = isRoomy ? said : (number) => value(written(number));
  return [
    thin([left, bottom], [right, bottom]),
    thin([middle, y(kin.at(-1).counts[1])], [middle, bottom + TICK]),
    thin([right, bottom], [right, bottom + TICK]),
    text([middle, below], shown(units), { anchor: "middle", strong: true }),
    text([right, below], shown(2 * units), { anchor: "middle" }),
    text([middle, below + LINE], label("live_size_units"), { anchor: "middle" }),
  ];
};

// The line of each layer from one unit on, its name at the end.
const linesOf = (units, kin, { right, middle, x, y }) => {
  const names = spreadUp(kin.map(({ counts }) => y(counts[2]) + CENTRED));
  return kin.flatMap(({ name, counts, role, isOwn }, place) => [
    line(curveOf(counts, 1 / (2 * units), [x, y]), { role }),
    circle([middle, y(counts[1])], MARKER),
    text([right + APART, names[place]], value(name), { strong: isOwn }),
  ]);
};

// The counts of the relatives over the units, up to twice those of a state, as a figure; `written` makes numbers short.
export const growth = (facts, { layer, sizes: { features, units } }, written) => {
  const name = relativeOf(facts, layer);
  checkSizes(tallyFor(facts, { layer: name }, { features, units }));
  const kin = kinOf(facts, name, { features, units });
  const said = (number) => value(number > WRITTEN ? written(number) : grouped(number));
  // A short number may have signs of a language, each as wide as text is high.
  const signs = ({ values }) => values.value.match(/[^ -~]/g)?.length ?? 0;
  const wide = (words) => width(facts, words, { strong: true }) + TEXT * signs(words);
  const plot = plotOf(kin, said, wide);
  const marks = [
    ...countsAtLeft(kin, plot, said, written),
    ...unitsBelow(units, kin, plot, [said, written, wide]),
    ...linesOf(units, kin, plot),
  ];
  const own = kin.find(({ isOwn }) => isOwn);
  return {
    name: "growth",
    panels: [panel(WIDTH, plot.bottom + 2 * LINE + CENTRED + EDGE, marks)],
    key: [...kin].reverse().map(({ name: of, role, formula, counts, isOwn }) => {
      const sides = [formula, substitute(formula, { features, units }), counts[1]];
      return keyLine(item({ text: of }, { sides }), { role, sample: "line", strong: isOwn });
    }),
    title: label("live_growth_title", { features: label("n_features", { n: features }) }),
    description: seen(kin, own, { features, units }),
  };
};

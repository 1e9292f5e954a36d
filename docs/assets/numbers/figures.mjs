// Figures of a layer that is counted, as rnnformula/figures/ has them: what is drawn, and what is said beside it.
import { areaPanel, linesOfGates, oneGate, rectangles, scaleOf, toScale } from "./areas.mjs";
import { BELOW_NODES, drawConnections, hasFewConnections } from "./connections.mjs";
import {
  arraysOf,
  byRole,
  call,
  checkArrays,
  checkSizes,
  checkSteps,
  gate,
  inAll,
  item,
  linesOfSums,
  listed,
  sentence,
  stripes,
  sums,
  titled,
  value,
} from "./describing.mjs";
import { scalars } from "./formula.mjs";
import { refuse } from "./refusal.mjs";
import { label } from "./saying.mjs";
import { CENTRED, EDGE, GATES, keyLine, LINE, line, panel, text, UNITS, WIDTH } from "./scene.mjs";

// What these say stands in Python.
const [GATE_WIDE, GATE_HIGH] = [44, 150];
const [STEPS_DRAWN, STEP_WIDE, STEP_HIGH, STEP_APART, DOTS_WIDE] = [6, 28, 24, 16, 20];

// Columns times rows, the rows as the bands bring them.
const areaOf = ({ bands, columns, rows, count }) => {
  const sum = { sum: bands.map((band) => band.rows) };
  const sides = [{ product: [columns, sum] }, { product: [columns, rows] }, count];
  return keyLine(item(label("area"), { sides }));
};

// The arrays of any layer to scale.
const drawArrays = (facts, tally) => {
  checkArrays(tally);
  checkSizes(tally);
  const shown = rectangles(tally);
  const [panels, thick] = toScale(facts, shown);
  const all = sums(tally);
  const gates = linesOfGates(facts, shown);
  return {
    name: "arrays",
    panels,
    key: [
      ...arraysOf(tally),
      ...(shown.length === 1 && shown[0].bands.length > 1 ? [areaOf(shown[0])] : []),
      ...linesOfSums(all),
      ...gates,
      ...(thick ? [keyLine(thick)] : []),
    ],
    title: titled("arrays_title", call(facts, tally), tally.sizes),
    description: [
      label("arrays_area"),
      ...gates.map(({ words }) => label("arrays_gates", { gates: words })),
      sentence(listed(tally)),
      ...all.map(sentence),
    ],
  };
};

// The parameters of a layer gate by gate, where all its arrays are made of gates.
const drawGates = (facts, tally) => {
  const [whole, ...others] = rectangles(tally);
  if (others.length || !whole?.gates.length) refuse("live_no_gates", { layer: tally.layer });
  checkSizes(tally);
  const share = oneGate(whole);
  const scale = scaleOf(facts, [share], GATE_WIDE, GATE_HIGH);
  const said = { sides: [{ product: [share.columns, { sum: share.bands.map(({ rows }) => rows) }] }, share.count] };
  const named = whole.gates.map((letter) => gate(facts, letter));
  const added = inAll(Array(named.length).fill(share.count), label("total"));
  return {
    name: "gates",
    panels: named.map((head) => areaPanel(facts, share, scale, { head, isLabelled: false })),
    key: [
      ...share.bands.map(({ role, words, part }) => keyLine(item(label(role), words), { role, sample: "block", part })),
      keyLine(item(label("gates_each"), said)),
      ...linesOfSums([added]),
    ],
    title: titled("gates_title", call(facts, tally), share.bands[0].row.sizes),
    description: [label("gates_blocks"), sentence(named.map((name) => item(name, said))), sentence(added)],
  };
};

const speaksOf = (part, words) => ({ part, words });

// The area of a rectangle, in words: gates times units times all that each of them reads.
const inWords = ({ part, bands, gates, words, wordsOfGate, count }) => {
  let first = speaksOf(UNITS, words);
  if (gates.length) {
    const number = speaksOf(GATES, label("n_gates", { n: gates.length }));
    first = label("times", { first: number, second: speaksOf(UNITS, wordsOfGate) });
  }
  const second = bands
    .map((band) => speaksOf(band.part, band.words))
    .reduce((before, next) => label("plus", { first: before, second: next }));
  const of = label(bands.length > 1 ? "times_sum" : "times", { first, second });
  const area = label("equals", { of, n: count });
  return part ? item(value(part), area) : area;
};

// Each weight as a line; of a layer with gates those of one gate, as all have the same.
const connections = (tally) => {
  const [marks, bottom] = drawConnections(byRole(tally), scalars(tally.sizes.units));
  const n = tally.rows[0].gates.length;
  const head = n ? label("one_of_gates", { n }) : label("weight_by_weight");
  return panel(WIDTH, bottom + BELOW_NODES, marks, head);
};

const sameNumbers = (steps, n) => label("formula_steps", { steps: label("n_steps", { n: steps }), n });

// The layer once a time step, in small.
const time = ([{ bands }], steps, count) => {
  const parts = new Map(bands.map(({ role, part }) => [role, part]));
  const drawn = steps <= STEPS_DRAWN ? steps : STEPS_DRAWN - 1;
  const middle = STEP_HIGH / 2;
  const marks = [];
  let left = EDGE;
  for (let number = 0; number < drawn; number++) {
    marks.push(...stripes([left, 0], STEP_WIDE, STEP_HIGH, parts));
    left += STEP_WIDE;
    if (number < steps - 1) {
      const ends = [left, left + STEP_APART].map((x) => [x, middle]);
      const part = parts.get("recurrent");
      // A layer that keeps no state hands nothing on.
      if (part) marks.push(line(ends, { role: "recurrent", arrow: true, part }));
      left += STEP_APART;
    }
  }
  if (drawn < steps) {
    marks.push(text([left + DOTS_WIDE / 2, middle + CENTRED], "…", { anchor: "middle" }));
    left += DOTS_WIDE;
  }
  return panel(Math.max(left + EDGE, 4 * LINE), STEP_HIGH, marks, null, [sameNumbers(steps, count)]);
};

// The rectangles of any layer with its sum in words, and the time steps that it reads, 0 where those are not shown.
const drawFormula = (facts, tally, steps = 0) => {
  checkArrays(tally);
  checkSizes(tally);
  checkSteps(tally, steps);
  const shown = rectangles(tally);
  const [panels, thick] = toScale(facts, shown);
  if (hasFewConnections(tally)) panels.push(connections(tally));
  if (steps) panels.push(time(shown, steps, tally.count));
  const areas = shown.map(inWords);
  const added = linesOfSums(sums(tally));
  return {
    name: "formula",
    panels,
    key: [
      ...areas.map((words) => keyLine(words, { strong: true })),
      ...arraysOf(tally),
      ...(tally.rows.length > 1 ? added : []),
      ...linesOfGates(facts, shown),
      ...(thick ? [keyLine(thick)] : []),
    ],
    title: label("formula_title", {
      of: titled("formula_of", call(facts, tally), tally.sizes),
      parameters: label("n_parameters", { n: tally.count }),
      area: label("is_area", { n: shown.length }),
    }),
    description: [
      label("arrays_area"),
      ...areas.map(sentence),
      ...added.map(({ words }) => sentence(words)),
      ...(steps ? [sentence(sameNumbers(steps, tally.count))] : []),
    ],
  };
};

// A figure says what it is `of`, as the fragment of an address does, where whoever asked for it adds that.
export { drawArrays as arrays, drawFormula as formula, drawGates as gates };

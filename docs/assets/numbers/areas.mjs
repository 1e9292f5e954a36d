// A layer as a rectangle whose area is its number of parameters, as rnnformula/figures/areas.py draws it.
import { gate, gatesOf, groupBy, partOf, roleOf, roleOfAxes, value, written } from "./describing.mjs";
import { width } from "./fit.mjs";
import { grouped, product, scalars, total } from "./formula.mjs";
import { label } from "./saying.mjs";
import { box, CENTRED, EDGE, GATES, keyLine, LINE, line, panel, text, UNITS, WIDTH } from "./scene.mjs";

// What these say stands in Python.
const [WIDE, HIGH, NARROWEST, LARGEST_SCALAR, WIDE_OF_SEVERAL, HIGH_OF_SEVERAL] = [190, 190, 40, 26, 160, 150];
export const SMALLEST_CELL = 6;
export const LABEL_LINE = 19;
const [STRETCHED, THINNEST, LETTERED, ROOM_FOR_COUNT, BESIDE_COUNT, APART] = [4, 4, 12, 19, 8, 9];
const [DISPLACED, LEADER_GAP, LETTERS_HIGH, ABOVE_COLUMNS, ABOVE] = [7, 2, 22, 8, LINE / 2];
const [BRACKET_BELOW, BRACKET_HIGH, BELOW_BRACKET, DESCENT] = [6, 6, 28, 7];
const NAMED_SIZES = ["features", "channels", "units", "filters"];
const LONGEST_SIZE = 14;

const keyOf = (axis) => axis.map(({ factor, sizes }) => `${factor}${sizes.join("*")}`).join("+");
const scalarsOf = (axis, sizes) =>
  total(axis.map((term) => product([term.factor, ...term.sizes.map((name) => scalars(sizes[name]))])));

// The axis that most arrays have; of several that of gates, then the one that stands last in the first array.
const commonAxis = (rows) => {
  const times = new Map();
  for (const { array } of rows) {
    for (const key of new Set(array.axes.map(keyOf))) times.set(key, (times.get(key) ?? 0) + 1);
  }
  const most = Math.max(0, ...times.values());
  const common = rows.flatMap((row) =>
    [...row.array.axes]
      .reverse()
      .filter((axis) => times.get(keyOf(axis)) === most)
      .map((axis) => [row.gates.length, axis]),
  );
  const gated = common.find(([gates, [{ factor }]]) => gates && factor === gates);
  return (gated ?? common[0] ?? [0, []])[1];
};

const hasAxis = (axes, axis) => axes.some((other) => keyOf(other) === keyOf(axis));

// Whether an array has the axis: once, or as a vector several times side by side.
const fits = ({ array: { axes } }, axis) => {
  if (hasAxis(axes, axis) || (!axes.length && !axis.length)) return true;
  if (axes.length !== 1 || axes[0].length !== 1 || axis.length !== 1) return false;
  const [[{ factor, size }]] = axes;
  return size === axis[0].size && factor % axis[0].factor === 0;
};

// Numbers times a size in words.
const sized = (before, axis, sizes) => {
  const [{ factor, size }] = axis;
  const several = Array.isArray(sizes[size]) ? sizes[size] : [scalarsOf(axis, sizes)];
  const factors = [...before, ...several.slice(0, -1)];
  let number = several.at(-1);
  if (axis.length === 1 && factor > 1) {
    factors.push(factor);
    number = Math.floor(number / factor);
  }
  const name = axis[0].sizes.join(" × ");
  const isKnown = axis.length === 1 && axis[0].sizes.length === 1 && NAMED_SIZES.includes(size);
  const named = name.length <= LONGEST_SIZE ? `${grouped(number)} ${name}` : grouped(number);
  const words = isKnown ? label(`n_${size}`, { n: number }) : value(named);
  return factors.length ? label("times_size", { factors: factors.map(grouped).join(" × "), size: words }) : words;
};

// What the rows of a band are: sizes, biases, or the name of a vector.
const heightInWords = (axes, { array, sizes }, rows) => {
  const named = axes.filter((axis) => axis.some((term) => term.size));
  if (!named.length) return array.name.includes("bias") ? label("n_biases", { n: rows }) : value(array.name);
  const isNamed = ([{ size }]) => Number(NAMED_SIZES.includes(size));
  const before = named.sort((one, other) => isNamed(one) - isNamed(other));
  const last = before.pop();
  const factors = before.flatMap((axis) => {
    const size = sizes[axis[0].size];
    return Array.isArray(size) ? size : [scalarsOf(axis, sizes)];
  });
  return sized(factors, last, sizes);
};

const widthInWords = (axis, sizes, columns) =>
  axis.length === 1 && axis[0].size ? sized([], axis, sizes) : written(columns);

// The bands of an array: one, or where it keeps several things in one axis, one for each.
const bandsOf = (row, axis, columns) => {
  const { axes } = row.array;
  // The last such axis: Keras has what reads in rows, what is computed in columns.
  const place = axes.map(keyOf).lastIndexOf(keyOf(axis));
  const rest = place < 0 ? [] : axes.filter((_, number) => number !== place);
  const band = (role, high, count, words) => ({ row, role, rows: high, count, words, part: row.array.name });
  if (rest.length === 1 && rest[0].length > 1) {
    return rest[0].map((term) => {
      const high = scalarsOf([term], row.sizes);
      return band(roleOfAxes([[term], axis]), high, high * columns, heightInWords([[term]], row, high));
    });
  }
  const rows = Math.floor(row.count / columns);
  return [band(roleOf(row.array), rows, row.count, heightInWords(rest, row, rows))];
};

const rectangleOf = (part, rows, axis) => {
  const { sizes } = rows[0];
  const columns = axis.length ? scalarsOf(axis, sizes) : 1;
  const gates = rows.map(gatesOf).find((some) => some.length && axis[0].factor === some.length) ?? [];
  const bands = rows.flatMap((row) => bandsOf(row, axis, columns));
  const words = widthInWords(axis, sizes, columns);
  const named = ["units", "filters"].find((size) => size in sizes);
  const wordsOfGate = gates.length ? label(`n_${named}`, { n: Math.floor(columns / gates.length) }) : words;
  const count = total(bands.map((band) => band.count));
  return { part, bands, columns, gates, words, wordsOfGate, count, rows: total(bands.map((band) => band.rows)) };
};

// The rectangles of a layer, in the order of its arrays; what has no axis in common with the others has its own.
export const rectangles = (tally) =>
  [...groupBy(tally.rows, partOf)].flatMap(([part, all]) => {
    const found = [];
    let rows = all;
    while (rows.length) {
      const axis = commonAxis(rows);
      const fitting = rows.filter((row) => fits(row, axis));
      rows = rows.filter((row) => !fitting.includes(row));
      found.push(rectangleOf(part, fitting, axis));
    }
    return found;
  });

const bandsOfAll = (shown) => shown.flatMap((rectangle) => rectangle.bands);

// The equal parts of a rectangle side by side, one a gate.
export const partsOf = ({ gates }) => gates.length || 1;

// Whether any part of a band was not there before, in a rectangle that is built up.
const isNew = (rectangle, { before = 0 }) => before < partsOf(rectangle);

// The room that the labels of all bands need; one that was there before has none.
export const labelsWide = (facts, shown) => {
  const bands = shown.flatMap((rectangle) => rectangle.bands.filter((band) => isNew(rectangle, band)));
  return Math.max(0, ...bands.map(({ words }) => width(facts, words))) + APART;
};

const countWide = (facts, count) => width(facts, written(count), { strong: true });

// One scale for all rectangles: squares where they can be seen, else as much of the room as a stretch allows.
export const scaleOf = (facts, shown, mostWide = WIDE, high = HIGH, widest = WIDTH) => {
  const room = widest - 2 * EDGE - labelsWide(facts, shown);
  const beside = room - (APART + Math.max(...bandsOfAll(shown).map(({ count }) => countWide(facts, count))));
  const wide = Math.min(mostWide, beside >= NARROWEST ? beside : room);
  const largest = (side, extent) => Math.min(LARGEST_SCALAR, side / Math.max(...shown.map(extent)));
  let across = largest(wide, ({ columns }) => columns);
  let down = largest(high, ({ rows }) => rows);
  if (Math.min(across, down) >= SMALLEST_CELL) {
    across = Math.min(across, down);
    down = across;
  }
  return { across: Math.min(across, down * STRETCHED), down: Math.min(down, across * STRETCHED) };
};

// The bands as boxes, one below the other.
const boxesOf = (rectangle, wide, { down }, left, top) => {
  const { bands, columns } = rectangle;
  let y = top;
  return bands.map(({ role, rows, part }) => {
    const height = Math.max(THINNEST, rows * down);
    const mark = box([left, y], wide, height, { role, rows, columns, parts: partsOf(rectangle), part });
    y += height;
    return mark;
  });
};

// A box as what was there before, so many of its parts, and beside it what is new.
const inSteps = (mark, before = 0) => {
  const { at, width: wide, parts } = mark;
  if (!before || before === parts) return [{ ...mark, faint: before > 0 }];
  const old = (wide / parts) * before;
  const columns = Math.floor(mark.columns / parts) * before;
  const corner = [at[0] + old, at[1]];
  return [
    { ...mark, width: old, columns, parts: before, faint: true },
    { ...mark, at: corner, width: wide - old, columns: mark.columns - columns, parts: parts - before },
  ];
};

// Baselines where they are wanted, or below the one before where that is too near.
export const spread = (wanted) => {
  const placed = [];
  for (const baseline of wanted) {
    placed.push(placed.length ? Math.max(baseline, placed.at(-1) + LABEL_LINE) : baseline);
  }
  return placed;
};

// A line from a label to the edge of its band, where it stands beside another one.
const leader = (role, [x, baseline], [edge, middle]) => {
  const y = baseline - CENTRED;
  const gap = x < edge ? LEADER_GAP : -LEADER_GAP;
  const points = [
    [x + gap, y],
    [edge - gap, middle],
  ];
  return Math.abs(y - middle) > DISPLACED ? [line(points, { role, thin: true })] : [];
};

// The line below a rectangle that says how far its columns reach.
const bracket = (left, right, top) => {
  const corners = [
    [left, top],
    [left, top + BRACKET_HIGH],
    [right, top + BRACKET_HIGH],
    [right, top],
  ];
  return [0, 1, 2].map((number) => line(corners.slice(number, number + 2), { thin: true }));
};

// The letter of each gate above its columns.
const letters = (gates, left, wide, top) =>
  gates.map((letter, number) =>
    text([left + (number + 0.5) * (wide / gates.length), top - ABOVE_COLUMNS], letter, {
      anchor: "middle",
      part: GATES,
    }),
  );

// A rectangle with labels: rows at the left, columns below, gates above; counts in it or to its right. What was there
// before is an outline without a label.
export const areaPanel = (facts, shown, scale, { labels: room = 0, isLabelled = true, head = null } = {}) => {
  const wide = Math.max(THINNEST, shown.columns * scale.across);
  const hasLetters = shown.gates.length > 0 && wide / shown.gates.length >= LETTERED;
  // The words below stand in the middle of the rectangle, also where they are wider than it.
  const labels = Math.max(
    (width(facts, shown.words) - wide) / 2,
    ...(isLabelled ? [room, labelsWide(facts, [shown])] : [0]),
  );
  const left = EDGE + labels;
  const right = left + wide;
  const top = hasLetters ? LETTERS_HIGH : ABOVE;
  const boxes = boxesOf(shown, wide, scale, left, top);
  const baselines = spread(boxes.map(({ at, height }) => at[1] + height / 2 + CENTRED));
  const marks = [
    ...boxes.flatMap((mark, number) => inSteps(mark, shown.bands[number].before)),
    ...(hasLetters ? letters(shown.gates, left, wide, top) : []),
  ];
  const edges = [right];
  for (const [number, band] of shown.bands.entries()) {
    const { role, words, count, part } = band;
    const strong = isNew(shown, band);
    const { at, height } = boxes[number];
    const baseline = baselines[number];
    const middle = at[1] + height / 2;
    if (isLabelled && strong) {
      marks.push(text([left - APART, baseline], words, { anchor: "end", role, part }));
      marks.push(...leader(role, [left - APART, baseline], [left, middle]));
    }
    const said = countWide(facts, count);
    const edge = right + APART + said;
    const look = { role, strong, part };
    if (height >= ROOM_FOR_COUNT && wide >= said + BESIDE_COUNT) {
      const place = [left + wide / 2, middle + CENTRED];
      marks.push(text(place, written(count), { ...look, anchor: "middle", over: true }));
    } else if (edge <= WIDTH - EDGE) {
      // Else the key alone says it.
      marks.push(text([right + APART, baseline], written(count), look));
      marks.push(...leader(role, [right + APART, baseline], [right, middle]));
      edges.push(edge);
    }
  }
  const bottom = boxes.at(-1).at[1] + boxes.at(-1).height;
  marks.push(...bracket(left, right, bottom + BRACKET_BELOW));
  const half = width(facts, shown.words) / 2;
  // Below the middle of the rectangle, further left where the panel would grow too wide.
  const middle = Math.min(left + wide / 2, WIDTH - EDGE - half);
  const below = [middle, Math.max(bottom + BELOW_BRACKET, baselines.at(-1) + LABEL_LINE)];
  marks.push(text(below, shown.words, { anchor: "middle", part: UNITS }));
  const widest = Math.max(...edges, below[0] + half) + EDGE;
  return panel(widest, below[1] + DESCENT, marks, head);
};

// Which bands are drawn thicker than to scale, null where none is.
export const thickened = (shown, scale) => {
  const thick = bandsOfAll(shown).filter(({ rows }) => rows * scale.down < THINNEST);
  const names = [...new Set(thick.map(({ row }) => row.name))].map(value);
  return names.length ? label("thickened", { names }) : null;
};

// A panel for each rectangle, all on one scale, and which bands are drawn thicker, null where none is.
export const toScale = (facts, shown) => {
  const isAlone = shown.length === 1;
  const scale = isAlone ? scaleOf(facts, shown) : scaleOf(facts, shown, WIDE_OF_SEVERAL, HIGH_OF_SEVERAL);
  const labels = labelsWide(facts, shown);
  const panels = shown.map((rectangle) => {
    const head = rectangle.part && !isAlone ? value(rectangle.part) : null;
    return areaPanel(facts, rectangle, scale, { labels, head });
  });
  return [panels, thickened(shown, scale)];
};

// A line of the key for each order of gates that a rectangle has.
export const linesOfGates = (facts, shown) => {
  const orders = groupBy(
    shown.map(({ gates }) => gates).filter((gates) => gates.length),
    (gates) => gates.join(" "),
  );
  return [...orders.values()].map(([gates]) =>
    keyLine(value(gates.map((letter) => gate(facts, letter))), { part: GATES }),
  );
};

// The columns of one gate, which are alike for all.
export const oneGate = ({ part, bands, columns, gates, wordsOfGate, rows, count }) => ({
  part,
  bands: bands.map((band) => ({ ...band, count: Math.floor(band.count / gates.length) })),
  columns: Math.floor(columns / gates.length),
  gates: [],
  words: wordsOfGate,
  wordsOfGate,
  rows,
  count: Math.floor(count / gates.length),
});

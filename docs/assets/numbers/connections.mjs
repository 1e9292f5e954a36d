// The weights of a layer as lines, as rnnformula/figures/connections.py draws them: inputs at the left, units at the right.
import { byRole, roleOf } from "./describing.mjs";
import { scalars } from "./formula.mjs";
import { label } from "./saying.mjs";
import { between, box, CENTRED, circle, EDGE, LINE, line, text } from "./scene.mjs";

// What these say stands in Python.
const [FEW_INPUTS, FEW_UNITS, INPUT_X, INPUT_RADIUS, INPUT_PITCH] = [7, 3, 18, 15, 36];
const [UNIT_X, UNIT_RADIUS, UNIT_PITCH, BIAS_X, BIAS_SIDE] = [204, 30, 68, 282, 26];
const [HEAD_BASELINE, TOP, ROOM_FOR_UNITS] = [16, 27, 20];
export const BELOW_NODES = 8;

// Whether the weights of a layer, or of one of its gates, are few enough to be told apart as lines in small.
export const hasFewConnections = (tally) => {
  const { rows } = tally;
  const roles = byRole(tally);
  if (!roles.has("kernel") || roles.size < rows.length || rows.some((row) => row.part)) return false;
  const gates = rows[0].gates.length || 1;
  const wanted = ["1features ", "1units ", "", "2 "].map((before) => `${before}${gates}units`);
  const shapes = rows.map(({ array }) =>
    array.axes.map((axis) => axis.map(({ factor, sizes }) => `${factor}${sizes.join("*")}`).join("+")).join(" "),
  );
  if (shapes.some((shape) => !wanted.includes(shape))) return false;
  const reading = rows.filter((row) => roleOf(row.array) !== "bias").map((row) => row.shape[0]);
  return reading.reduce((sum, number) => sum + number, 0) <= FEW_INPUTS && scalars(tally.sizes.units) <= FEW_UNITS;
};

const inside = ([x, y], words) => text([x, y + CENTRED], words, { anchor: "middle" });

// Role, symbol and y of each number that is read; a gap parts the states from the features.
const inputsOf = (rows) => {
  const column = (role, letter, start) =>
    Array.from({ length: rows.get(role)?.shape[0] ?? 0 }, (_, number) => [
      role,
      { letter, index: number + 1 },
      start + number * INPUT_PITCH,
    ]);
  const features = column("kernel", "x", 0);
  return [...features, ...column("recurrent", "h", features.length * INPUT_PITCH + INPUT_PITCH / 2)];
};

// Lines from everything that is read to each of the first units, and where they end at the bottom; of a layer with
// gates those of one gate.
export const drawConnections = (rows, units) => {
  const inputs = inputsOf(rows);
  const lastInput = inputs.at(-1)[2];
  const lastUnit = (units - 1) * UNIT_PITCH;
  const height = Math.max(lastInput, lastUnit);
  const top = TOP + Math.max(INPUT_RADIUS, lastInput - ROOM_FOR_UNITS < lastUnit ? UNIT_RADIUS : 0);
  const shift = top + (height - lastInput) / 2;
  const sources = inputs.map(([role, symbol, y]) => [role, symbol, [INPUT_X, y + shift]]);
  const first = top + (height - lastUnit) / 2;
  const targets = Array.from({ length: units }, (_, number) => [UNIT_X, first + number * UNIT_PITCH]);
  const bias = rows.get("bias")?.array.name;

  const lines = targets.flatMap((target) => {
    const marks = sources.map(([role, , source]) =>
      line(between(source, INPUT_RADIUS, target, UNIT_RADIUS), { role, part: rows.get(role).array.name }),
    );
    const ends = [BIAS_X - BIAS_SIDE / 2, UNIT_X + UNIT_RADIUS].map((x) => [x, target[1]]);
    return bias ? [...marks, line(ends, { role: "bias", part: bias })] : marks;
  });
  const nodes = sources.flatMap(([role, symbol, at]) => [circle(at, INPUT_RADIUS, role), inside(at, symbol)]);
  for (const [number, at] of targets.entries()) {
    nodes.push(circle(at, UNIT_RADIUS), inside(at, label("unit", { n: number + 1 })));
    if (!bias) continue;
    const corner = [BIAS_X - BIAS_SIDE / 2, at[1] - BIAS_SIDE / 2];
    nodes.push(box(corner, BIAS_SIDE, BIAS_SIDE, { role: "bias", part: bias }));
    nodes.push(inside([BIAS_X, at[1]], { letter: "b", index: number + 1 }));
  }
  // Above and below all nodes, where no line passes.
  const heads = [text([EDGE, HEAD_BASELINE], label("features_now"))];
  let bottom = Math.max(sources.at(-1)[2][1] + INPUT_RADIUS, targets.at(-1)[1] + UNIT_RADIUS);
  if (rows.has("recurrent")) {
    bottom += LINE;
    heads.push(text([EDGE, bottom], label("states_before")));
  }
  return [[...lines, ...nodes, ...heads], bottom];
};

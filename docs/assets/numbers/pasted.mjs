// What people copy from a screen: a number, rows of a summary, shapes of weights. Every repetition in a pattern has a
// bound, so that no text takes long.
import { refuse } from "./refusal.mjs";

// Characters that look alike, those without width, and prompts; columns and indentation stay.
const ALIKE = [
  [/\r\n?|[\u2028\u2029\u0085]/g, "\n"],
  [/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)],
  [/[\t\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, " "],
  [/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, ""],
  [/[“”„]/g, '"'],
  [/[‘’]/g, "'"],
  [/、/g, ","],
  [/。/g, "."],
  [/^ {0,40}(?:>>> ?|\.\.\. ?|\.{3}: ?|(?:In|Out) ?\[ ?\d{0,5} ?\]: ?|```\w{0,20})/gm, ""],
  [/`/g, " "],
];
export const cleaned = (text) => ALIKE.reduce((before, [what, by]) => before.replaceAll(what, by), text);

const GROUPED = /\d{1,3}(?:([, '_.])\d{3})(?:\1\d{3}){0,9}(?![\d.]\d|\d)|\d+(?:[.,]\d+)?/g;
const PARAMETERS = /param|参数/i;
const MEMORY = /\(?\d[\d.,]{0,30} ?(?:[KMGT]i?)?B\b\)?/gi; // as Keras 3 prints behind a total
const ROUNDED = /^\d[\d.,]{0,30} ?[kKmM万](?![\p{L}\p{N}])/u;
const TOTAL = /total params\D{0,5}([\d,]{1,40})/i;

const LONGEST_NUMBER = 400; // characters around a number; a longer text is about more

const wholeNumber = (given) => {
  const count = Number(given.replaceAll(/[, '_]/g, ""));
  if (Number.isSafeInteger(count) && count > 0) return count;
  return refuse("live_count", { most: Number.MAX_SAFE_INTEGER, given });
};

// The number of parameters that a text is, or that it speaks of alone; what is not said in digits is refused.
export const countIn = (text) => {
  if (text.length > LONGEST_NUMBER) return undefined;
  const said = text.replaceAll(MEMORY, "");
  const total = said.match(TOTAL);
  if (total) return wholeNumber(total[1]);
  const line = said.trim();
  const isAbout = PARAMETERS.test(line);
  const words = line.replaceAll(GROUPED, "");
  if (!isAbout && /[\p{L}\p{Sm}()[\]{}:#/*"]/u.test(words.trim().replace(/^[kKmM万]$/, ""))) return undefined;
  const numbers = [...line.matchAll(GROUPED)].map(([number, separator]) =>
    separator === "." ? number.replaceAll(".", "") : number,
  );
  if (numbers.length !== 1) return undefined;
  if (ROUNDED.test(line.slice(line.search(/\d/)))) refuse("live_count_rounded", { given: line });
  const sign = /^-\s?\d/.test(line) ? "-" : "";
  return sign ? refuse("live_count", { most: Number.MAX_SAFE_INTEGER, given: line }) : wholeNumber(numbers[0]);
};

const AXIS = "(?:None|\\?|-?\\d{1,16})";
const SHAPE = `[([]${AXIS}(?: ?, ?${AXIS}){0,9} ?,? ?[)\\]]`;
const OUTPUTS = `(?:${SHAPE}|[([] ?${SHAPE}(?: ?, ?${SHAPE}){0,9} ?,? ?[)\\]]|multiple|\\?)`;
const COUNT = "(\\d{1,3}(?:,\\d{3}){1,9}|\\d{1,30})(?![.,]?\\d)";
const CUT = "(?:…|\\.{3})?";
const KERAS_ROW = new RegExp(
  `(?<![\\p{L}\\p{N}_./])([\\p{L}_][\\p{L}\\p{N}_./-]{0,80})${CUT}(?: {0,60}\\(([A-Z]\\w{0,60})${CUT}\\)?)? {1,100}(${OUTPUTS}) {1,100}${COUNT}`,
  "gu",
);
const TORCH_ROW = new RegExp(
  `(?<![\\p{L}\\p{N}_])([A-Z]\\w{0,60})(?: \\(([\\w.-]{1,80})\\))?(: ?\\d{1,6}(?:-\\d{1,6})?|-\\d{1,6}) {1,100}((?:${OUTPUTS} {1,100}){1,2})(?:${COUNT}|--|\\(recursive\\))`,
  "gu",
);
const HEADER = /layer \(type|layer.{1,80}output.{1,80}param/i;
const MODULE = /^ {0,80}\(\w{1,80}\): \w{1,80}\(/gm;
const RULES = /^[\s_=─━┏┓┗┛┡┩├┤┌┐└┘┼┬┴┳┻╇╞╡═+|-]*$/;

const axesOf = (shape) => {
  const axes = shape.match(new RegExp(AXIS, "g")) ?? [];
  return axes.map((axis) => (/^\d/.test(axis) ? Number(axis) : null));
};
const shapesOf = (printed) => (printed.match(new RegExp(SHAPE, "g")) ?? []).map(axesOf);

// The lines of a table between bars with the parts of a cell, which stand below each other, side by side.
const withoutBars = (text) => {
  const lines = [];
  for (const line of text.split("\n")) {
    if (RULES.test(line)) continue;
    if (!/[│┃|]/.test(line) || /[├└]─/.test(line)) {
      lines.push([line]);
      continue;
    }
    const cells = line
      .replace(/^\s*[│┃|]|[│┃|]\s*$/g, "")
      .split(/[│┃|]/)
      .map((cell) => cell.trim());
    const before = lines.at(-1);
    const goesOn = before?.length === cells.length && cells.length > 1 && !cells.at(-1);
    if (goesOn) lines[lines.length - 1] = before.map((cell, place) => `${cell} ${cells[place]}`.trim());
    else lines.push(cells);
  }
  return lines.map((cells) => cells.join("  ")).join("\n");
};

// The class that a row names, also where the printer cut it; by the name that Keras gives its rows where it names none.
const typeOf = (facts, name, type) => {
  const classes = facts.families.filter((family) => family.framework === "keras");
  if (!type) return classes.find(({ key }) => key === name.replace(/_\d+$/, ""))?.name;
  const known = [...classes.map((family) => family.name), ...Object.keys(facts.printed)];
  const fitting = known.filter((one) => one.startsWith(type));
  return known.includes(type) || fitting.length !== 1 ? type : fitting[0];
};

const numberOf = (count) => (count ? Number(count.replaceAll(",", "")) : 0);

// The rows of summaries in a text: { name, type, input, output, outputs, count, isTorch }.
export const rowsIn = (facts, text) => {
  const lines = withoutBars(text);
  const rows = [];
  for (const [, type, variable, place, printed, count] of lines.matchAll(TORCH_ROW)) {
    const columns = printed.match(new RegExp(OUTPUTS, "g")).map(shapesOf); // what it reads may stand before its output
    const outputs = columns.at(-1);
    const [input] = columns.length > 1 ? columns[0] : [null];
    const name = variable ?? `${type}${place}`;
    rows.push({ name, type, input, output: outputs[0] ?? null, outputs, count: numberOf(count), isTorch: true });
  }
  if (rows.length) return rows;
  for (const [, name, printed, shapes, count] of lines.matchAll(KERAS_ROW)) {
    const type = typeOf(facts, name, printed);
    const outputs = shapesOf(shapes);
    if (type)
      rows.push({
        name,
        type,
        input: null,
        output: outputs[0] ?? null,
        outputs,
        count: numberOf(count),
        isTorch: false,
      });
  }
  return rows;
};

export const isTable = (text) => HEADER.test(text) || (text.match(MODULE) ?? []).length > 1;

const NUMBERS = "[([] ?\\d{1,16}(?: ?, ?\\d{1,16}){0,9} ?,? ?[)\\]]";
const VARIABLE = new RegExp(`(?:path=|')([\\w./:-]{1,200})'?,? shape=(${NUMBERS})`, "g");
const NAME = "(?:(?<![\\p{L}\\p{N}_./:-])([\\p{L}_][\\p{L}\\p{N}_./-]{0,200}(?::\\d)?)([\"' ]{0,9}[:=,]{0,2} {0,60}))?";
const NAMED_SHAPE = new RegExp(
  `${NAME}((?:torch\\.Size|TensorShape|shape=?) ?)?(?:\\( ?)?(${NUMBERS})(?: ?\\))?`,
  "gu",
);
const IS_SIZE = /^(?:torch\.Size|TensorShape|shape)$/;

// Shapes of weights, with the name of each where the text says it; nothing where a text is about more.
export const shapesIn = (text) => {
  const printed = [...text.matchAll(VARIABLE)];
  if (!printed.length && /[\p{L}\p{N}]/u.test(text.replaceAll(NAMED_SHAPE, ""))) return undefined;
  const matches = printed.length ? printed.map(([, name, shape]) => [name, " ", "", shape]) : [];
  for (const [, name, space, size, shape] of printed.length ? [] : text.matchAll(NAMED_SHAPE)) {
    const isSize = IS_SIZE.test(name ?? "");
    if (name && !space && !isSize) return undefined; // a call
    matches.push(isSize ? ["", " ", name, shape] : [name, space, size, shape]);
  }
  const isSure = matches.length > 1 || matches.some(([name, , size]) => name || size);
  if (!matches.length || !isSure) return undefined;
  const names = matches.map(([name]) => (name ?? "").replace(/:\d*$/, "").split(/[./]/).at(-1));
  return { shapes: matches.map(([, , , shape]) => axesOf(shape)), names };
};

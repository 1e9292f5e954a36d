// What of a query the box on the home page can read: a number, a layer or a model as code, a row of a summary.
import { cleaned, countIn, rowsIn } from "../numbers/pasted.mjs";
import { Refusal } from "../numbers/refusal.mjs";
import { writeState } from "../numbers/state.mjs";

const LONGEST = 400; // characters
const LONGEST_SHOWN = 60;
const CALL = /^[\w.]+\(.*\d.*\)$/;
const NUMBERS = /\b\d[\d,.]*/g;
const NAMES = /[A-Z]\w*(?=\()/g;
// A smaller number among words is a size, or counts something else.
const LEAST_AMONG_WORDS = 100;

const numberIn = (text) => {
  try {
    const count = countIn(text);
    if (count === undefined || !/\p{L}/u.test(text)) return count === undefined ? "" : text;
    return count < LEAST_AMONG_WORDS ? "" : String(count);
  } catch (error) {
    if (error instanceof Refusal) return "";
    throw error;
  }
};

// What the box is asked, as its address writes it, and what else to look for: of the code of a layer, its names without its
// sizes. Null where the box could not read the query.
export const offerFor = ({ layers, explain }, query) => {
  const text = cleaned(query).trim();
  if (!text || text.length > LONGEST) return null;
  const families = layers.map(([name, key]) => ({ name, key, framework: "keras" }));
  const isLayer = CALL.test(text) && text.match(NAMES)?.some((name) => families.some((family) => family.name === name));
  const ask = isLayer || rowsIn({ families, printed: {} }, text).length ? text : numberIn(text);
  if (!ask) return null;
  const shown = ask.length > LONGEST_SHOWN ? `${ask.slice(0, LONGEST_SHOWN)}…` : ask;
  const rest = isLayer ? text.replaceAll(NUMBERS, " ") : text;
  return { location: writeState({}, { ask }), title: explain.replace("{text}", () => shown), rest };
};

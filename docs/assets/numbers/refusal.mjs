// Input without a meaning: a phrase of the package's languages and what to put into it, for the page to write.

const LONGEST_SHOWN = 60; // more characters of what came make a sentence hard to read

export class Refusal extends Error {
  constructor(key, values = {}) {
    super(`${key} ${JSON.stringify(values)}`);
    Object.assign(this, { name: "Refusal", key, values });
  }
}

const quoted = (text) => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
};

const PLAIN = new Map([
  [true, "True"],
  [false, "False"],
  [null, "None"],
  [undefined, "None"],
]);

// A value as Python code writes it; several numbers are a tuple.
export const repr = (value) => {
  if (Array.isArray(value)) return `(${value.map(repr).join(", ")}${value.length === 1 ? "," : ""})`;
  return typeof value === "string" ? quoted(value) : (PLAIN.get(value) ?? String(value));
};

// A value as a sentence shows what came: in one line, and short.
export const shown = (value) => {
  const line = repr(value).split(/\s+/).join(" ");
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN - 3)}...`;
};

// Of what came and what is known only text is said, as code; numbers are written as the language groups them.
export const refuse = (key, values = {}) => {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? { text: value } : value,
  ]);
  throw new Refusal(key, Object.fromEntries(said));
};

const distance = (one, other) => {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (let column = 0; column < other.length; column++) {
      const changed = row[column] + (letter === other[column] ? 0 : 1);
      next.push(Math.min(changed, row[column + 1] + 1, next[column] + 1));
    }
    row = next;
  }
  return row.at(-1);
};

// The known name that was probably meant; `meant` are names in small letters and what they mean, which counts where known.
export const nearest = (name, known, meant = {}) => {
  const small = name.toLowerCase().slice(0, LONGEST_SHOWN);
  if (known.includes(meant[small])) return meant[small];
  const far = (other) => distance(small, other.toLowerCase());
  return known.reduce((best, other) => (far(other) < far(best) ? other : best), known[0] ?? "");
};

// Python expressions as trees, read and never run. A node has `kind`, `from` and `to`, its place in the text, `value` and
// `parts`, as rnnformula/reading/code/nodes.py describes them.
// Only as many steps are taken as there are tokens, whatever the text.

export const DEEPEST = 60; // brackets inside each other; what is deeper is passed over, so that no text exhausts the stack

// Blanks and comments; then the end of a statement, a text, a number, a name, a sign.
const TOKEN = new RegExp(
  [
    String.raw`[^\S\n]+|\\\n|#[^\n]*`,
    String.raw`([\n;])`,
    String.raw`([rbuf]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?))`,
    String.raw`(0x[\da-f_]+|0o[0-7_]+|0b[01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:e[+-]?\d+)?)`,
    String.raw`([\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(\*\*|\/\/|:=|[-+*/%@&|^=!<>]=|->|[^])`,
  ].join("|"),
  "giu",
);
const KINDS = ["end", "text", "number", "name", "sign"];
const CLOSING = { "(": ")", "[": "]", "{": "}" };
const VALUES = new Map([
  ["True", true],
  ["False", false],
  ["None", null],
]);
const BEFORE = ["-", "+", "~", "not", "await", "*", "**"];
// How strongly a sign or a word between two values binds.
const BINDS = new Map(
  [
    [":="],
    ["or"],
    ["and"],
    ["in", "is", "not", "==", "!=", "<", ">", "<=", ">="],
    ["|", "^", "&"],
    ["+", "-"],
    ["*", "/", "//", "%", "@"],
    ["**"],
  ].flatMap((signs, place) => signs.map((sign) => [sign, place + 1])),
);
const WORDS = new Set(["if", "else", "for", "in", "and", "or", "is", "as", "import", "from"]); // they begin no value

const tokensOf = (text) => {
  const tokens = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = match.slice(1).findIndex((group) => group !== undefined);
    if (kind >= 0)
      tokens.push({ kind: KINDS[kind], text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return tokens;
};

const unquoted = (text) => text.replace(/^[a-z]*("""|'''|"|')/i, "").replace(/("""|'''|"|')$/, "");
const isFormat = (text) => /^[rbu]*f/i.test(text.slice(0, text.search(/["']/)));

const depthOf = (node) => {
  let deep = 0;
  for (let one = node; one.kind === "pair"; one = one.parts[0]) deep++;
  return deep;
};

export const parserOf = (text) => {
  const tokens = tokensOf(text);
  let place = 0;
  let depth = 0;
  let choices = 0;

  const token = (ahead = 0) => {
    while (depth && tokens[place]?.kind === "end") place++;
    return tokens[place + ahead];
  };
  const sees = (signs, ahead = 0) => {
    const next = token(ahead);
    return Boolean(next) && (next.kind === "sign" || next.kind === "name") && [signs].flat().includes(next.text);
  };
  const take = (sign) => {
    const isThere = sees(sign);
    if (isThere) place++;
    return isThere;
  };
  const ended = () => tokens[Math.min(place, tokens.length) - 1]?.to ?? 0;
  const begins = () => token()?.from ?? text.length;
  const node = (from, kind, said, ...parts) => ({ kind, value: said, parts, from, to: Math.max(from, ended()) });

  // Pass over what can't be read, to one of these signs outside of brackets or to the end of the statement.
  const skip = (...ends) => {
    const open = [];
    for (; place < tokens.length; place++) {
      const { kind, text: sign } = tokens[place];
      if (kind === "end" && !open.length && !depth) return;
      if (kind !== "sign") continue;
      if (!open.length && ends.includes(sign)) return;
      if (sign in CLOSING) open.push(CLOSING[sign]);
      else if (sign === open.at(-1)) open.pop();
    }
  };

  const value = (strength = 0) => {
    const from = begins();
    let one = unary();
    for (let next = token(); next && (next.kind === "sign" || next.kind === "name"); next = token()) {
      let sign = next.text;
      const binds = BINDS.get(sign);
      if (!binds || binds <= strength || (sign === "not" && !sees("in", 1))) break;
      place++;
      for (const more of ["in", "not"]) if ((sign === "not" || sign === "is") && take(more)) sign = `${sign} ${more}`;
      const other = value(binds);
      const isFlat = Math.max(depthOf(one), depthOf(other)) < DEEPEST;
      one = isFlat ? node(from, "pair", sign, one, other) : node(from, "unread");
    }
    if (strength || !sees("if") || sees(":", 1)) return one;
    place++;
    const test = value(1);
    if (!take("else")) return one;
    if (++choices > DEEPEST) {
      skip(",", ")", "]", "}");
      return node(from, "unread");
    }
    one = node(from, "choice", null, one, test, value());
    choices--;
    return one;
  };

  const unary = () => {
    const from = begins();
    const signs = [];
    while (sees(BEFORE)) {
      signs.push(token().text);
      place++;
    }
    const one = after(primary());
    return signs
      .slice(-3)
      .reverse()
      .reduce((inner, sign) => node(from, "single", sign, inner), one);
  };

  const primary = () => {
    const start = token();
    if (!start || start.kind === "end" || (start.kind === "sign" && !(start.text in CLOSING))) {
      const from = start?.from ?? text.length;
      return { kind: "unread", parts: [], from, to: from };
    }
    const { kind, text: said, from } = start;
    if (kind === "name" && WORDS.has(said)) return { kind: "unread", parts: [], from, to: from };
    if (kind === "name" && said === "lambda") {
      return lambda(from);
    }
    place++;
    if (kind === "number") {
      const digits = said.replaceAll("_", "");
      return { ...node(from, "number", Number(digits)), whole: /^(?:\d+|0[xob].+)$/i.test(digits) };
    }
    if (kind === "name") return VALUES.has(said) ? node(from, "constant", VALUES.get(said)) : node(from, "name", said);
    if (kind === "text") {
      let whole = unquoted(said);
      for (; token()?.kind === "text"; place++) whole += unquoted(token().text);
      return isFormat(said) ? node(from, "unread") : node(from, "text", whole);
    }
    if (said === "{") return braces(from);
    const [list, commas] = listed(CLOSING[said], value);
    if (list.length === 1 && list[0].kind === "each") return list[0];
    if (said === "(" && list.length === 1 && !commas) return list[0];
    return node(from, said === "(" ? "tuple" : "list", null, ...list);
  };

  // A function without a name; one with other arguments than names can't be read.
  const lambda = (from) => {
    place++;
    const names = [];
    while (token()?.kind === "name") {
      names.push(token().text);
      place++;
      if (!take(",")) break;
    }
    if (++choices > DEEPEST || !take(":")) {
      skip(",", ")", "]", "}");
      return node(from, "unread");
    }
    const inner = value();
    choices--;
    return node(from, "lambda", names, inner);
  };

  // A dictionary: its keys and values by turns.
  const braces = (from) => {
    const parts = [];
    listed("}", () => {
      const key = value();
      if (take(":")) parts.push(key, value());
      return key;
    });
    return node(from, "dict", null, ...parts);
  };

  // What stands behind an opening bracket, one by one, and the bracket that closes it.
  const listed = (closing, one) => {
    const list = [];
    let commas = 0;
    depth++;
    if (depth > DEEPEST) skip(closing);
    while (token() && !sees(closing)) {
      const { from } = token();
      const before = place;
      list.push(one());
      if (sees("for")) list.push(each(from, list.pop()));
      if (token() && !sees([",", closing])) {
        skip(",", closing);
        const last = list.pop();
        list.push(Array.isArray(last) ? [last[0], node(from, "unread")] : node(from, "unread"));
        if (place === before) place++; // a bracket that closes nothing
      }
      if (take(",")) commas++;
    }
    depth--;
    place++;
    return [list, commas];
  };

  // An element for each of some values.
  const each = (from, one) => {
    const [name, element] = Array.isArray(one) ? one : [null, one];
    place++;
    const target = targets("in");
    take("in");
    const values = value(1);
    const test = take("if") ? value(1) : null;
    const made = node(from, "each", null, element, target, values, test);
    return name === null ? made : [name, made];
  };

  // Names that values are given to, up to a word.
  const targets = (end) => {
    const from = begins();
    const names = [];
    while (token() && !sees([end, ":"]) && names.length < DEEPEST) {
      const before = place;
      names.push(unary());
      if (!take(",") && place === before) break;
    }
    return names.length === 1 ? names[0] : node(from, "tuple", null, ...names);
  };

  const argument = () => {
    for (const stars of ["**", "*"]) if (take(stars)) return [stars, value()];
    if (token()?.kind !== "name" || !sees("=", 1)) return ["", value()];
    const { text: name } = token();
    place += 2;
    return [name, value()];
  };

  // What stands in square brackets behind a value: an index, or the ends of a slice.
  const index = () => {
    const from = begins();
    const ends = [];
    let colons = 0;
    while (token() && !sees([",", "]"])) {
      const before = place;
      if (take(":")) {
        colons++;
        while (ends.length < colons) ends.push(null);
      } else {
        while (ends.length < colons) ends.push(null);
        ends.push(value());
      }
      if (place === before) break;
    }
    if (!colons) return ends[0] ?? node(from, "unread");
    while (ends.length <= colons) ends.push(null);
    return node(from, "slice", null, ...ends);
  };

  // A value with the attributes, calls and items behind it.
  const after = (first) => {
    let one = first;
    for (let long = 1; token()?.kind === "sign"; long++) {
      const { from } = token();
      if (sees(".") && token(1)?.kind === "name") {
        place += 2;
        one = node(first.from, "attribute", tokens[place - 1].text, one);
      } else if (take("(")) {
        const [given] = listed(")", argument);
        one = node(first.from, "call", given, one);
      } else if (take("[")) {
        const [places, commas] = listed("]", index);
        const at = places.length === 1 && !commas ? places[0] : node(from, "tuple", null, ...places);
        one = node(first.from, "item", null, one, at);
      } else break;
      if (long > DEEPEST) one = node(first.from, "unread");
    }
    return one;
  };

  return {
    text,
    tokens,
    node,
    token,
    sees,
    take,
    skip,
    value,
    unary,
    listed,
    targets,
    argument,
    ended,
    at: () => place,
    move: (to) => {
      place = to;
    },
  };
};

const LONGEST_SOURCE = 400; // a longer text is the name of nothing

// The text that a node was read from, in one line.
export const sourceOf = (text, { from, to }) =>
  text
    .slice(from, Math.min(to, from + LONGEST_SOURCE))
    .trim()
    .replaceAll(/\s+/g, " ");

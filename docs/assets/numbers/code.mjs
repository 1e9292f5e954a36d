// Python code as trees, read and never run. A node has `from` and `to`, its place in the text, and is one of
// { number, whole } | { text } | { value: true, false or null } | { name: "a.b" } | { list } |
// { call: node, given: [[name or "" or "*", node]] } | { sign: "+", pair: [node, node] } | { other: the node it begins
// with, if that is a call }.
// Only as many steps are taken as there are tokens, whatever the text.

const DEEPEST = 60; // brackets inside each other; what is deeper is passed over, so that no text exhausts the stack

// Blanks and comments; then the end of a statement, a text, a number, a name, a sign.
const TOKEN = new RegExp(
  [
    String.raw`[^\S\n]+|\\\n|#[^\n]*`,
    String.raw`([\n;])`,
    String.raw`([rbuf]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?))`,
    String.raw`((?:\d[\d_]*)?\.?\d[\d_]*\.?(?:e[+-]?\d+)?)`,
    String.raw`([\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(\*\*|\/\/|:=|[=!<>]=|->|[^])`,
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
const BEFORE = ["-", "+", "~", "not", "await"];
const BETWEEN = /^(?:and|or|not|in|is|if|else|for|[-+*/%@<>|&^]|\*\*|\/\/|[=!<>]=|:=)$/;
// What whole numbers are worked out by, and how strongly it binds.
const BINDS = { "+": 1, "-": 1, "*": 2, "//": 2 };

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

const numberOf = (text) => ({ number: Number(text.replaceAll("_", "")), whole: /^[\d_]+$/.test(text) });

const paired = (sign, one, two) => {
  const deep = Math.max(one.deep ?? 0, two.deep ?? 0) + 1;
  return sign in BINDS && deep < DEEPEST ? { sign, pair: [one, two], deep } : { other: undefined };
};

const parserOf = (text) => {
  const tokens = tokensOf(text);
  let place = 0;
  let depth = 0;

  const token = (ahead = 0) => {
    while (depth && tokens[place]?.kind === "end") place++;
    return tokens[place + ahead];
  };
  const is = (sign, ahead = 0) => {
    const next = token(ahead);
    return next?.text === sign && next.kind !== "text";
  };
  const node = (from, what) => ({ ...what, from, to: Math.max(from, tokens[place - 1]?.to ?? 0) });

  // Pass over what can't be read, to one of these signs outside of brackets or to the end of the statement.
  const skip = (...ends) => {
    const open = [];
    for (; place < tokens.length; place++) {
      const { kind, text: sign } = tokens[place];
      if (kind === "end" ? !open.length && !depth : kind === "sign" && !open.length && ends.includes(sign)) return;
      if (kind !== "sign") continue;
      if (sign in CLOSING) open.push(CLOSING[sign]);
      else if (sign === open.at(-1)) open.pop();
    }
  };

  // What stands behind an opening bracket, one by one, and the bracket that closes it.
  const listed = (closing, one) => {
    const list = [];
    let commas = 0;
    depth++;
    if (depth > DEEPEST) skip(closing);
    while (token() && !is(closing)) {
      const from = token().from;
      const before = place;
      list.push(one());
      if (!is(",") && !is(closing) && token()) {
        skip(",", closing);
        const [name] = Array.isArray(list.at(-1)) ? list.at(-1) : [];
        const unread = node(from, { other: undefined });
        list[list.length - 1] = name === undefined ? unread : [name, unread];
        if (place === before) place++; // a bracket that closes nothing
      }
      if (is(",")) {
        place++;
        commas++;
      }
    }
    depth--;
    place++;
    return { list, commas };
  };

  const argument = () => {
    const start = token();
    if (is("*") || is("**")) {
      place++;
      value();
      return ["*", node(start.from, { other: undefined })];
    }
    if (start.kind !== "name" || !is("=", 1)) return ["", value()];
    place += 2;
    return [start.text, value()];
  };

  const value = (strength = 0) => {
    const from = token()?.from ?? text.length;
    let one = unary();
    while (token() && token().kind !== "text" && BETWEEN.test(token().text)) {
      const sign = token().text;
      const binds = BINDS[sign] ?? 0.5;
      if (binds <= strength) break;
      place++;
      one = node(from, paired(sign, one, value(binds)));
    }
    return one;
  };

  const unary = () => {
    const from = token()?.from ?? text.length;
    const signs = [];
    while (BEFORE.some((sign) => is(sign))) signs.push(tokens[place++].text);
    const one = after(primary());
    if (!signs.length) return one;
    const isNumber = signs.every((sign) => sign === "-" || sign === "+") && "number" in one;
    const negative = signs.filter((sign) => sign === "-").length % 2;
    return node(from, isNumber ? { ...one, number: negative ? -one.number : one.number } : { other: undefined });
  };

  const primary = () => {
    const start = token();
    if (!start || start.kind === "end" || (start.kind === "sign" && !(start.text in CLOSING))) {
      return { other: undefined, from: start?.from ?? text.length, to: start?.from ?? text.length };
    }
    if (start.kind === "name" && start.text === "lambda") {
      skip(",", ")", "]", "}");
      return node(start.from, { other: undefined });
    }
    place++;
    if (start.kind === "number") return node(start.from, numberOf(start.text));
    if (start.kind === "name") {
      return node(start.from, VALUES.has(start.text) ? { value: VALUES.get(start.text) } : { name: start.text });
    }
    if (start.kind === "text") {
      let said = unquoted(start.text);
      for (; token()?.kind === "text"; place++) said += unquoted(token().text);
      return node(start.from, { text: said });
    }
    if (start.text === "{") {
      depth++;
      skip("}");
      depth--;
      place++;
      return node(start.from, { other: undefined });
    }
    const { list, commas } = listed(CLOSING[start.text], () => value());
    return start.text === "(" && list.length === 1 && !commas ? list[0] : node(start.from, { list });
  };

  // Attributes, calls and places behind a value.
  const after = (first) => {
    let one = first;
    for (let long = 0; token()?.kind === "sign"; long++) {
      if (long > DEEPEST) one = { other: undefined };
      if (is(".") && token(1)?.kind === "name") {
        place += 2;
        one = "name" in one ? { name: `${one.name}.${tokens[place - 1].text}` } : { other: one };
      } else if (is("(")) {
        place++;
        one = { call: one, given: listed(")", argument).list };
      } else if (is("[")) {
        place++;
        listed("]", () => value());
        one = { other: "call" in one || "other" in one ? one : undefined };
      } else break;
      one = node(first.from, one);
    }
    return one;
  };

  const indentAt = (from) => from - (text.lastIndexOf("\n", from - 1) + 1);

  // A statement: the word that it begins with, if that is one of these; the names that it gives to its values.
  const statement = () => {
    const start = token();
    const found = { from: start.from, indent: indentAt(start.from), word: "", targets: [], nodes: [], marked: false };
    if (start.kind === "name" && WORDS.test(start.text)) {
      found.word = start.text;
      place++;
      if (start.text !== "return") skip();
    }
    while (token() && token().kind !== "end") {
      const before = place;
      const one = value();
      if (is("=") || is(":")) {
        found.marked ||= is(":") && start.text === "("; // `(lstm): LSTM(10, 20)`, as PyTorch prints modules
        found.targets.push(...found.nodes.splice(0), one);
      } else found.nodes.push(one);
      if (is("=") || is(":") || is(",")) place++;
      else if (token() && token().kind !== "end") {
        found.rest = true; // no code, or none that can be read
        skip();
      }
      if (place === before) place++;
    }
    found.to = tokens[place - 1]?.to ?? 0;
    place++;
    return found;
  };

  return { statement, unary, more: () => place < tokens.length };
};
const WORDS =
  /^(?:import|from|def|class|for|while|if|elif|else|with|try|except|finally|return|assert|del|raise|global|pass)$/;

// The statements of a text; what of it is no code is a statement with `rest`.
export const statementsOf = (text) => {
  const parser = parserOf(text);
  const statements = [];
  while (parser.more()) statements.push(parser.statement());
  return statements;
};

// The call that a text begins with, whatever words come behind it.
export const beginningOf = (text) => parserOf(text).unary();

// The text that a node was read from, in one line.
export const sourceOf = (text, { from, to }) => text.slice(from, to).replaceAll(/\s+/g, " ");

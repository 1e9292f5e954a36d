// Code -> statements, those of a block inside the statement that begins it, by their indentation. A statement has the
// word that it begins with, `name`, `sign`, `targets`, `nodes`, `parameters`, `body`, `marked`, `rest`, `from` and `to`,
// as rnnformula/reading/code/statements.py describes them.
import { DEEPEST, parserOf } from "./code.mjs";

const BLOCKS = new Set([
  "for",
  "while",
  "if",
  "elif",
  "else",
  "with",
  "try",
  "except",
  "finally",
  "def",
  "class",
  "async",
]);
const OTHERS = new Set(["import", "from", "assert", "del", "raise", "global", "nonlocal", "pass", "break", "continue"]);
const SET = ["=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "|=", "&=", "^=", "@="];
const TAB = 8;

const readerOf = (text) => {
  const parser = parserOf(text);
  const { tokens, token, sees, take, skip, value, listed, node } = parser;
  const isOver = () => parser.at() >= tokens.length;
  const isEnd = () => isOver() || tokens[parser.at()].kind === "end";

  // Statements come in order, so that each line is looked at once.
  let lineAt = 0;
  let indent = -1;
  const indentAt = (from) => {
    for (let end = text.indexOf("\n", lineAt); end >= 0 && end < from; end = text.indexOf("\n", lineAt)) {
      lineAt = end + 1;
      indent = -1;
    }
    if (indent >= 0) return indent;
    indent = 0;
    for (let place = lineAt; /[^\S\n]/.test(text[place] ?? ""); place++) {
      indent = text[place] === "\t" ? (Math.floor(indent / TAB) + 1) * TAB : indent + 1;
    }
    return indent;
  };

  const parameter = () => {
    const stars = ["**", "*"].filter((sign) => take(sign)).join("");
    const next = token();
    const name = next?.kind === "name" ? next.text : "";
    if (name) parser.move(parser.at() + 1);
    if (take(":")) value(4);
    return { name: stars || name, default: take("=") ? value() : null };
  };

  const definition = (found) => {
    if (token()?.kind === "name") {
      found.name = token().text;
      parser.move(parser.at() + 1);
    }
    if (!take("(")) return;
    if (found.word === "class") {
      found.nodes = listed(")", parser.argument)[0]
        .filter(([name]) => !name)
        .map(([, base]) => base);
    } else found.parameters = listed(")", parameter)[0].filter((one) => one.name !== undefined);
  };

  const worded = (found, first) => {
    let word = first;
    const before = parser.at();
    parser.move(before + 1);
    if (word === "async") {
      word = token()?.kind === "name" ? token().text : word;
      parser.move(parser.at() + 1);
    }
    found.word = word;
    if (OTHERS.has(word)) skip();
    else if (word === "return") plain(found, false);
    else if (word === "def" || word === "class") definition(found);
    else if (word === "for") {
      found.targets = [parser.targets("in")];
      take("in");
      found.nodes = [value()];
    } else if (["if", "elif", "while"].includes(word)) found.nodes = [value()];
    if (!BLOCKS.has(word)) return;
    skip(":");
    if (take(":")) return;
    parser.move(Math.max(before + 1, parser.at())); // a sentence that begins so
    found.rest = true;
  };

  // Values one after another, each of them perhaps given to names.
  const plain = (found, marked) => {
    const started = parser.at();
    while (!isEnd()) {
      const before = parser.at();
      const { from } = tokens[before];
      let one = value();
      if (sees(",")) {
        // several, as in `a, b = 3, 4` and in the elements of a list that was cut
        const elements = [one];
        while (take(",") && !isEnd()) elements.push(value());
        one = node(from, "tuple", "bare", ...elements);
      }
      if (sees(":") && before === started) {
        // `x: int = 3`, or `(lstm): LSTM(3, 4)`
        parser.move(parser.at() + 1);
        found.marked = marked;
        found.targets.push(one);
        if (!marked) {
          const kind = value(4);
          if (!sees("=")) {
            found.nodes.push(kind);
            continue;
          }
          parser.move(parser.at() + 1);
        }
      } else if (sees(SET)) {
        const sign = tokens[parser.at()].text;
        parser.move(parser.at() + 1);
        if (sign !== "=") found.sign = sign;
        found.targets.push(one);
      } else {
        found.nodes.push(one);
        if (!isEnd()) {
          found.rest = true; // another statement, where lines were put together, or no code
          if (tokens[parser.at()].kind === "name" && parser.at() > before) return;
          skip();
        }
      }
      if (parser.at() === before) parser.move(before + 1);
    }
  };

  const statement = () => {
    const { kind, text: said, from } = tokens[parser.at()];
    const found = {
      word: "",
      indent: indentAt(from),
      from,
      to: 0,
      name: "",
      sign: "=",
      targets: [],
      nodes: [],
      parameters: [],
      body: [],
      marked: false,
      rest: false,
    };
    if (kind === "name" && (BLOCKS.has(said) || OTHERS.has(said) || said === "return")) worded(found, said);
    else plain(found, said === "(");
    found.to = parser.ended();
    let goesOn = false;
    if (!isOver()) {
      const next = tokens[parser.at()];
      goesOn = next.kind !== "end" || next.text === ";";
      if (next.kind === "end") parser.move(parser.at() + 1);
    }
    return [found, goesOn];
  };
  const isBlank = () => tokens[parser.at()].kind === "end";
  return { statement, isOver, isBlank, pass: () => parser.move(parser.at() + 1) };
};

// The statements of a text; those of a block are inside the one that begins it, or begin in the same line.
export const statementsOf = (text) => {
  const reader = readerOf(text);
  const whole = [];
  const opened = [];
  let inline;
  let deep = 0; // blocks that begin in one line
  while (!reader.isOver()) {
    if (reader.isBlank()) {
      // An empty line ends no block, but what was written in one line.
      reader.pass();
      inline = undefined;
      deep = 0;
      continue;
    }
    const [statement, goesOn] = reader.statement();
    if (inline) inline.body.push(statement);
    else {
      while (opened.length && statement.indent <= opened.at(-1).indent) opened.pop();
      (opened.at(-1)?.body ?? whole).push(statement);
    }
    if (BLOCKS.has(statement.word) && opened.length + deep < DEEPEST) {
      if (!inline) opened.push(statement);
      if (goesOn) {
        inline = statement;
        deep++;
        continue;
      }
    }
    if (goesOn) continue;
    inline = undefined;
    deep = 0;
  }
  return whole;
};

// Where the block of a statement ends in the text.
export const blockEnd = ({ to, body }) => Math.max(to, ...body.map(blockEnd));

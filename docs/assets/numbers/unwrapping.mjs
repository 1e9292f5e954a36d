// What stands around code in a paste, besides prompts: quotes of mails, numbers of lines, magics of notebooks.
const QUOTED = /^ {0,40}[>|]{1,9} ?(?=\S)/gm;
const NUMBERED = /^ {0,40}\d{1,4}[.:|)]? {1,8}(?=\S)/;
const MAGIC = /^ {0,400}[%!].*$/gm;
const FENCE = /^ {0,40}~~~ {0,40}\w{0,40} {0,40}$/gm;
// Where a statement is glued to the import before it.
const GLUED =
  /^( *(?:from +[\w.]+ +)?import +[^\n#]*?[A-Za-z_*])((?:from +[\w.]+ +import|import +\w|class +\w+\(|def +\w+\(|model *=|inputs? *=)[^\n]*)$/gm;

// The code alone, of a text whose signs are those of a keyboard.
export const unwrapped = (text) => {
  const plain = text.replaceAll(QUOTED, "").replaceAll(FENCE, "").replaceAll(MAGIC, "");
  const lines = plain.split("\n");
  const filled = lines.filter((line) => line.trim());
  const isListing = filled.length > 2 && filled.every((line) => NUMBERED.test(line));
  const whole = isListing ? lines.map((line) => line.replace(NUMBERED, "")).join("\n") : plain;
  return whole.replaceAll(GLUED, "$1\n$2");
};

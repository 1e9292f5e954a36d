// Figures -> HTML, the same characters as rnnformula/render/hypertext_figures.py writes.
import { phrase } from "./saying.mjs";
import { drawn, escaped, frame, MARKED_SIZE, markingSizes, opening, partOfMark, quoted } from "./svg.mjs";

// A side of an equation in numbers, and what keeps it on one line; a line breaks before its sign.
const EQUAL_SIDE = / = ([\d,×+() ]*[\d)])/g;
const WHOLE_SIDE = ' <span class="term">=\u00a0$1</span>';
// A gate with its name, and what keeps them on one line.
const NAMED_GATE = /(?<![\p{L}\p{N}_])[a-z] ?[(（][^()（）]+[)）]/gu;
const WHOLE_GATE = '<span class="bound">$&</span>';
// A dot within a name of code, behind which the name may break.
const INNER_DOT = /(?<=[\p{L}\p{N}_]\.)(?=[A-Za-z])/gu;
// Names of code and words of a part in labels, between marks that no label has.
const MARKED_CODE = /\ue002(.*?)\ue003/g;
const MARKED_PART = /\ue004(.*?)\ue005/g;
const PART_END = "\ue006";

const breakable = (name) => name.replaceAll(INNER_DOT, "<wbr/>");

// A label as HTML.
export const say = (facts, words, value) => {
  const style = {
    ...markingSizes(facts),
    code: (text) => `\ue002${text}\ue003`,
    part: (part, written) => `\ue004${part}\ue005${written}${PART_END}`,
  };
  return escaped(phrase(words, value, style))
    .replaceAll(MARKED_SIZE, '<var data-size="$1">$1</var>')
    .replaceAll(EQUAL_SIDE, WHOLE_SIDE)
    .replaceAll(NAMED_GATE, WHOLE_GATE)
    .replaceAll(MARKED_CODE, (_, name) => `<code>${breakable(name)}</code>`)
    .replaceAll(MARKED_PART, (_, part) => `<span${partOfMark(part)}>`)
    .replaceAll(PART_END, "</span>");
};

// The figure as one <figure>: a drawing for each panel, the key as a list, the title as its caption.
export const hypertext = (facts, words, figure) => {
  const write = (value) => say(facts, words, value);
  const panels = figure.panels.map((panel, place) => {
    const { width, height, head, foot } = panel;
    const begin = place
      ? [`<svg class="fig" aria-hidden="true" ${frame(width, height, words)}>`]
      : opening(figure, width, height, words);
    return [
      '<div class="figure-panel">',
      ...(head ? [`<p class="figure-head">${write(head)}</p>`] : []),
      ...begin,
      ...drawn(facts, words, panel),
      "</svg>",
      ...foot.map((line) => `<p class="figure-foot">${write(line)}</p>`),
      "</div>",
    ].join("\n");
  });
  const entries = figure.key.map(({ words: said, role, sample, strong, part }) => {
    const look = sample ? `<span class="figure-sample figure-${sample} fig-${role}"></span>` : "";
    const written = strong ? `<strong>${write(said)}</strong>` : write(said);
    return `<li${partOfMark(part)}>${look}<span>${written}</span></li>`;
  });
  return [
    `<figure class="figure figure-${figure.name}" data-of=${quoted(figure.of ?? "")}>`,
    '<div class="figure-body">',
    '<div class="figure-panels">',
    ...panels,
    "</div>",
    '<ul class="figure-key">',
    ...entries,
    "</ul>",
    "</div>",
    `<figcaption>${breakable(escaped(phrase(words, figure.title)))}</figcaption>`,
    "</figure>",
  ].join("\n");
};

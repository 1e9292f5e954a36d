// What an element shows when it is asked for more -> HTML: its sizes in other frameworks, and the growth with units.
import { compared } from "./comparing.mjs";
import { item } from "./describing.mjs";
import { grouped } from "./formula.mjs";
import { growth } from "./growing.mjs";
import { hypertext, say } from "./hypertext.mjs";
import { label, phrase } from "./saying.mjs";
import { number, quoted } from "./svg.mjs";

const [WIDE, HIGH, THINNEST, BIAS, GAP, EDGE] = [84, 34, 4, 6, 2, 1];

const rect = (look, [x, y], wide, high) =>
  `<rect class="${look}" x="${number(x)}" y="${number(y)}" width="${number(wide)}" height="${number(high)}"/>`;

// Lines of a band as blocks below each other, the last of them only in part; returns where the next one begins.
const linesOf = (drawn, look, rows, top) => {
  const whole = Math.floor(rows);
  for (let line = 0; line < rows; line++) {
    const share = line < whole ? 1 : rows - whole;
    drawn.push(rect(look, [EDGE, top + line * (BIAS + GAP)], WIDE * share, BIAS));
  }
  return top + Math.ceil(rows) * (BIAS + GAP);
};

// The layer as a rectangle in small: what is more than in Keras filled, what is less an empty place. Biases are too few
// to be drawn to scale.
const areaOf = (words, bands) => {
  const isThin = ({ role }) => role === "bias";
  const scale = HIGH / bands.filter((band) => !isThin(band)).reduce((sum, { rows }) => sum + rows, 0);
  const drawn = [];
  let top = EDGE;
  for (const band of bands) {
    const { role, rows, more } = band;
    const block = `compare-band fig-${role}`;
    if (isThin(band)) top = linesOf(drawn, block, rows, top);
    else {
      const high = Math.max(THINNEST, rows * scale);
      drawn.push(rect(block, [EDGE, top], WIDE, high));
      top += high + GAP;
    }
    top = linesOf(drawn, `${block} ${more > 0 ? "compare-more" : "compare-less"}`, Math.abs(more), top);
  }
  const [wide, high] = [WIDE + 2 * EDGE, number(top - GAP + EDGE)];
  const said = bands.map(({ role, count }) => item(label(role), count));
  return (
    `<svg class="compare-area" role="img" aria-label=${quoted(phrase(words, said))}` +
    ` width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">${drawn.join("")}</svg>`
  );
};

// By how much a count differs from Keras', and how the sizes make that; a line breaks before the sign.
const differenceOf = ({ more, formula }, write) => {
  if (!more) return "0";
  const sides = `${more > 0 ? "+" : ""}${grouped(more)} <span class="term">= ${write({ sides: [formula] })}</span>`;
  return sides.replaceAll(/-(?=\d)/g, "−");
};

const table = (facts, words, rows, caption) => {
  const write = (value) => say(facts, words, value);
  const heads = ["layer", "area", "count", "difference_to_keras", "reason"].map((key) => write(label(key)));
  const cell = (place, content) => `<td role="cell"${place > 1 ? ` data-label="${heads[place]}"` : ""}>${content}</td>`;
  const lines = rows.map((row) => {
    const names = row.names.map(({ named, isOwn }) => {
      const code = named.map((text) => write({ text })).join(" ");
      return isOwn ? `<strong aria-current="true">${code}</strong>` : code;
    });
    const cells = [
      names.join("<br>"),
      areaOf(words, row.bands),
      grouped(row.count),
      differenceOf(row, write),
      write(label(`reason_${row.reason}`)),
    ];
    return `<tr role="row">${cells.map((content, place) => cell(place, content)).join("")}</tr>`;
  });
  return (
    `<table class="data stacks labelled compare" role="table"><caption>${write(caption)}</caption>` +
    `<thead role="rowgroup"><tr role="row">${heads.map((head) => `<th role="columnheader">${head}</th>`).join("")}</tr></thead>` +
    `<tbody role="rowgroup">${lines.join("")}</tbody></table>`
  );
};

const paragraph = (facts, words, value) => `<p>${say(facts, words, value)}</p>`;

// What stands in each fold, by its name.
export const CONTENTS = {
  frameworks: (facts, words, state) => {
    const { features, units } = state.sizes;
    const caption = label("live_compare_caption", {
      features: label("n_features", { n: features }),
      units: label("n_units", { n: units }),
    });
    return table(facts, words, compared(facts, state), caption) + paragraph(facts, words, label("live_compare_area"));
  },
  growth: (facts, words, state) => {
    const short = new Intl.NumberFormat(words.lang, { notation: "compact", maximumSignificantDigits: 3 });
    const figure = growth(facts, state, (count) => short.format(count));
    const said = figure.description.map((sentence) => say(facts, words, sentence)).join(words.words.space);
    return `<p>${said}</p>${hypertext(facts, words, figure)}`;
  },
};

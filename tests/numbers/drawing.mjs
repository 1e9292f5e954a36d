// What counting.mjs is asked for that is drawn: figures of layers as a page would show them, figures that are taken away
// from their page, numbers and attributes as drawings have them.
import { layerOf } from "../../docs/assets/numbers/asked.mjs";
import { minute } from "../../docs/assets/numbers/building_up.mjs";
import { arrays, formula, gates } from "../../docs/assets/numbers/figures.mjs";
import { hypertext } from "../../docs/assets/numbers/hypertext.mjs";
import { exportSvg } from "../../docs/assets/numbers/standalone.mjs";
import { readState } from "../../docs/assets/numbers/state.mjs";
import { number, quoted, svg } from "../../docs/assets/numbers/svg.mjs";
import { tallyOf } from "../../docs/assets/numbers/tally.mjs";

const FIGURES = { arrays, formula, gates, minute };

// The words of each language, which are told once.
let spoken = [];

export const DRAWING = {
  words({ words }) {
    spoken = words;
  },
  draw({ name, layer, given, steps, of }, facts) {
    const figure = { ...FIGURES[name](facts, tallyOf(facts, layer, given), steps), of };
    return spoken.map((words) => [hypertext(facts, words, figure), svg(facts, words, figure)]);
  },
  // An element of a page as its script draws it first, from what the figure there says that it was asked for.
  again({ name, of }, facts) {
    const { layer, reads, steps } = layerOf(facts, readState(facts, `#${of}`));
    const figure = { ...FIGURES[name](facts, tallyOf(facts, layer, reads), steps), of };
    return spoken.map((words) => hypertext(facts, words, figure));
  },
  take: ({ html, ...look }) => exportSvg(html, look),
  numbers: ({ values }) => values.map(number),
  quoted: ({ texts }) => texts.map(quoted),
  // The milliseconds from the sizes of a layer to the HTML of its formula: the median of several times.
  time({ layer, given, times }, facts) {
    const took = Array.from({ length: times }, () => {
      const start = performance.now();
      hypertext(facts, spoken[0], formula(facts, tallyOf(facts, layer, given), 3));
      return performance.now() - start;
    });
    return took.sort((one, other) => one - other)[Math.floor(times / 2)];
  },
};

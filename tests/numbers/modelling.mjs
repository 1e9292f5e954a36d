// What counting.mjs is asked for that is built: a model of a state, what is copied of it, and the address that leads to it.
import { built, layersIn, modelOf, modelState, readableBytes } from "../../docs/assets/numbers/modelling.mjs";
import { readState, writeState } from "../../docs/assets/numbers/state.mjs";
import { modelCode, modelMarkdown, summaryOf } from "../../docs/assets/numbers/summaries.mjs";

export const MODELLING = {
  build({ state, words }, facts) {
    const model = modelOf(facts, state);
    const { rows, added, count, trainable, bytes } = model;
    const own = modelState(model);
    const address = writeState(facts, own);
    return {
      rows: rows.map(({ name, call, output, count: number }) => ({ name, call, output, count: number })),
      ...{ added, count, trainable, bytes, state: own, address },
      again: modelState(modelOf(facts, readState(facts, address))),
      summary: summaryOf(model),
      code: modelCode(model),
      markdown: words && modelMarkdown(model, (key) => words[key], address),
    };
  },
  // The layers of a text on an input that is given apart.
  extend({ state, text }, facts) {
    const { layers, input } = modelOf(facts, state);
    return modelState(built(facts, [...layers, ...layersIn(facts, text).layers], input));
  },
  bytes: ({ numbers }) => numbers.map(readableBytes),
};

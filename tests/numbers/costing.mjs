// What counting.mjs is asked for that costs something: the amounts of a state, with their formulas as Python reads them.
import { costOf, exactValue, formulaOf } from "../../docs/assets/numbers/costs.mjs";
import { write } from "../../docs/assets/numbers/formula.mjs";
import { readState } from "../../docs/assets/numbers/state.mjs";

const AMOUNTS = ["products", "operations", "kept"];

export const COSTING = {
  costs({ of }, facts) {
    const cost = costOf(facts, readState(facts, `#${of}`));
    if (!cost) return null;
    const { sizes, hasSteps } = cost;
    const amounts = AMOUNTS.map((name) => ({
      formula: write(formulaOf(cost[name])),
      once: String(exactValue(cost[name], { ...sizes, steps: 1 })),
      value: String(exactValue(cost[name], sizes)),
    }));
    return { sizes, hasSteps, amounts };
  },
};

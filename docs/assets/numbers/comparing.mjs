// A layer beside those of other frameworks with the same sizes.
import { rectangles } from "./areas.mjs";
import { checkSizes, groupBy } from "./describing.mjs";
import { difference } from "./formula.mjs";
import { relativeOf } from "./relatives.mjs";
import { ROLES } from "./scene.mjs";
import { tallyOf } from "./tally.mjs";

// What a layer counts at these sizes; `relative` names it, and its options.
export const tallyFor = (facts, { layer, options = {} }, { features, units }) =>
  tallyOf(facts, { family: facts.find(layer), arguments: options }, { features, units });

// How many parameters have a role, however the framework cuts its arrays.
const countsOf = (tally) => {
  const bands = groupBy(
    rectangles(tally).flatMap((shown) => shown.bands),
    ({ role }) => role,
  );
  return (role) => (bands.get(role) ?? []).reduce((before, { count }) => before + count, 0);
};

// The rows of each role in a rectangle as wide as that of Keras: those of both, and by how many there are more.
const bandsOf = (tally, keras) => {
  const [{ columns }] = rectangles(keras);
  const [own, others] = [countsOf(tally), countsOf(keras)];
  return ROLES.map((role) => {
    const [count, before] = [own(role), others(role)];
    return { role, count, rows: Math.min(count, before) / columns, more: (count - before) / columns };
  }).filter(({ rows, more }) => rows || more);
};

const optionsOf = ({ choices }, given) =>
  JSON.stringify(Object.keys(choices).map((name) => given?.[name] ?? choices[name]));

// The relatives of a state's layer at its sizes, a row for all that are alike: their names and whether each is the
// layer of the state, their count, the formula of what it has more than Keras' and why; null where there are none.
export const compared = (facts, { layer, sizes, options }) => {
  const name = relativeOf(facts, layer);
  if (!name) return null;
  const family = facts.find(layer);
  const keras = tallyFor(facts, { layer: name }, sizes);
  checkSizes(keras);
  const rows = facts.relatives
    .filter((relative) => relative.keras === name)
    .map((relative) => {
      const tally = tallyFor(facts, relative, sizes);
      const arrays = [tally, keras].map((counted) => counted.rows.map((row) => row.array));
      const named = relative.shown.split(", ");
      const isOwn = named[0] === layer && optionsOf(family, options) === optionsOf(family, relative.options);
      const formula = difference(...arrays);
      const { count } = tally;
      return { named, isOwn, count, more: count - keras.count, formula, reason: relative.reason, tally };
    });
  const alike = groupBy(rows, ({ count, formula, reason }) => JSON.stringify([count, formula, reason]));
  return [...alike.values()].map((some) => {
    const { tally, named, isOwn, ...row } = some[0];
    return { ...row, names: some.map((one) => ({ named: one.named, isOwn: one.isOwn })), bands: bandsOf(tally, keras) };
  });
};

// The facts of the package, as JSON hands them over, with what it leaves out because it is empty or as usual.
import { nearest, refuse } from "./refusal.mjs";

const LISTS = [
  ...["arrays", "gates", "arguments", "sizes", "allSizes", "read", "options", "optional", "defaults", "below"],
  ...["multiples", "alsoCalled", "input", "output", "notSearched", "quotients", "costs"],
];
const NONE = { arguments: [], places: [], settings: [], around: [], listPlace: "" };

const termOf = ([factor, ...named]) => ({ factor, size: named[0] ?? "", sizes: named.filter(Boolean) });

const arrayOf = ({ name, axes, when = [], trainable = true }) => ({
  name,
  axes: axes.map((axis) => axis.map(termOf)),
  when: when.map(([option, value, negated]) => ({ option, value, negated })),
  trainable,
});

const BARE = { cell: false, recurrent: false, stacked: false, states: 0, composition: null };

const familyOf = (given, { layout = {}, readingArguments = {} }) => {
  const family = { ...BARE, reads: "", oneAxis: false, prepares: false };
  for (const list of LISTS) family[list] = [];
  Object.assign(family, given);
  family.arrays = family.arrays.map(arrayOf);
  if (family.composition) family.composition = { ...NONE, ...family.composition };
  // The arguments that are layers, the default of each option, and what is written only where it has another value.
  family.inside = family.composition?.arguments ?? [];
  family.choices = Object.fromEntries(family.options.map(([name, [first]]) => [name, first]));
  const open = Object.fromEntries([...family.allSizes, ...family.inside].map((name) => [name, null]));
  const isNumber = ([, other]) => typeof other === "number";
  family.numbers = Object.fromEntries(family.defaults.filter(isNumber));
  family.ties = Object.fromEntries(family.defaults.filter((pair) => !isNumber(pair)));
  // Options that are on where their argument has any value.
  family.given = family.options.flatMap(([name, , isGiven]) => (isGiven ? [name] : []));
  family.unsaid = { ...open, ...layout, ...family.choices, ...family.numbers };
  for (const name of readingArguments[family.reads] ?? []) family.unsaid[name] = null;
  for (const name of family.given) if (family.choices[name]) family.unsaid[name] = layout[name] ?? null;
  return family;
};

export const createFacts = (json) => {
  const families = json.families.map((family) => familyOf(family, json));
  const byName = new Map(families.map((family) => [family.name, family]));
  const find = (name) => {
    const family = byName.get(name);
    if (family) return family;
    if (json.openClasses?.includes(name)) return refuse("live_open_class", { layer: name });
    // Names of other frameworks have a dot, and none of Keras' has.
    const known = [...byName.keys()].filter((other) => other.includes(".") === name.includes("."));
    return refuse("live_unknown_layer", { layer: name, nearest: nearest(name, known, json.meant) });
  };
  // The modules of PyTorch by the names that summaries print.
  const ofTorch = families.filter(({ framework }) => framework === "torch");
  const torchModules = Object.fromEntries(ofTorch.map(({ name }) => [name.split(".").at(-1), { family: name }]));
  const stored = Object.fromEntries(
    Object.entries(json.stored ?? {}).map(([name, modes]) => [
      name,
      Object.fromEntries(
        Object.entries(modes).map(([mode, { arrays, quotients = [] }]) => [
          mode,
          { arrays: arrays.map(arrayOf), quotients },
        ]),
      ),
    ]),
  );
  return { ...json, families, find, torchModules, stored };
};

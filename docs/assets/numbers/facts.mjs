// The facts of the package, as JSON hands them over, with what it leaves out because it is empty or as usual.
import { nearest, refuse } from "./refusal.mjs";

const LISTS = [
  ...["arrays", "gates", "arguments", "sizes", "allSizes", "read", "options", "optional", "defaults", "below"],
  ...["alsoCalled", "input", "output", "notSearched", "quotients", "divided"],
];
const NONE = { arguments: [], places: [], settings: [], listPlace: "" };

const arrayOf = ({ name, axes, when = [], trainable = true }) => ({
  name,
  axes: axes.map((axis) => axis.map(([factor, size]) => ({ factor, size }))),
  when: when.map(([option, value, negated]) => ({ option, value, negated })),
  trainable,
});

const familyOf = (given, layout) => {
  const family = { cell: false, recurrent: false, stacked: false, states: 0, composition: null };
  for (const list of LISTS) family[list] = [];
  Object.assign(family, given);
  family.arrays = family.arrays.map(arrayOf);
  if (family.composition) family.composition = { ...NONE, ...family.composition };
  // The arguments that are layers, the default of each option, and what is written only where it has another value.
  family.inside = family.composition?.arguments ?? [];
  family.choices = Object.fromEntries(family.options.map(([name, [first]]) => [name, first]));
  const open = Object.fromEntries([...family.allSizes, ...family.inside].map((name) => [name, null]));
  family.unsaid = { ...family.choices, ...open, ...layout };
  return family;
};

export const createFacts = (json) => {
  const families = json.families.map((family) => familyOf(family, json.layout));
  const byName = new Map(families.map((family) => [family.name, family]));
  const find = (name) => {
    const family = byName.get(name);
    if (family) return family;
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

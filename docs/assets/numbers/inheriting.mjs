// Classes that code defines: what they are made from, whose they are, whether they make arrays themselves.
import { lastOf } from "./calls.mjs";
import { Defined } from "./meanings.mjs";
import { blockEnd } from "./statements.mjs";

// A class of PyTorch, and one of Keras, by what it is made from.
const OF_TORCH = ["Module", "LightningModule"];
const OF_KERAS = ["Model", "Layer", "Sequential"];
// What a class may be made from besides, without owning anything by that.
const WITHOUT_ANY = "object ABC ABCMeta Generic Protocol Enum Exception NamedTuple TypedDict".split(" ");
// How a layer of Keras makes an array of its own.
const ADDS_ARRAY = /\.add_(?:weight|variable)\(|\bself\.\w+ *= *(?:tf|K|backend)\.[Vv]ariable\(/;

// The classes of the code that a class is made from.
export const basesOf = (run, defined) => {
  const others = defined.bases.filter((base) => !base.includes(".")).map((base) => run.lookup(base));
  return others.filter((other) => other instanceof Defined && other !== defined);
};

// Whether a class is one of PyTorch or of Keras, by what it is made from; "" where it is neither.
export const kindOfClass = (run, defined) => {
  for (const base of defined.bases) {
    const other = base.includes(".") ? null : run.lookup(base);
    const kind = other instanceof Defined && other !== defined ? kindOfClass(run, other) : "";
    if (kind) return kind;
    if (OF_TORCH.includes(lastOf(base))) return "torch";
    if (OF_KERAS.includes(lastOf(base))) return "keras";
  }
  return "";
};

// Whether the code, or the framework, says all that a class is made from.
export const knowsBases = (run, defined) => {
  const others = basesOf(run, defined);
  const plain = [...OF_TORCH, ...OF_KERAS, ...WITHOUT_ANY];
  const isTold = (base) =>
    others.some(({ name }) => name === base) || plain.includes(lastOf(base).split("[")[0]) || base.includes("=");
  return defined.bases.every(isTold) && others.every((other) => knowsBases(run, other));
};

export const withBases = (run, defined) => {
  const methods = new Map();
  const attributes = new Map();
  for (const other of basesOf(run, defined)) {
    other.called = true;
    for (const [name, method] of withBases(run, other).methods) methods.set(name, method);
    for (const [name, value] of other.attributes) attributes.set(name, value);
  }
  for (const [name, method] of defined.methods) methods.set(name, method);
  for (const [name, value] of defined.attributes) attributes.set(name, value);
  return Object.assign(defined, { methods, attributes });
};

// Whether an object of a class of Keras makes arrays itself, of which nothing says the shape.
export const hasOwnArrays = (run, { defined }) => {
  const classes = defined ? [defined] : [];
  for (const one of classes) {
    classes.push(...basesOf(run, one).filter((other) => !classes.includes(other)));
    if (ADDS_ARRAY.test(run.text.slice(one.statement.from, blockEnd(one.statement)))) return true;
  }
  return false;
};

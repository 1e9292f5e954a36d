// What functions give that the code does not define: those of Python, of arrays, and of tensors.
import { isPair, tensorsIn } from "./assembling.mjs";
import { isClassName, lastOf, Real, unknownLayer } from "./calls.mjs";
import { Call, Dictionary, Modules, Named, Open, Raw, Several, Tensor } from "./meanings.mjs";
import { elementsOf, isNumber, namesIn, plainOf } from "./values.mjs";

const ARRAYS = ["zeros", "ones", "randn", "rand", "empty", "Tensor", "FloatTensor", "full"];

// Modules of functions that own no weights, and functions among these that do own some.
export const FUNCTIONS = "K tf keras.backend keras.ops ops backend tf.keras.backend np numpy math".split(" ");

const OWNING = "layers contrib rnn conv dynamic_rnn static_rnn get_variable variable dense".split(" ");

const HARMLESS = "torch np numpy math os random logging F time tf K".split(" ");

const OF_THEIR_VALUES = "range int float round max min enumerate zip reversed list sum".split(" ");

const rangeOf = (values) => {
  if (!values.length || values.length > 3 || !values.every(Number.isInteger)) return undefined;
  const [start, stop, step] = values.length > 1 ? values : [0, values[0]];
  const by = step ?? 1;
  if (!by || Math.ceil((stop - start) / by) > 1000) return undefined;
  const made = [];
  for (let one = start; by > 0 ? one < stop : one > stop; one += by) made.push(one);
  return made;
};

// Python rounds a half to the even number.
const rounded = (number) => (Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number));

// The value of a function of Python on known values; undefined where it has none.
const builtIn = (name, values) => {
  const [first] = values;
  const one = values.length === 1;
  const elements = one ? elementsOf(first) : null;
  switch (name) {
    case "range":
      return rangeOf(values);
    case "len":
      return elements ? elements.length : undefined;
    case "int":
      return one && isNumber(first) ? Math.trunc(plainOf(first)) : undefined;
    case "round":
      return one && isNumber(first) ? rounded(plainOf(first)) : undefined;
    case "float":
      return one && isNumber(first) ? new Real(plainOf(first), String(plainOf(first))) : undefined;
    case "max":
    case "min":
      return values.length > 1 && values.every(Number.isInteger) ? Math[name](...values) : undefined;
    case "list":
      return elements ? [...elements] : undefined;
    case "tuple":
      return elements ? Several.from(elements) : undefined;
    case "reversed":
      return elements ? elements.toReversed() : undefined;
    case "sorted":
      return elements?.every(Number.isInteger) ? elements.toSorted((a, b) => a - b) : undefined;
    case "enumerate":
      return values.length && elementsOf(first)
        ? elementsOf(first).map((value, place) => Several.of(place, value))
        : undefined;
    case "zip": {
      const lists = values.map(elementsOf);
      if (!lists.length || !lists.every(Boolean)) return undefined;
      const length = Math.min(...lists.map((list) => list.length));
      return Array.from({ length }, (_, place) => Several.from(lists, (list) => list[place]));
    }
    case "dict":
    case "OrderedDict":
    case "collections.OrderedDict":
      return elements?.length && elements.every(isPair)
        ? new Dictionary(elements.map(([key, value]) => [key, value]))
        : undefined;
    case "sum":
      return elements?.length && elements.every(Number.isInteger) ? elements.reduce((a, b) => a + b, 0) : undefined;
    case "str":
      return one && (Number.isInteger(first) || typeof first === "string") ? String(first) : undefined;
    default:
      return undefined;
  }
};

const ownsNothing = (full) => {
  const head = full.slice(0, Math.max(full.lastIndexOf("."), 0));
  const isFunction = FUNCTIONS.some((one) => head === one || head.startsWith(`${one}.`));
  const words = full.split(".").slice(1);
  return isFunction && !words.some((word) => OWNING.some((owner) => word.toLowerCase().startsWith(owner)));
};

// `getattr(nn, "LSTM")`.
const namedAttribute = (run, node, owner, name) => {
  if (typeof name === "string" && owner instanceof Named) return new Named(`${owner.text}.${name}`);
  if (typeof name === "string" && owner instanceof Modules && owner.values.has(name)) return owner.values.get(name);
  return new Open(run.source(node), namesIn(name), { called: true });
};

export const ofFunction = (run, node, name, full, given) => {
  const values = given.map(([, value]) => value);
  if (name === "dict" && given.length && given.every(([key]) => key && !key.startsWith("*"))) {
    return new Dictionary(given);
  }
  const known = builtIn(name, values);
  if (known !== undefined) return known;
  if (name === "getattr" && values.length >= 2) return namedAttribute(run, node, ...values.slice(0, 2));
  const names = values.flatMap(namesIn);
  if (OF_THEIR_VALUES.includes(name) && names.length) return new Open(run.source(node), names);
  const last = lastOf(full);
  if (full.startsWith("torch.") && ARRAYS.includes(last) && values.length) {
    return new Raw(Array.isArray(values[0]) ? [...values[0]] : values, run.source(node));
  }
  const tensors = tensorsIn(values);
  if (tensors.length) {
    const kind = ownsNothing(full) ? "operation" : "unknown";
    return new Tensor(run.keep(new Call(kind, run.source(node.parts[0]), tensors, null, [last, given])));
  }
  if (/\.(?:build|summary)$/.test(name)) return null;
  const isModule = full.startsWith("torch.nn.") && !/^torch\.nn\.(?:functional|utils|init)/.test(full);
  if (isClassName(full) && (isModule || run.bare === node)) unknownLayer(run.facts, name, run.modules);
  const head = full.slice(0, Math.max(full.lastIndexOf("."), 0)).split(".")[0];
  return new Open(run.source(node), [], { called: isModule || !HARMLESS.includes(head) });
};

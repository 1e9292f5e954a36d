// The layers and models of code, counted: each layer once, with what it reads. A row is { name, layer, call, outputs, tally,
// count, trainable }; a model is { name, rows, count, names }, where a count may be a formula with names in it.
import { callsOf, NAME, startAxes, withoutShape } from "./chains.mjs";
import { cutShape, isShapeKnown, mergedShape, togetherShape, unknownRead } from "./connecting.mjs";
import { closedForm, grouped, product, scalars, substitute, total, write } from "./formula.mjs";
import { inputFor, readShape, readSizes } from "./inputs.mjs";
import { ownOf, written } from "./layers.mjs";
import { Call, Chain, Open, Part, Raw } from "./meanings.mjs";
import { expressionsOf, Undecided, Values } from "./opening.mjs";
import { shapeAfter } from "./operating.mjs";
import { Refusal, refuse, repr } from "./refusal.mjs";
import { outputs } from "./shapes.mjs";
import { isPositive } from "./sizes.mjs";
import { tallyOfShape } from "./tally.mjs";

// Arguments that decide what a layer puts out, of which a formula can't hold the names.
const DECIDING = "axis groups return_sequences return_state merge_mode padding data_format target_shape dims".split(
  " ",
);
const SIZED = ["pool_size", "strides", "size", "n", "cropping", "dilation_rate"];
const UNTOLD = "as told"; // the output of a layer that runs a function, which nothing but an argument can tell
const LONGEST_SHOWN = 80;
const STYLE = { times: " × ", number: grouped };

const isOpenValue = (value) => value instanceof Open;
const frozenTally = (tally, isFrozen) =>
  isFrozen ? { ...tally, trainable: 0, rows: tally.rows.map((row) => ({ ...row, trainable: false })) } : tally;

class Graph {
  constructor(facts, found, values) {
    Object.assign(this, {
      facts,
      found,
      values,
      rows: [],
      shapes: new Map(),
      start: null,
      seen: new Set(),
      numbers: {},
    });
    this.isSole = found.calls.filter(({ kind }) => kind === "outside" || kind === "start").length === 1;
  }

  counted() {
    for (const [name, part] of this.found.owned) this.ownRow(name, part);
    for (const call of this.found.calls) this.shapes.set(call, this.callOf(call));
    return this.rows;
  }

  push(name, layer, shapes, tally, isFrozen, text = "") {
    const kept = frozenTally(tally, isFrozen);
    const call = layer ? written(layer, ...this.facts.shaping) : text;
    this.rows.push({ name, layer, call, outputs: shapes, tally: kept, count: kept.count, trainable: kept.trainable });
  }

  // Modules of PyTorch

  ownRow(name, part) {
    if (part instanceof Raw) {
      const axes = part.axes.map((axis) => this.values.number(axis));
      if (!axes.every(isPositive)) refuse("live_unknown_part", { given: part.source.slice(0, LONGEST_SHOWN) });
      const array = {
        name: "parameter",
        axes: axes.map((factor) => [{ factor, size: "", sizes: [] }]),
        when: [],
        trainable: true,
      };
      const row = { name: "parameter", part: "", array, shape: axes, count: product(axes), sizes: {}, trainable: true };
      this.push(
        name,
        null,
        [],
        { layer: "Parameter", rows: [row], count: row.count, trainable: row.count },
        false,
        part.source,
      );
      return;
    }
    if (!part.layer) return;
    const layer = this.resolved(withoutShape(part.layer));
    const sizes = {};
    for (const [size, value] of Object.entries(part.sizes)) sizes[size] = this.values.number(value);
    const { family } = layer;
    const isDefault = (size) => family.defaults.some(([one]) => one === size);
    const named = (size) => this.values.named(this.found.owned.length === 1 ? size : `${name}.${size}`);
    for (const size of family.inside.length ? [] : family.read) {
      if (!(size in sizes || size in layer.arguments || isDefault(size))) sizes[size] = named(size);
    }
    for (const size of family.sizes) {
      const isMissing = family.arguments.includes(size) && (layer.arguments[size] ?? null) === null;
      if (isMissing && !isDefault(size)) layer.arguments[size] = named(size);
    }
    const tally = tallyOfShape(this.facts, layer, inputFor(this.facts, layer, sizes), sizes);
    const names = tally.rows.map((row) => row.array.name);
    const isCalled = (array) =>
      part.missing.includes(array.name) ||
      (part.missing.includes("weight") && array.name === names[0] && !names.includes("weight"));
    const rows = tally.rows.filter((row) => !isCalled(row.array));
    const count = total(rows.map((row) => row.count));
    const trainable = total(rows.map((row) => (row.trainable ? row.count : 0)));
    this.push(
      name,
      isOpen(part.layer) ? withoutShape(part.layer) : layer,
      [],
      { ...tally, rows, count, trainable },
      part.frozen,
    );
  }

  // Calls of Keras

  shapeOf({ call, place }) {
    const several = this.shapes.get(call);
    return several?.[place ?? 0] ?? null;
  }

  callOf(call) {
    const { kind, part, reads } = call;
    if (kind === "input") return [this.input(call)];
    if (kind === "outside" || kind === "start") return [null];
    if (kind === "operation") {
      const isTold = Array.isArray(call.detail) && call.detail.length === 2;
      return [isTold ? shapeAfter(...call.detail, (tensor) => this.shapeOf(tensor)) : null];
    }
    if (kind === "item") {
      const several = this.shapes.get(reads[0].call) ?? [null];
      const isPlace = reads[0].place === null && several.length > 1 && Number.isInteger(call.detail);
      return [isPlace ? (several.at(call.detail) ?? null) : cutShape(this.shapeOf(reads[0]), call.detail)];
    }
    if (kind === "same") return [togetherShape(reads.map((tensor) => this.shapeOf(tensor)))];
    if (kind === "layer") return this.layer(call, part);
    if (kind === "model") return this.model(call, part);
    if (call.detail !== null && NAME.test(call.source)) refuse("live_undefined", { given: call.source });
    return refuse("live_unknown_part", { given: call.source.slice(0, LONGEST_SHOWN) });
  }

  // The shape that the function inside a layer gives for what the layer reads.
  worked(call, { begins, ends }) {
    if (begins.length !== call.reads.length) return null;
    for (const [place, tensor] of begins.entries()) this.shapes.set(tensor.call, [this.shapeOf(call.reads[place])]);
    const calls = callsOf(new Chain("", [], { inputs: begins, outputs: [ends], functional: true }));
    for (const inner of calls) {
      if (!begins.some((tensor) => tensor.call === inner)) this.shapes.set(inner, this.callOf(inner));
    }
    return this.shapeOf(ends);
  }

  input({ part, detail }) {
    let axes = detail;
    if (axes === null && part?.layer) {
      axes = startAxes(part.layer);
      if (Array.isArray(axes)) axes = [null, ...axes];
    }
    if (axes instanceof Open) {
      const whole = ownOf(this.values.given, axes.text);
      if (!Array.isArray(whole)) return axes;
      axes = [null, ...whole];
    }
    if (axes === null) return null;
    const layer = part?.layer ?? { family: this.facts.find("Input"), arguments: {} };
    const shape = readShape(
      layer,
      Array.isArray(axes) ? [...axes].slice(1).map((axis) => this.values.number(axis)) : axes,
    );
    this.start ??= shape;
    return shape;
  }

  layer(call, part) {
    const { family } = part.layer ?? {};
    const shapes = call.reads.length ? call.reads.map((tensor) => this.shapeOf(tensor)) : [null];
    if (!family || family.name === "Input") return [shapes[0]];
    const [whole, nested] = this.withModels(withoutShape(part.layer));
    if (nested) return this.eachStep(part, whole, nested, shapes[0]);
    const layer = this.complete(this.resolved(whole));
    const [reads, given] = this.read(call, layer, shapes);
    if (reads === null) {
      if (family.arrays.length || family.inside.length) refuse("live_unknown_width", { layer: call.source });
      this.keep(part, layer, { layer: written(layer), sizes: {}, rows: [], count: 0, trainable: 0 }, []);
      return [null];
    }
    if (family.output[0] === UNTOLD && (layer.arguments.output_shape ?? null) === null) {
      const told = part.worked ? this.worked(call, part.worked) : null;
      this.keep(part, layer, { layer: written(layer), sizes: {}, rows: [], count: 0, trainable: 0 }, [told]);
      return [told];
    }
    const put = family.output.length ? outputs(this.facts, layer, reads) : [mergedShape(layer, shapes)];
    this.keep(part, layer, tallyOfShape(this.facts, layer, reads, given), put);
    return put;
  }

  // A layer alone of which a size is left out has it open.
  complete(layer) {
    const { family, arguments: given } = layer;
    const isMissing = (name) =>
      family.arguments.includes(name) && !(name in given) && !family.defaults.some(([one]) => one === name);
    const missing = this.found.isModel ? [] : family.sizes.filter(isMissing);
    return {
      family,
      arguments: { ...given, ...Object.fromEntries(missing.map((name) => [name, this.values.named(name)])) },
    };
  }

  read(call, layer, shapes) {
    let [first] = shapes;
    const { family } = layer;
    if (!isShapeKnown(first)) {
      const source = first instanceof Open ? first.text : (call.reads[0]?.call.source ?? "features");
      const isOutside = ["outside", "start"].includes(call.reads[0]?.call.kind);
      const isSole = isOutside && this.isSole;
      let said = call.part.sizes;
      if (isOutside && call.reads[0].call.detail === true && !isSole) {
        // a layer that is applied nowhere
        const named = readSizes(layer).map((name) => [name, this.values.named(`${source}.${name}`)]);
        said = { ...Object.fromEntries(named), ...said };
      }
      first = unknownRead(this.facts, layer, this.values, source, first, isSole, said);
    }
    const given = {};
    if (family.output.length || first === null) return [first, given];
    if (shapes.length > 1 && family.allSizes.includes("value_features")) {
      const isKnown = isShapeKnown(shapes[1]);
      given.value_features = isKnown ? shapes[1].at(-1) : this.values.named(`${call.reads[1].call.source}.shape[-1]`);
    }
    if (family.read.includes("features")) given.features = first.at(-1);
    return [first, given];
  }

  model(call, chain) {
    const calls = callsOf(chain);
    const [begins] = calls;
    const isRead = ["outside", "start"].includes(begins?.kind) && call.reads.length;
    if (isRead) this.shapes.set(begins, [this.shapeOf(call.reads[0])]);
    const inner = new Graph(this.facts, this.found, this.values);
    Object.assign(inner, { shapes: this.shapes, seen: this.seen, isSole: this.isSole });
    for (const one of calls) {
      if ((isRead && one === begins) || (this.shapes.has(one) && one.kind === "input")) continue;
      this.shapes.set(one, inner.callOf(one));
    }
    this.start ??= inner.start;
    const put = chain.functional
      ? chain.outputs.map((tensor) => this.shapeOf(tensor))
      : (this.shapes.get(calls.at(-1)) ?? [null]);
    if (inner.rows.length) {
      const rows = inner.rows.flatMap((one) =>
        one.tally.rows.map((row) => ({ ...row, part: row.part ? `${one.name}.${row.part}` : one.name })),
      );
      const kind = chain.functional ? "Model" : "Sequential";
      const name = chain.name || this.number(chain.functional ? "functional" : "sequential");
      const count = total(rows.map((row) => row.count));
      const trainable = total(rows.map((row) => (row.trainable ? row.count : 0)));
      this.push(name, null, put.filter(isShapeKnown), { layer: kind, rows, count, trainable }, false, `${kind}(…)`);
    }
    return put;
  }

  // The layer with models inside it as layers; a model that is no chain beside it.
  withModels({ family, arguments: given }) {
    const kept = { ...given };
    for (const name of family.inside) {
      if (!(kept[name] instanceof Chain)) continue;
      if (kept[name].functional) return [{ family, arguments: given }, kept[name]];
      kept[name] = this.sequential(kept[name]);
    }
    return [{ family, arguments: kept }, null];
  }

  sequential(chain) {
    const layers = chain.items.map((item) => {
      if (item instanceof Part && item.layer) return item.layer;
      if (item instanceof Chain && !item.functional) return this.sequential(item);
      return refuse("live_unknown_part", { given: item?.text ?? chain.name });
    });
    return { family: this.facts.find("Sequential"), arguments: { layers } };
  }

  // A functional model at each time step.
  eachStep(part, layer, nested, shape) {
    if (!layer.family.composition.eachStep) refuse("live_unknown_part", { given: part.source });
    const before = this.rows.length;
    const [first] = this.model(new Call("model", nested.name, [], nested), nested);
    const put = isShapeKnown(first) ? [first[0], isShapeKnown(shape) ? shape[1] : null, ...first.slice(1)] : null;
    for (const row of this.rows.slice(before)) {
      row.name = this.number(layer.family.key);
      row.call = `${layer.family.name}(${row.call})`;
      row.outputs = put ? [put] : [];
    }
    return [put];
  }

  // A row for a layer that is called for the first time.
  keep(part, layer, tally, put) {
    if (this.seen.has(part)) return;
    this.seen.add(part);
    const given = layer.arguments.name;
    const name = typeof given === "string" ? given : this.number(layer.family.key);
    const isWritten = layer.family === part.layer.family && (isOpen(part.layer) || !this.found.isModel);
    this.push(name, isWritten ? withoutShape(part.layer) : layer, put.filter(isShapeKnown), tally, part.frozen);
  }

  number(key) {
    const number = (this.numbers[key] ?? -1) + 1;
    this.numbers[key] = number;
    return number ? `${key}_${number}` : key;
  }

  // The layer with a number for each size that is open.
  resolved({ family, arguments: given }) {
    const kept = {};
    for (const [name, value] of Object.entries(given)) {
      if (name === "stateful") continue; // it needs a batch of known size and changes no number
      if (value?.family) kept[name] = this.resolved(value);
      else if (family.inside.includes(name) && Array.isArray(value))
        kept[name] = value.map((one) => this.resolved(one));
      else kept[name] = this.argument(family, name, value);
    }
    return { family, arguments: kept };
  }

  argument(family, name, value) {
    if (Array.isArray(value)) return value.map((one) => this.argument(family, name, one));
    if (!(value instanceof Open)) return value;
    const known = ownOf(this.values.given, value.text);
    if (known !== undefined) return known;
    if (name in family.choices || DECIDING.includes(name)) throw new Undecided(value.names);
    return family.allSizes.includes(name) || SIZED.includes(name) ? this.values.number(value) : value.text;
  }
}

const isOpen = ({ family, arguments: given }) => !family.inside.length && Object.values(given).some(isOpenValue);

const partsOf = ({ rows }) => {
  const parts = [];
  for (const row of rows) {
    if (parts.at(-1)?.[0].part === row.part) parts.at(-1).push(row);
    else parts.push([row]);
  }
  return parts;
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The formula of a layer with what is open in it; its number where nothing is.
const formulaOf = (tally, made) => {
  const parts = partsOf(tally);
  let hasOpen = false;
  const filled = parts.map(([{ sizes }]) =>
    Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => {
        const several = [size].flat().map(() => made.shift());
        hasOpen ||= several.some((one) => typeof one !== "number");
        if (several.every((one) => typeof one === "number")) return [name, scalars(several)];
        return [name, several.length > 1 ? { product: several } : several[0]];
      }),
    ),
  );
  if (!hasOpen) return tally.count;
  const isAlike = parts.length > 1 && filled.every((sizes) => same(sizes, filled[0]));
  const groups = isAlike ? [parts[0]] : parts;
  const terms = groups.map((rows, place) => {
    const form = substitute(closedForm(rows.map((row) => row.array)), filled[place], (size) => size);
    return isAlike ? { product: [parts.length, form] } : form;
  });
  return terms.length > 1 ? { sum: terms } : terms[0];
};

const numbersOf = (tally) => partsOf(tally).flatMap(([{ sizes }]) => Object.values(sizes).flat());

// The formula of all layers; those whose numbers are known are one number.
const totalOf = (counts) => {
  const known = total(counts.filter((count) => typeof count === "number"));
  const open = new Map();
  for (const count of counts) {
    if (typeof count === "number") continue;
    const key = JSON.stringify(count);
    open.set(key, [count, (open.get(key)?.[1] ?? 0) + 1]);
  }
  const terms = [...open.values()].map(([count, times]) => (times > 1 ? { product: [times, count] } : count));
  if (known || !terms.length) terms.push(known);
  return terms.length > 1 ? { sum: terms } : terms[0];
};

const common = (shape, other) => shape.map((axis, place) => (axis === other[place] ? axis : null));

// The rows of a model of code and its number, or the formulas with what has to be filled in, `names`.
export const countedModel = (facts, found, given = {}) => {
  const rowsWith = (others) => {
    const graph = new Graph(facts, found, others);
    return [graph.counted(), graph.start];
  };
  const values = new Values(given);
  try {
    const [rows, start] = rowsWith(values);
    const whole = {
      name: found.name,
      rows,
      start,
      names: [],
      isTorch: found.isTorch,
      isModel: found.isModel,
      tied: found.tied,
    };
    if (values.asked.size) {
      const [made, names] = expressionsOf((other) => rowsWith(other)[0].flatMap((row) => numbersOf(row.tally)), given);
      const [others, otherStart] = rowsWith(
        new Values(
          given,
          [...values.asked.keys()].map((_, place) => place),
        ),
      );
      for (const [place, row] of rows.entries()) {
        row.outputs = row.outputs.map((shape, number) => common(shape, others[place].outputs[number]));
      }
      if (start && otherStart) whole.start = common(start, otherStart);
      if (names.length) for (const row of rows) row.count = formulaOf(row.tally, made);
      whole.names = names;
    }
    return { ...whole, count: totalOf(rows.map((row) => row.count)) };
  } catch (error) {
    const isOurs = error instanceof Undecided || (error instanceof Refusal && values.asked.size);
    const isOther = ["live_undefined", "live_unknown_part", "live_unknown_width"].includes(error.key);
    if (!isOurs || isOther) throw error;
    const names = [...new Set([...values.names, ...(error.names ?? [])])];
    return refuse("live_depends", { names: names.join(", ") });
  }
};

export const countWritten = (count) => write(count, STYLE);
export const shapeWritten = (shapes) => (shapes.length ? shapes.map(repr).join(", ") : "?");

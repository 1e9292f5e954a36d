// Code of one layer or of a model, in whatever way it is written -> its layers in order, and what the first one reads.
// A part of a model is { layer, sizes, isTorch, unknowns, source }, or { weightless } of a module without parameters.
import { classOf, contextOf, isClassName, isShape, layerIn, Unknown, valueIn } from "./calls.mjs";
import { beginningOf, sourceOf, statementsOf } from "./code.mjs";
import { readShape } from "./inputs.mjs";
import { inside } from "./layers.mjs";
import { refuse, shown } from "./refusal.mjs";

// Blocks of which code that is only read can't say whether, or how often, they run.
const UNSURE = new Set(["for", "while", "if", "elif", "else", "try", "except"]);
const IMPORT = /^(?:from\s+([\w.]+)\s+)?import\s+\(?([^()]*)/;
const CALLED = /(?<![\p{L}\p{N}_.])[\p{L}_][\p{L}\p{N}_.]*(?=\()/gu;
// The words of a family's output that ask for all numbers of a sample, time steps too.
const WHOLE_SAMPLE = ["one axis", "reshaped", "permuted"];

// The call that a node is or begins with: `nn.LSTM(3, 4).to(device)` is one too.
const callOf = (node) => {
  let one = node;
  while (one?.other) one = one.other;
  return one?.call ? one : undefined;
};

// Reads statements one after another; `finish` says what they make.
const readerOf = (facts, text, given) => {
  const context = contextOf(facts, text, given);
  const { variables } = context;
  const { name: chainName, composition } = facts.families.find((family) => family.composition?.isChain);
  const models = new Map(); // a variable -> { parts }, of a Sequential
  const chain = []; // parts that read one another's output
  const alone = []; // parts that are not applied to anything
  let start; // the Input that the chain begins with

  const source = (node) => sourceOf(text, node);
  const isChain = (name) => name === chainName || name.endsWith(`.${chainName}`);
  const isKnown = (name) => isChain(name) || !classOf(context, name).unknown;

  const partOf = (node) => {
    context.unknowns = {};
    return { ...layerIn(context, node), unknowns: context.unknowns, source: source(node.call) };
  };
  const keptIn = (node) => {
    const kept = "name" in node ? variables.get(node.name) : undefined;
    if (kept) kept.isUsed = true;
    return kept;
  };
  const nested = ({ parts }) => ({
    layer: { family: facts.find(chainName), arguments: { layers: parts.map(({ layer }) => layer).filter(Boolean) } },
    sizes: {},
    isTorch: parts.some(({ isTorch }) => isTorch),
    unknowns: Object.assign({}, ...parts.map(({ unknowns }) => unknowns)),
    source: chainName,
  });

  // A layer that stands in a model: a call, or a variable that is a layer or a model.
  const elementOf = (node) => {
    const call = callOf(node);
    if (call?.call.name) return isChain(call.call.name) ? nested(sequentialOf(call)) : partOf(call);
    const kept = keptIn(node);
    if (kept?.part) return kept.part;
    if (kept?.model) return nested(kept.model);
    return refuse("live_inside", {
      layer: chainName,
      name: "layers",
      example: composition.example,
      given: source(node),
    });
  };

  // The parts of a `Sequential([...])`, or of PyTorch's, which takes its modules one by one.
  const sequentialOf = ({ given: written }) => {
    const nodes = written.filter(([name]) => !name || composition.arguments.includes(name)).map(([, node]) => node);
    const listOf = (node) => node.list ?? variables.get(node.name)?.list ?? [node];
    return { parts: nodes.flatMap(listOf).map(elementOf) };
  };

  const apply = (part, node) => {
    if (part.isTorch || part.weightless) return {}; // its sizes say all, in whatever order it runs
    if (chain.includes(part)) refuse("live_shared", { layer: part.source });
    const [, read] = node.given.find(([name]) => !name || name === "inputs") ?? [];
    const tensor = read && tensorOf(read, part);
    if (tensor ? tensor.at !== chain.length : chain.length) refuse("live_branches", { layer: part.source });
    start ??= tensor?.input;
    chain.push(part);
    return { tensor: { at: chain.length } };
  };

  // What a layer reads: a variable, or the output of a call.
  const tensorOf = (node, part) => {
    if (node.list) refuse("live_branches", { layer: part.source });
    const call = callOf(node);
    return call ? run(call, true)?.tensor : "name" in node ? variables.get(node.name)?.tensor : undefined;
  };

  // What a call makes: { part } | { model } | { tensor } | nothing. An unknown class is refused where it must be a layer.
  const run = (node, mustBe) => {
    const { call, given: written } = node;
    if (!call.name) {
      const inner = callOf(call);
      if (inner && inner !== call) return run(inner); // a method of it
      const made = inner && run(inner, true);
      if (made?.model) return apply(nested(made.model), node);
      return made?.part ? apply(made.part, node) : undefined;
    }
    const kept = variables.get(call.name)?.part?.isTorch ? undefined : keptIn(call);
    if (kept?.part) return apply(kept.part, node);
    if (kept?.model) return apply(nested(kept.model), node);
    if (call.name.endsWith(".add") && written.length === 1) {
      const name = call.name.slice(0, -".add".length);
      const model = variables.get(name)?.model ?? models.get(name) ?? { parts: [] };
      models.set(name, model);
      model.parts.push(elementOf(written[0][1]));
      return {};
    }
    if (isChain(call.name)) return { model: { ...sequentialOf(node), isSequential: true } };
    if (!(mustBe ? isClassName(call.name) : isKnown(call.name))) return undefined;
    const part = partOf(node);
    return part.layer?.family.name === "Input" ? { part, tensor: { at: 0, input: part } } : { part };
  };

  const assign = (name, node) => {
    const call = callOf(node);
    const made = call && run(call);
    if (!call) {
      variables.set(name, { value: valueIn(context, node), list: node.list, part: keptIn(node)?.part });
    } else if (made?.tensor) {
      variables.set(name, { tensor: made.tensor });
    } else if (made?.model) {
      variables.set(name, made);
      models.set(name, made.model);
    } else if (made?.part) {
      variables.set(name, made);
      alone.push({ ...made, kept: made });
    } else variables.delete(name);
    return made;
  };

  const importNames = (line) => {
    const [, module, list] = line.match(IMPORT) ?? [];
    for (const one of list?.split(",") ?? []) {
      const [name, , alias] = one.trim().split(/\s+/);
      if (name && (module || alias)) context.modules[alias ?? name] = module ? `${module}.${name}` : name;
    }
  };

  let unsure; // the indentation of a block that may run or not

  const take = (statement, isOnly) => {
    const { word, targets, nodes, indent, marked, rest } = statement;
    if (indent <= unsure) unsure = undefined;
    const line = source(statement);
    if (word === "import" || word === "from") importNames(line);
    const isUnsure = UNSURE.has(word);
    if (isUnsure) unsure = Math.min(unsure ?? indent, indent);
    if (isUnsure || unsure !== undefined) {
      const called = [...line.matchAll(CALLED)].map(([name]) => name);
      if (called.some((name) => name.endsWith(".add") || isKnown(name)))
        refuse("live_unsure", { given: shown(line).slice(1, -1) });
    }
    context.printed = marked;
    context.anyCase = isOnly;
    for (const [place, node] of nodes.entries()) {
      const target = targets[place];
      if (target && "name" in target && !(rest && !callOf(node))) assign(target.name, node);
      else {
        const isClass = isOnly && !rest && "name" in node && isClassName(node.name) && isKnown(node.name);
        const call = isClass ? { call: node, given: [] } : callOf(node);
        const made = call && run(call, isOnly && !rest && isClassName(call.call.name ?? ""));
        if (made?.part) alone.push(made);
        if (made?.model) models.set(`${place} ${statement.from}`, made.model);
      }
    }
  };

  const finish = () => {
    const isUsed = (model) => [...variables.values()].some((kept) => kept.model === model && kept.isUsed);
    const held = [...new Set(models.values())].filter((model) => !isUsed(model));
    const several = held.length + (chain.length ? 1 : 0);
    if (several > 1) refuse("live_several_models", { n: several });
    if (chain.length) return { parts: chain, start, isModel: chain.length > 1 };
    if (held.length) return { parts: held[0].parts, isModel: held[0].parts.length > 1 || held[0].isSequential };
    const left = alone.filter(({ kept }) => !kept?.isUsed);
    const isApart = left.some(({ kept, part }) => kept && !part.isTorch && !part.weightless);
    if (left.length > 1 && isApart) refuse("live_unconnected", { n: left.length });
    return { parts: left.map(({ part }) => part), isModel: left.length > 1 };
  };
  return { take, finish, isKnown, run };
};

// The axes of one sample that a layer, or the first one inside it, names itself; undefined where it does not.
const startOf = ({ family, arguments: given }) => {
  if (given.batch_shape) return given.batch_shape.slice(1);
  if (given.batch_input_shape) return given.batch_input_shape.slice(1);
  const shape = family.name === "Input" ? given.shape : given.input_shape;
  if (shape !== undefined) return shape;
  const steps = "input_length" in given ? given.input_length : null;
  if ("input_dim" in given && !family.arguments.includes("input_dim")) {
    return family.input[0] === "time" ? [steps, given.input_dim] : [given.input_dim];
  }
  if ("input_length" in given) return [steps];
  const [first] = inside({ family, arguments: given });
  const { isChain, bothWays } = family.composition ?? {};
  return first && (isChain || bothWays) ? startOf(first) : undefined;
};

// The layer without what it says about its input, which stands beside it then.
const withoutShape = (layer) => {
  const kept = Object.entries(layer.arguments).filter(
    ([name]) => !isShape(layer.family, name) && name !== "input_length",
  );
  const stripped = kept.map(([name, value]) => {
    if (!layer.family.inside.includes(name) || !value) return [name, value];
    return [name, Array.isArray(value) ? value.map(withoutShape) : withoutShape(value)];
  });
  return { family: layer.family, arguments: Object.fromEntries(stripped) };
};

export const leafOf = (layer) => {
  const inner = inside(layer).find(({ family }) => family.name !== "Input");
  return inner ? leafOf(inner) : layer;
};

// The axes by the names that the layer which reads them gives them, from the last on; "" for those that it does not name.
const axisNames = (layer, length) => {
  const { input } = leafOf(layer).family;
  const names = Array.from({ length }, (_, place) => input.at(place - length) ?? "");
  return names.map((name, place) => (place - length + input.length < 0 || name === "..." ? "" : name));
};

// The shape that is read, batch first, null for an axis that is open; what of it is a variable is among the unknowns.
const shapeOf = (first, axes, layers, unknowns) => {
  if (axes instanceof Unknown) {
    unknowns.shape = axes.source;
    return null;
  }
  if (!Array.isArray(axes)) return refuse("live_input_shape", { layer: first.family.name, given: shown(axes) });
  const names = axisNames(first, axes.length);
  const isWhole = layers.some(({ family }) => WHOLE_SAMPLE.includes(family.output[0]));
  const known = axes.map((axis, place) => {
    if (!(axis instanceof Unknown) || !Number.isNaN(Number(axis.source))) return axis;
    const name = names[place] || (place === axes.length - 1 && first.family.read.length ? "features" : "time");
    if (leafOf(first).family.read.includes(name) || isWhole) unknowns[name] = axis.source;
    return null;
  });
  return readShape(
    first,
    known.map((axis) => (axis instanceof Unknown ? axis.source : axis)),
  );
};

const isInput = (part) => part.layer?.family.name === "Input";

const resultOf = ({ parts, start, isModel }, name) => {
  const rest = parts.filter((part, place) => place || !isInput(part));
  const counted = rest.filter(({ layer }) => layer);
  if (!counted.length) return undefined;
  const [first] = counted;
  const layers = counted.map(({ layer }) => withoutShape(layer));
  const isTorch = counted.some((part) => part.isTorch);
  const unknowns = {};
  for (const [place, part] of counted.entries()) {
    for (const [size, source] of Object.entries(part.unknowns)) unknowns[isModel ? `${place}.${size}` : size] = source;
  }
  const axes = startOf((start ?? (isInput(parts[0]) ? parts[0] : first)).layer);
  const shape = axes === undefined || isTorch ? null : shapeOf(layers[0], axes, layers, unknowns);
  if (!isModel) return { kind: "layer", ...layerResult(layers[0], first, shape, unknowns), name };
  const sizes = counted.map((part) => part.sizes);
  return { kind: "model", layers, shape, unknowns, isTorch, sizes, weightless: rest.length - counted.length };
};

// A layer alone: what it reads is a shape, or sizes.
const layerResult = (layer, part, shape, unknowns) => {
  const leaf = leafOf(layer);
  const read = leaf.family.read.includes("features") && !("axis" in leaf.arguments) ? shape?.at(-1) : undefined;
  const features = part.sizes.features ?? layer.arguments.features ?? read ?? null;
  return { layer, shape, sizes: part.sizes, features, unknowns, isTorch: part.isTorch };
};

// A layer or a model that a text has as code; nothing where it has none. `given` are values of variables by their names.
export const codeIn = (facts, text, given = {}) => {
  const statements = statementsOf(text);
  const reader = readerOf(facts, text, given);
  for (const statement of statements) reader.take(statement, statements.length === 1);
  const whole = resultOf(reader.finish());
  if (whole) return whole;
  // A call within a sentence.
  for (const match of text.matchAll(CALLED)) {
    if (!reader.isKnown(match[0])) continue;
    const rest = text.slice(match.index);
    const inner = readerOf(facts, rest, given);
    inner.take({ word: "", targets: [], nodes: [beginningOf(rest)], indent: 0, from: 0, to: 0 }, false);
    return resultOf(inner.finish());
  }
  return undefined;
};

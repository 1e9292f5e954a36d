// Code, followed statement by statement: loops over what is known, functions and classes where they are used.
import { called } from "./applying.mjs";
import { freeze, use } from "./assembling.mjs";
import { kindOf, partOf } from "./calls.mjs";
import { sourceOf } from "./code.mjs";
import { hasLayers, makesLayers } from "./foreseeing.mjs";
import { kindOfClass, knowsBases, withBases } from "./inheriting.mjs";
import {
  Base,
  Call,
  Chain,
  Defined,
  Dictionary,
  Method,
  Modules,
  Named,
  Open,
  Part,
  Raw,
  Tensor,
} from "./meanings.mjs";
import { refuse, shown } from "./refusal.mjs";
import { statementsOf } from "./statements.mjs";
import { calculated, elementsOf, isKnownValue, isLayerValue, namesIn, truth, valueFor } from "./values.mjs";

const MOST_STEPS = 50_000;
const DEEPEST_CALL = 20;
const LONGEST_TEXT = 40; // a longer text of an open value gives way to the name of its variable
const IMPORT = /^(?:from\s+([\w.]+)\s+)?import\s+\(?([^()]*)/;
// A value that goes by the name of the attribute that holds it.
const LENGTH = /^len\([^()]*\)$/;
const OWN_ARRAYS = ["weight", "bias"];
const BRANCHES = ["elif", "else", "except", "finally"];
const HAVE_BRANCHES = ["if", "try", "for", "while"];
const LONGEST_SHOWN = 80;
const isMade = (value) => [Part, Chain, Modules, Tensor].some((kind) => value instanceof kind);

// All that is known while code is followed.
export class Run {
  constructor(facts, text, given) {
    Object.assign(this, { facts, text, given, modules: new Map(), globals: new Map() });
    Object.assign(this, { models: [], parts: [], calls: [], modulesMade: [], defined: [], own: null });
    Object.assign(this, { layers: 0, steps: 0, printed: false, alone: false, bare: null });
    this.scopes = [this.globals];
    Object.assign(this, { others: [], homes: [], tied: [] });
    this.outsiders = new Map();
    this.looked = new Map(); // what was asked of functions -> the function -> whether it is so
  }

  source(node) {
    return sourceOf(this.text, node);
  }

  tooMany() {
    return refuse("live_layers_many", { most: this.facts.mostLayers });
  }

  step() {
    if (++this.steps > MOST_STEPS) this.tooMany();
  }

  countLayers(number) {
    this.layers += number;
    if (this.layers > this.facts.mostLayers) this.tooMany();
  }

  lookup(name) {
    const scope = this.scopes.findLast((one) => one.has(name));
    if (scope) return scope.get(name);
    return name === "self" ? this.selfOfPieces() : new Named(name);
  }

  // What `self` is where a piece of a class was pasted alone.
  selfOfPieces() {
    this.own ??= new Modules("piece");
    this.globals.set("self", this.own);
    return this.own;
  }

  keep(call) {
    this.calls.push(call);
    if (this.calls.length > 2 * this.facts.mostLayers) this.tooMany();
    return call;
  }

  // A tensor that the code does not make: the same one for the same name.
  outside(value) {
    if (!this.outsiders.has(value.text)) {
      const kind = value.called ? "unknown" : "outside";
      this.outsiders.set(value.text, new Tensor(this.keep(new Call(kind, value.text))));
    }
    return this.outsiders.get(value.text);
  }

  endOf(model, name) {
    const isInput = name.startsWith("input");
    const several = isInput ? model.inputs : model.outputs;
    if (model.functional) return several.length === 1 || !name.endsWith("s") ? several[0] : several;
    if (isInput) return new Tensor(this.keep(new Call("start", name, [], model)));
    model.used = true;
    return new Tensor(this.keep(new Call("model", model.name || "Sequential", [], model)));
  }

  isTorch() {
    this.torch ??=
      /\btorch\b|\bnn\.(?:Module|Linear|LSTM|GRU|RNN|Embedding|Conv\dd)\b/.test(this.text) &&
      !/\bkeras\b|\btensorflow\b/.test(this.text);
    return this.torch;
  }

  arguments(node) {
    return node.value.flatMap(([name, argument]) => {
      const value = valueFor(this, argument);
      if (name === "*" && (Array.isArray(value) || value instanceof Modules)) {
        return elementsOf(value).map((one) => ["", one]);
      }
      if (name === "**" && value instanceof Dictionary) return [...value].map(([key, one]) => [String(key), one]);
      return [[name, value]];
    });
  }

  call(node) {
    return called(this, node);
  }

  // Names

  // The names of the innermost scope, as a function that is made here knows them.
  namesHere() {
    return this.scopes.length > 1 ? this.scopes.at(-1) : new Map();
  }

  // What `super()` is in the method that is followed.
  base() {
    const [owner, home] = this.homes.at(-1) ?? [];
    return owner && home ? new Base(owner, home) : null;
  }

  setName(name, value) {
    const [head, ...rest] = name.split(".");
    const owner = rest.length === 1 ? this.lookup(head) : null;
    if (owner instanceof Modules) owner.values.set(rest[0], value);
    else this.scopes.at(-1).set(name, value);
  }

  assign(target, value) {
    const { kind } = target;
    if (kind === "name") {
      this.nameIt(value, target.value);
      const isGiven = Object.hasOwn(this.given, target.value) && !isMade(value);
      this.scopes.at(-1).set(target.value, this.short(isGiven ? this.given[target.value] : value, target.value));
    } else if (kind === "tuple" || kind === "list") this.unpack(target, value);
    else if (kind === "attribute") this.setAttribute(target, value);
    else if (kind === "item") {
      this.fillIn(target, value);
      const [owner, key] = target.parts.map((part) => valueFor(this, part));
      if (owner instanceof Dictionary) owner.set(key, value);
      else if (owner instanceof Modules) owner.values.set(String(key), use(value));
      else if (Array.isArray(owner) && owner.at(key) !== undefined) owner[key < 0 ? owner.length + key : key] = value;
    }
  }

  // `X_train.shape[2] = 5` says what the code leaves open.
  fillIn(target, value) {
    if (!(valueFor(this, target.parts[0]) instanceof Open) || !isKnownValue(value)) return;
    this.given = { ...this.given, [this.source(target)]: value };
  }

  short(value, name) {
    const isLong =
      value instanceof Open && !(value instanceof Named) && value.text.length > LONGEST_TEXT && !value.sign;
    const names = isLong && value.names.join() !== value.text ? value.names : [];
    return isLong ? new Open(name, names, { called: value.called }) : value;
  }

  nameIt(value, name) {
    if ([Part, Chain, Modules].some((kind) => value instanceof kind)) value.name ||= name;
  }

  unpack({ parts }, value) {
    const several = typeof value === "string" ? null : elementsOf(value);
    if (several?.length === parts.length) {
      for (const [number, place] of parts.entries()) this.assign(place, several[number]);
      return;
    }
    for (const [number, place] of parts.entries()) {
      const isStarred = place.kind === "single";
      if (value instanceof Tensor) {
        const at = (other) => new Tensor(value.call, other);
        this.assign(isStarred ? place.parts[0] : place, isStarred ? [at(number), at(number + 1)] : at(number));
      } else {
        const isCalled = value instanceof Open && value.called;
        this.assign(place, new Open(this.source(place), [], { called: isCalled }));
      }
    }
  }

  setAttribute(target, value) {
    const owner = valueFor(this, target.parts[0]);
    const name = target.value;
    if (owner instanceof Modules) {
      this.nameIt(value, name);
      const key = `self.${name}`;
      const isGiven = Object.hasOwn(this.given, key) && !isMade(value) && !(value instanceof Raw);
      const kept = isGiven ? this.given[key] : value;
      // What a class of neither framework holds is a model of its own.
      const isHeld = ["piece", "other"].includes(owner.kind) && (kept instanceof Chain || kept instanceof Modules);
      if (kept instanceof Open) owner.values.set(name, LENGTH.test(kept.text) ? new Open(key) : this.short(kept, key));
      else owner.values.set(name, isHeld ? kept : use(kept));
    } else if (["trainable", "requires_grad"].includes(name) && value === false && isMade(owner)) freeze(owner);
    else if (owner instanceof Method && owner.owner instanceof Part && name === "requires_grad" && value === false)
      owner.owner.frozen = true;
    else if (owner instanceof Open) this.fillIn(target, value);
    else if (owner instanceof Part && value instanceof Method && value.owner instanceof Part) {
      owner.missing.push(name);
      this.tied.push([owner, name, value.owner, value.name]);
    }
  }

  // Statements

  // What a block returns, in a list of one.
  block(statements) {
    for (let place = 0; place < statements.length; ) {
      const chain = [statements[place++]];
      const hasBranches = HAVE_BRANCHES.includes(chain[0].word);
      while (hasBranches && BRANCHES.includes(statements[place]?.word)) chain.push(statements[place++]);
      const returned = this.statement(chain);
      if (returned) return returned;
    }
    return null;
  }

  statement(chain) {
    const [statement] = chain;
    const { word, body, nodes } = statement;
    this.step();
    if (word === "import" || word === "from") this.importNames(this.source(statement));
    else if (word === "def" || word === "class") this.define(statement);
    else if (word === "if") return this.either(chain);
    else if (word === "for") return this.loop(statement);
    else if (word === "while") {
      if (makesLayers(this, body)) this.unsure(statement);
      this.forget(body);
    } else if (word === "try") {
      if (chain.slice(1).some((other) => makesLayers(this, other.body))) this.unsure(chain[1]);
      return this.block(body);
    } else if (word === "with") return this.block(body);
    else if (word === "return") return [nodes.length ? valueFor(this, nodes[0]) : null];
    else if (!word) this.plain(statement);
    return null;
  }

  unsure(statement) {
    refuse("live_unsure", { given: shown(this.source(statement)).slice(1, -1) });
  }

  importNames(line) {
    const [, module, list = ""] = line.match(IMPORT) ?? [];
    for (const one of list.split(",")) {
      const words = one.trim().split(/\s+/).filter(Boolean);
      if (!words.length || (!module && words.length < 3)) continue;
      this.modules.set(words.at(-1), module ? `${module}.${words[0]}` : words[0]);
    }
  }

  define(statement) {
    const scope = this.scopes.length > 1 ? this.scopes.at(-1) : new Map();
    const defined = new Defined(statement.name, statement, new Map(scope));
    defined.above = this.above(statement);
    if (statement.word === "class") {
      defined.bases = statement.nodes.map((node) => this.source(node));
      for (const inner of statement.body) {
        if (inner.word !== "def") continue;
        const method = new Defined(inner.name, inner, scope);
        Object.assign(method, { home: defined, above: this.above(inner) });
        defined.methods.set(inner.name, method);
      }
      defined.attributes = this.attributes(statement);
    }
    this.scopes.at(-1).set(statement.name, defined);
    this.defined.push(defined);
  }

  // Values of the arguments' names that the code sets above.
  above({ parameters }) {
    const names = parameters.map(({ name }) => name).filter((name) => this.globals.has(name));
    return new Map(names.map((name) => [name, this.globals.get(name)]));
  }

  // What a class sets for all its objects, as far as it is no layer.
  attributes({ body }) {
    this.scopes.push(new Map());
    for (const inner of body) {
      const isSet = !inner.word && inner.nodes.length && inner.targets.some(({ kind }) => kind !== "attribute");
      if (isSet && !hasLayers(this, [inner])) this.statement([inner]);
    }
    return this.scopes.pop();
  }

  either(chain) {
    let isOpen = false;
    let names = [];
    for (const branch of chain) {
      const value = branch.nodes.length ? valueFor(this, branch.nodes[0]) : true;
      const known = this.source(branch).includes("__name__") || truth(value);
      if (known === null) {
        isOpen = true;
        names = namesIn(value);
        break;
      }
      if (known) return this.block(branch.body);
    }
    if (!isOpen) return null;
    const bodies = chain.flatMap(({ body }) => body);
    const returns = bodies.some(({ word }) => word === "return");
    if (chain.some(({ body }) => makesLayers(this, body)) || (returns && hasLayers(this, bodies)))
      this.unsure(chain[0]);
    for (const { body } of chain) {
      if (hasLayers(this, body))
        this.block(body); // a layer without weights that leaves the shape as it is
      else this.forget(body, names);
    }
    return null;
  }

  loop(statement) {
    const { nodes, targets, body } = statement;
    const several = elementsOf(nodes.length ? valueFor(this, nodes[0]) : null);
    if (!several) {
      if (hasLayers(this, body)) this.unsure(statement);
      this.forget(body);
      return null;
    }
    for (const one of several) {
      this.step();
      this.assign(targets[0], one);
      const returned = this.block(body);
      if (returned) return returned;
    }
    return null;
  }

  // What a block that may run or not gives a value to is not known any more, but for what decides that.
  forget(statements, names = []) {
    for (const statement of statements) {
      for (const name of statement.targets.flatMap((one) => (one.kind === "tuple" ? one.parts : [one]))) {
        if (name.kind === "name" && !isMade(this.lookup(name.value))) this.assign(name, new Open(name.value, names));
        if (name.kind !== "attribute") continue;
        if (OWN_ARRAYS.includes(name.value) && valueFor(this, name.parts[0]) instanceof Part) this.unsure(statement);
        this.assign(name, new Open(this.source(name), names));
      }
      this.forget(statement.body, names);
    }
  }

  plain({ marked, nodes, targets, rest, sign }) {
    this.printed = marked;
    if (!nodes.length || (rest && !targets.length && nodes[0].kind !== "call")) return;
    const value = valueFor(this, nodes[0]);
    for (const target of targets) {
      if (sign === "=") {
        this.assign(target, value);
        continue;
      }
      const before = valueFor(this, target);
      const operator = sign.slice(0, -1);
      const source = `${this.source(target)} ${operator} ${this.source(nodes[0])}`;
      const changed = calculated(operator, before, value, source);
      if (Array.isArray(before) && Array.isArray(changed)) before.splice(0, before.length, ...changed);
      else this.assign(target, changed);
    }
  }

  // Functions and classes

  // What a function of the code gives for values, by its defaults where none are given.
  runFunction(defined, given, owner = null) {
    defined.called = true;
    if (this.scopes.length > DEEPEST_CALL) return new Open(`${defined.name}()`, [], { called: true });
    const scope = new Map(defined.scope);
    const parameters = [...defined.statement.parameters];
    if (owner && parameters.length) scope.set(parameters.shift().name, owner);
    const values = given.filter(([name]) => !name).map(([, value]) => value);
    const named = new Map(given.filter(([name]) => name && !name.startsWith("*")));
    for (const { name, default: otherwise } of parameters) {
      if (name.startsWith("*")) {
        const list = name === "*" ? values.splice(0) : [];
        const kept = name === "*" ? "args" : "kwargs";
        scope.set(kept, list.length ? list : new Open(kept));
      } else if (values.length) scope.set(name, values.shift());
      else if (named.has(name)) scope.set(name, named.get(name));
      else if (Object.hasOwn(this.given, name)) scope.set(name, this.given[name]);
      else if (otherwise) scope.set(name, valueFor(this, otherwise));
      else scope.set(name, defined.above.has(name) ? defined.above.get(name) : new Open(name));
    }
    const first = owner ?? scope.get(defined.statement.parameters[0]?.name);
    this.homes.push([first instanceof Modules ? first : null, defined.home]);
    this.scopes.push(scope);
    const returned = this.block(defined.statement.body);
    this.scopes.pop();
    this.homes.pop();
    return returned ? returned[0] : null;
  }

  // What a lambda gives for values, one for each of its names.
  runLambda({ names, node, scope }, given) {
    if (this.scopes.length > DEEPEST_CALL || given.length !== names.length) {
      return new Open("lambda", [], { called: true });
    }
    this.scopes.push(new Map([...scope, ...names.map((name, place) => [name, given[place]])]));
    const value = valueFor(this, node);
    this.scopes.pop();
    return value;
  }

  // An object of a class of the code, its layers made.
  make(defined, given) {
    defined.called = true;
    const kind = kindOfClass(this, defined);
    if (this.scopes.length > DEEPEST_CALL) return new Open(`${defined.name}()`, [], { called: true });
    const made = new Modules(kind || "other", new Map(), withBases(this, defined));
    (kind ? this.modulesMade : this.others).push(made);
    const init = defined.methods.get("__init__");
    if (init) this.runFunction(init, given, made);
    this.scopes.push(new Map([["self", made]]));
    for (const inner of defined.statement.body) {
      // of which the method that it stood in was cut off
      if (!inner.word && inner.targets.some((target) => target.kind === "attribute")) this.statement([inner]);
    }
    this.scopes.pop();
    const isKnownClass = knowsBases(this, defined);
    const owns = [...made.values.values()].some((value) => isLayerValue(value) && !(value instanceof Chain));
    if (owns && !isKnownClass) {
      const line = `class ${defined.name}(${defined.bases.join(", ")})`;
      refuse("live_unknown_part", { given: line.slice(0, LONGEST_SHOWN) });
    }
    if (!kind && !isKnownClass) made.kind = "unknown";
    return made;
  }

  // Apply a model that is a class to an input of a shape, batch first.
  build(owner, shape) {
    const forward = owner.defined?.methods.get("call");
    if (!forward || !Array.isArray(shape) || owner.used || owner.calls.length) return null;
    const before = this.calls.length;
    const call = new Call("input", "Input", [], new Part(null, "Input"), [...shape]);
    this.runFunction(forward, [["", new Tensor(this.keep(call))]], owner);
    owner.calls = this.calls.slice(before);
    return null;
  }
}

// Follow a whole text.
export const follow = (facts, text, given) => {
  const run = new Run(facts, text, given);
  const statements = statementsOf(text);
  const [first] = statements;
  run.alone = statements.length === 1 && !first.body.length;
  if (run.alone && !first.targets.length) run.bare = first.nodes[0] ?? null;
  if (run.alone && !first.word && !first.targets.length && first.nodes.length && !first.rest) {
    // The name of a class alone.
    const [node] = first.nodes;
    const isName = node.kind === "name" || node.kind === "attribute";
    const kind = isName ? kindOf(facts, run.source(node), run.modules, { anyCase: true }) : {};
    if (kind.family) {
      run.parts.push(partOf(facts, kind, [], run.source(node)));
      return run;
    }
  }
  run.block(statements);
  return run;
};

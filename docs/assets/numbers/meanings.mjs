// What names stand for while code is followed, as rnnformula/reading/code/meanings.py describes them.

// A value that the code does not set: its text, and what has to be filled in; a sum or product of others has its sides.
export class Open {
  constructor(text, names = [], more = {}) {
    Object.assign(this, { text, names: names.length ? names : [text], sign: "", sides: [], called: false, ...more });
  }
  toString() {
    return this.text;
  }
}
// A name that nothing in the code gives a value to.
export class Named extends Open {}
// Several values that can't change.
export class Several extends Array {}
// A layer or module, once however often it is applied.
export class Part {
  constructor(layer, source, sizes = {}, isTorch = false) {
    Object.assign(this, { layer, source, sizes, isTorch, name: "", frozen: false, missing: [], used: false, size: 1 });
    Object.assign(this, { function: null, worked: null });
  }
}
// One application of a layer, a model or a function to tensors.
export class Call {
  constructor(kind, source, reads = [], part = null, detail = null, beside = []) {
    Object.assign(this, { kind, source, reads, part, detail, beside });
  }
}
export class Tensor {
  constructor(call, place = null) {
    Object.assign(this, { call, place });
  }
}
// A model of Keras: layers one after another, or all between inputs and outputs.
export class Chain {
  constructor(name = "", items = [], more = {}) {
    Object.assign(this, { name, items, inputs: [], outputs: [], build: null, functional: false, used: false });
    Object.assign(this, { named: true, size: 0, ...more });
  }
}
// An array that code makes itself.
export class Raw {
  constructor(axes, source) {
    Object.assign(this, { axes, source });
  }
}
// Modules of PyTorch, or layers of a class of Keras, by their names.
export class Modules {
  constructor(kind, values = new Map(), defined = null) {
    Object.assign(this, { kind, values, defined, name: "", used: false, calls: [] });
  }
}
// A class or a function of the code.
export class Defined {
  constructor(name, statement, scope) {
    Object.assign(this, { name, statement, scope, bases: [], methods: new Map(), called: false });
    Object.assign(this, { home: null, attributes: new Map(), above: new Map() });
  }
}
// `super()`: an object, as the classes that `home` is made from see it.
export class Base {
  constructor(owner, home) {
    Object.assign(this, { owner, home });
  }
}
// A `lambda`: the names that it takes, what it gives, and the names known where it stands.
export class Lambda {
  constructor(names, node, scope, text) {
    Object.assign(this, { names, node, scope, text });
  }
}
// A method of something, before it is called.
export class Method {
  constructor(owner, name) {
    Object.assign(this, { owner, name });
  }
}
// A dictionary.
export class Dictionary extends Map {}
export class Slice {
  constructor(ends) {
    this.ends = ends; // null where it is not known
  }
}

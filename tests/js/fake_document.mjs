// As much of a document as the modules need that make elements: names, attributes, children, text and listeners.
export class FakeElement {
  constructor(name) {
    this.localName = name;
    this.attributes = {};
    this.dataset = {};
    this.children = [];
    this.listeners = {};
    this.parent = null;
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  append(...nodes) {
    for (const node of nodes) {
      if (node instanceof FakeElement) node.parent = this;
      this.children.push(node instanceof FakeElement ? node : String(node));
    }
  }

  after(node) {
    node.parent = this.parent;
    this.parent.children.splice(this.parent.children.indexOf(this) + 1, 0, node);
  }

  remove() {
    this.parent.children.splice(this.parent.children.indexOf(this), 1);
  }

  addEventListener(kind, listener) {
    this.listeners[kind] = listener;
  }

  click() {
    this.listeners.click?.();
  }

  scrollIntoView() {
    // nothing is laid out
  }

  set textContent(text) {
    this.children = [text];
  }

  get textContent() {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  // All elements of a name within this one.
  all(name) {
    const elements = this.children.filter((child) => child instanceof FakeElement);
    return elements.flatMap((child) => [...(child.localName === name ? [child] : []), ...child.all(name)]);
  }
}

export const fakeDocument = { createElement: (name) => new FakeElement(name) };

// What the box shows while the engine loads: how much of it has come, and what can be read meanwhile.
const MEGABYTE = 1e6;
const SLOW = 1_500; // milliseconds; what takes longer is worth a line about what to read
const NAMES = /[A-Za-z_][\w.]*/g;

export const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);

// The classes that a text names and that have a place here, each once, with its place; `nn.LSTM` is that of PyTorch.
export const placesIn = (text, places) => {
  const found = new Map();
  for (const [name] of text.matchAll(NAMES)) {
    const known = [name, `torch.${name}`, name.split(".").at(-1)].find((each) => Object.hasOwn(places, each));
    if (known) found.set(known, places[known]);
  }
  return [...found];
};

export class Loading {
  // `textOf` gives what stands in the field.
  constructor(box, settings, textOf) {
    this.progress = box.querySelector("progress");
    this.bytes = box.querySelector(".explain-bytes");
    this.meanwhile = box.querySelector(".explain-meanwhile");
    this.settings = settings;
    this.textOf = textOf;
    this.shown = "";
    this.isHushed = false; // until something is asked that needs the engine
  }

  hush() {
    this.end();
    this.isHushed = true;
    this.progress.hidden = true;
  }

  begin() {
    this.end();
    this.progress.hidden = this.isHushed;
    this.progress.removeAttribute("value");
  }

  show(bytes, total) {
    if (this.isHushed) return;
    this.progress.hidden = false;
    this.clock ??= setTimeout(() => this.offer(), SLOW);
    this.progress.max = total;
    this.progress.value = bytes;
    this.bytes.hidden = false;
    this.bytes.textContent = this.settings.words.box_bytes
      .replace("{bytes}", megabytes(bytes))
      .replace("{total}", megabytes(total));
    if (this.isSlow) this.offer(); // the paste may be another by now
  }

  // The pages of the layers that the paste names: these need no engine. In a tab of their own, as this one loads on.
  offer() {
    this.isSlow = true;
    const found = placesIn(this.textOf(), this.settings.places);
    const names = found.map(([name]) => name).join();
    if (names === this.shown) return;
    this.shown = names;
    const home = new URL(this.settings.home, document.baseURI);
    const links = found.map(([name, place]) => {
      const link = document.createElement("a");
      Object.assign(link, { href: new URL(place, home).href, target: "_blank", rel: "noopener" });
      const code = document.createElement("code");
      code.textContent = name;
      link.append(code);
      return link;
    });
    this.meanwhile.replaceChildren(this.settings.words.box_meanwhile, ...links.flatMap((link) => [" ", link]));
    this.meanwhile.hidden = !links.length;
  }

  end() {
    clearTimeout(this.clock);
    this.clock = undefined;
    this.isSlow = false;
    this.shown = "";
    this.bytes.hidden = true;
    this.meanwhile.hidden = true;
  }
}

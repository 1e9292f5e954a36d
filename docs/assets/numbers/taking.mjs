// Takes a figure of the page away as a file: an SVG that stands alone, or a PNG that is drawn from it.
import { exportSvg } from "./standalone.mjs";

const DENSITY = 2; // pixels of a PNG for each of the page
const ROLES = ["kernel", "recurrent", "bias"];
const TOKENS = ["ink", "soft", "card", ...ROLES, ...ROLES.map((role) => `${role}-fill`)];

// As programs that draw know colours best.
const hex = (colour) =>
  `#${colour
    .match(/\d+/g)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;

const black = (token) => (token === "card" || token.endsWith("-fill") ? "#ffffff" : "#000000");

// The colours of the light scheme, whichever the page is in: a figure can't know where it will stand. A reader who has
// colours of their own for pages gets black on white.
const lightColours = () => {
  if (matchMedia("(forced-colors: active)").matches) {
    return Object.fromEntries(TOKENS.map((token) => [token, black(token)]));
  }
  const probe = document.createElement("span");
  Object.assign(probe.dataset, { mdColorScheme: "default", mdColorMedia: "" });
  document.body.append(probe);
  const colours = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, hex(getComputedStyle(probe).color)];
  });
  probe.remove();
  return Object.fromEntries(colours);
};

const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Browsers begin to save only after this has run.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const pngOf = async (svg) => {
  const image = new Image();
  const loaded = new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject }));
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await loaded;
  const canvas = document.createElement("canvas");
  const [width, height] = [image.width * DENSITY, image.height * DENSITY];
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

// The name of a file by what the figure was asked for: layer=LSTM&units=2 is LSTM-units-2.
export const nameOf = (of) =>
  of
    .replace(/^layer=/, "")
    .replaceAll(/\W+/g, "-")
    .replace(/-$/, "");

// `figure` has the HTML of a figure and what it shows; `page` the language and the citation. Returns the key of what to say.
// Only what Keras was compared on is said to be checked.
export const take = async (format, { html, shown, isKnown = false }, page, address) => {
  const accessed = new Date().toISOString().slice(0, "2000-01-01".length);
  const edition = isKnown ? page.checked : page.edition;
  const citation = page.citation
    .replaceAll("{edition}", edition)
    .replaceAll("{address}", address)
    .replaceAll("{accessed}", accessed);
  const svg = exportSvg(html, { colours: lightColours(), citation, lang: page.lang });
  const name = `${nameOf(shown.of)}.${format}`;
  try {
    save(format === "png" ? await pngOf(svg) : new Blob([svg], { type: "image/svg+xml" }), name);
    return "live_saved";
  } catch {
    return "live_not_saved";
  }
};

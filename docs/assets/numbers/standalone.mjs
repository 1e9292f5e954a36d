// A figure of a page -> one SVG that stands alone: its drawings, key, caption and citation, in colours of its own.

import { escaped } from "./svg.mjs";

// Sizes of the sheet: its blank, the most that drawings beside each other and lines of text take, from one part to the
// next, text and lines of it, a sample of the key and its room.
const [MARGIN, ROOM, APART, BESIDE, TEXT, SMALL, LEADING, SAMPLE, BEHIND_SAMPLE] = [
  24, 640, 20, 32, 15, 13, 1.5, 16, 26,
];
const BELOW = 4; // what stands below a drawing keeps away from it
const HEAD = 190; // what stands above or below a narrow drawing is at most so wide
const FONT = "system-ui, 'DejaVu Sans', 'Noto Sans CJK SC', sans-serif";
const CODE_FONT = "ui-monospace, 'DejaVu Sans Mono', monospace";
const DASHES = { recurrent: "5 3", bias: "2 2" };
// How wide letters are at most on average, in sizes of text, those that are wide in any font, and those of scripts without
// blanks.
const [LETTER, LARGE, SQUARE, LARGE_ONES] = [0.54, 0.68, 1, /[A-Z\dmw+×=]/];
const BOLD = 1.12;

// A piece of text that no line may be broken within: a word, or a character that is as wide as high with what must not
// begin a line.
const PIECE = /[\u2e80-\uffff][，。、；：！？）」』…]*|[^\s\u2e80-\uffff]+[，。、；：！？）」』…]*|\s+/gu;

const plain = (html) =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", "\u00a0")
    .trim();
const wideOf = (letter) => (letter >= "\u2e80" ? SQUARE : LARGE_ONES.test(letter) ? LARGE : LETTER);

// One character for each that is written as an entity.
const lengthOf = (text) => {
  const letters = [...text.replaceAll(/&#?\w+;/g, "_")];
  return letters.reduce((sum, letter) => sum + wideOf(letter), 0);
};
const measure = (text, size, isBold) => lengthOf(text) * size * (isBold ? BOLD : 1);

// The text as lines that are not wider than the room, as far as it can be broken.
const wrap = (text, room, size, isBold = false) => {
  const lines = [""];
  for (const piece of text.match(PIECE) ?? []) {
    const longer = lines.at(-1) + piece;
    if (lines.at(-1) && measure(longer.trimEnd(), size, isBold) > room) lines.push(piece.trimStart());
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trim()).filter(Boolean);
};

const attributesOf = (tag) => Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, ...pair]) => pair));

// The markup of a figure, as `hypertext` writes it or as it stands in a page, taken apart.
export const partsOf = (markup) => {
  const all = (pattern, text = markup) => [...text.matchAll(pattern)];
  const [first] = all(/<svg[\s\S]*?<\/svg>/g);
  const said = (name) => plain(first[0].match(new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name}>`))?.[1] ?? "");
  const panels = markup
    .split('<div class="figure-panel">')
    .slice(1)
    .map((panel) => {
      const [, opened, inner] = panel.match(/<svg([^>]*)>([\s\S]*?)<\/svg>/);
      const { width, height } = attributesOf(opened);
      const words = (kind) =>
        all(new RegExp(`<p class="figure-${kind}">([\\s\\S]*?)</p>`, "g"), panel).map(([, html]) => plain(html));
      return {
        width: Number(width),
        height: Number(height),
        marks: inner.replaceAll(/<(title|desc)[^>]*>[\s\S]*?<\/\1>/g, "").trim(),
        head: words("head"),
        foot: words("foot"),
      };
    });
  const key = all(/<li[^>]*>([\s\S]*?)<\/li>/g).map(([, line]) => {
    const [, sample = "", role = "plain"] = line.match(/figure-sample figure-(\w+) fig-(\w+)/) ?? [];
    return { words: plain(line), sample, role, isStrong: line.includes("<strong>") };
  });
  return { title: said("title"), description: said("desc"), panels, key };
};

// Every mark in colours of its own, so that it needs no style sheet: programs that draw know least of those.
const coloured = (marks, colours) =>
  marks.replaceAll(/<(\w+) class="([^"]*)"([^>]*?)(\/?)>/g, (_, tag, classes, attributes, end) => {
    const [, role] = classes.match(/fig-(kernel|recurrent|bias|plain)/) ?? [];
    if (!role) return `<${tag}${attributes}${end}>`;
    const strong = colours[role] ?? colours.ink;
    const fill = colours[`${role}-fill`] ?? colours.card;
    const isOver = classes.includes("fig-over");
    const around = classes.includes("fig-strong") ? fill : colours.card;
    const halo = isOver ? ` stroke="${around}" stroke-width="5" stroke-linejoin="round" paint-order="stroke"` : "";
    const faint = classes.includes("fig-grid") ? ' stroke-opacity="0.45"' : "";
    const font = classes.includes("fig-code") ? ` font-family="${CODE_FONT}"` : "";
    const own = attributes
      .replace(/ fill="currentColor" fill-opacity="[\d.]+"/, ` fill="${fill}"`)
      .replaceAll("currentColor", strong)
      .replace(/ data-part="[^"]*"/, "");
    return `<${tag}${own}${halo}${faint}${font}${end}>`;
  });

// Several lines of text below each other; returns the marks, and where the next part begins.
const lines = (all, x, top, { size, colour, isBold = false, anchor = "start" }) => {
  const bold = isBold ? ' font-weight="bold"' : "";
  const marks = all.map((text, number) => {
    const y = top + (number * LEADING + 1) * size;
    return `<text x="${x}" y="${y.toFixed(1)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${bold}>${text}</text>`;
  });
  return [marks, top + all.length * LEADING * size];
};

const sampleOf = ({ sample, role }, x, y, colours) => {
  const dashes = DASHES[role] ? ` stroke-dasharray="${DASHES[role]}"` : "";
  const look = `stroke="${colours[role] ?? colours.ink}" stroke-width="1.5"${dashes}`;
  if (sample === "line") return [`<path d="M${x},${y + 8} h${SAMPLE}" ${look}/>`];
  const square = `x="${x}" y="${y + 3}" width="${SAMPLE}" height="11" fill="${colours[`${role}-fill`] ?? "none"}"`;
  return sample ? [`<rect ${square} ${look}/>`] : [];
};

// Rows of panels that fit beside each other; what stands above or below a narrow one may be wider than it.
const rowsOf = (panels) => {
  const rows = [];
  for (const panel of panels) {
    const longest = Math.max(0, ...[...panel.head, ...panel.foot].map((text) => measure(text, SMALL, true)));
    const wide = Math.max(panel.width, Math.min(HEAD, longest));
    const words = (all) => all.flatMap((text) => wrap(text, wide, SMALL, true));
    const laid = { ...panel, wide, head: words(panel.head), foot: words(panel.foot) };
    const last = rows.at(-1);
    if (last && last.wide + BESIDE + wide <= ROOM) {
      last.panels.push(laid);
      last.wide += BESIDE + wide;
    } else rows.push({ wide, panels: [laid] });
  }
  return rows;
};

// `colours` are those of one scheme by their tokens; `citation` says what to cite, with {title} where that of the figure
// belongs.
export const exportSvg = (markup, { colours, citation, lang }) => {
  const { title, description, panels, key } = partsOf(markup);
  const rows = rowsOf(panels);
  const cited = escaped(citation).replaceAll("{title}", () => title);
  const ofKey = ({ words, sample, isStrong }) => (sample ? BEHIND_SAMPLE : 0) + measure(words, TEXT, isStrong);
  const room = Math.min(ROOM, Math.max(360, ...rows.map(({ wide }) => wide), ...key.map(ofKey)));
  const marks = [];
  let top = MARGIN;
  for (const row of rows) {
    let left = MARGIN + (room - row.wide) / 2;
    const highest = Math.max(...row.panels.map((one) => one.head.length * LEADING * SMALL + one.height));
    const bottoms = row.panels.map(({ wide, head, foot, ...drawing }) => {
      const begin = top + highest - drawing.height - head.length * LEADING * SMALL;
      const middle = left + wide / 2;
      const look = { size: SMALL, colour: colours.ink, anchor: "middle" };
      const [above, y] = lines(head, middle, begin, { ...look, isBold: true });
      const place = `translate(${(middle - drawing.width / 2).toFixed(2)} ${y.toFixed(2)})`;
      const [below, end] = lines(foot, middle, y + drawing.height + BELOW, look);
      marks.push(
        ...above,
        `<g transform="${place}" font-size="${TEXT}">`,
        coloured(drawing.marks, colours),
        "</g>",
        ...below,
      );
      left += wide + BESIDE;
      return end;
    });
    top = Math.max(...bottoms) + APART;
  }
  for (const entry of key) {
    const indent = entry.sample ? BEHIND_SAMPLE : 0;
    const broken = wrap(entry.words, room - indent, TEXT, entry.isStrong);
    marks.push(...sampleOf(entry, MARGIN, top, colours));
    const look = { size: TEXT, colour: colours.ink, isBold: entry.isStrong };
    const [written, end] = lines(broken, MARGIN + indent, top, look);
    marks.push(...written);
    top = end + 2;
  }
  for (const [text, size, colour] of [
    [title, TEXT, colours.ink],
    [cited, SMALL, colours.soft],
  ]) {
    const [written, end] = lines(wrap(text, room, size), MARGIN, top + APART / 2, { size, colour });
    marks.push(...written);
    top = end;
  }
  const [width, height] = [room + 2 * MARGIN, top + MARGIN].map(Math.ceil);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${lang}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" fill="none">`,
    `<title>${title}</title>`,
    `<desc>${description}</desc>`,
    `<metadata>${cited}</metadata>`,
    `<rect width="${width}" height="${height}" fill="${colours.card}"/>`,
    ...marks,
    "</svg>",
    "",
  ].join("\n");
};

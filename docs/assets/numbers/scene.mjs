// The marks that figures are made of, as rnnformula/figures/scene.py has them; x runs to the right, y downwards.

export const WIDTH = 300; // of the widest panel
export const TEXT = 15; // the size of text
export const LINE = 20; // from one baseline to the next
export const EDGE = 2; // the blank at the edges of a panel
export const CENTRED = 5; // from the middle of a mark down to the baseline of text in it
export const ROLES = ["kernel", "recurrent", "bias", "plain"];

// Parts that are no array: the gates side by side, and the columns of one of them, a unit or a filter each.
export const GATES = "gates";
export const UNITS = "units";

const plain = { role: "plain", part: "" };
const noText = { kind: "text", ...plain, anchor: "start", strong: false, over: false };
const noLine = { kind: "line", ...plain, arrow: false, thin: false };
const noBox = { kind: "box", ...plain, rows: 0, columns: 0, parts: 1, faint: false };

export const text = (at, words, more) => ({ ...noText, at, words, ...more });
export const line = (points, more) => ({ ...noLine, points, ...more });
export const circle = (at, radius, role = "plain") => ({ kind: "circle", ...plain, at, radius, role });
export const box = (at, width, height, more) => ({ ...noBox, at, width, height, ...more });
export const panel = (width, height, marks, head = null, foot = []) => ({ width, height, marks, head, foot });
export const keyLine = (words, more) => ({ ...plain, sample: "", strong: false, words, ...more });

// The ends of a straight line from the rim of one circle to the rim of another.
export const between = ([x, y], startRadius, [toX, toY], endRadius) => {
  const length = Math.hypot(toX - x, toY - y);
  const across = (toX - x) / length;
  const down = (toY - y) / length;
  return [
    [x + startRadius * across, y + startRadius * down],
    [toX - endRadius * across, toY - endRadius * down],
  ];
};

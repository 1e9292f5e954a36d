// From a page of a tag, or one that moved, on to the place that the reader wants.

// The language that a browser asks for first and that there is; else the first of all.
export const chosenLanguage = (leads, wanted) => {
  const known = Object.keys(leads);
  for (const language of wanted) {
    const found = known.find((code) => code && language.toLowerCase().split("-")[0] === code.split("-")[0]);
    if (found) return found;
  }
  return known[0];
};

// Where to go on to; null where the reader stays, as the address names a part of this page.
export const nextPlace = ({ leads, moved }, hash, languages) => {
  const places = JSON.parse(leads);
  const name = decodeURIComponent(hash.slice(1));
  if (moved) return JSON.parse(moved)[name] ?? places[""] + hash;
  return name ? null : places[chosenLanguage(places, languages)];
};

// A place on a page that stands on another page now: what is left there is a link to it.
const followMoved = ({ document, location, addEventListener }) => {
  const follow = () => {
    const left = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const link = left?.matches(".moved") ? left.querySelector("a") : null;
    if (link) location.replace(link.href);
  };
  follow();
  addEventListener("hashchange", follow);
};

export const leadOn = (window) => {
  const { document, location, navigator } = window;
  if (!document.body.dataset.leads) {
    followMoved(window);
    return;
  }
  const place = nextPlace(document.body.dataset, location.hash, navigator.languages ?? [navigator.language]);
  // In place of this page, so that the way back leads past it.
  if (place !== null) location.replace(place);
};

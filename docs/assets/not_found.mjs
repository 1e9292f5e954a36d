// The page for what is not there: its search is that of a home page, and it speaks first as the address did.
import { isInUse, missingTag, nearTags } from "./tag_code.mjs";

// The theme keeps the scheme that the reader chose below the path of the site.
const chosenScheme = ({ localStorage }, home) => {
  try {
    return JSON.parse(localStorage.getItem(`${home}.__palette`)).color.scheme;
  } catch {
    return ""; // none was chosen, or the browser keeps nothing
  }
};

// What is said of an address that could be that of a tag: which tags are one mistake away.
const speakOfTag = ({ document, location }) => {
  const { home, tags } = document.body.dataset;
  const tag = missingTag(location.pathname, home);
  if (tag === null) return;
  // Somebody wrote it in small letters, which hosts tell apart.
  if (isInUse(tag, Number(tags)) && !location.pathname.startsWith(`${home}t/${tag}`)) {
    location.replace(`${home}t/${tag}/${location.hash}`);
    return;
  }
  for (const box of document.querySelectorAll(".missing-tag")) {
    box.hidden = false;
    const near = nearTags(tag, Number(tags));
    const [, list] = box.children;
    list.hidden = near.length === 0;
    list.querySelector("span").append(
      ...near.flatMap((other, place) => {
        const link = document.createElement("a");
        link.href = `${home}t/${other}/#${box.closest("section").lang || document.documentElement.lang}`;
        link.textContent = other;
        return place ? [" ", link] : [link];
      }),
    );
  }
};

export const addWaysIn = (window) => {
  const { document, location } = window;
  const { body } = document;
  body.dataset.mdColorScheme = chosenScheme(window, new URL(body.dataset.home, document.baseURI).pathname);
  speakOfTag(window);
  const forms = [...document.querySelectorAll("form[data-home]")];
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.assign(`${form.dataset.home}?q=${encodeURIComponent(form.elements.q.value)}`);
    });
    form.inert = false;
  }
  // Hosts send the page of latest for what is missing in a release too: its languages lie below its folder.
  const [root, path] = [body.dataset.home, location.pathname];
  const meant = path.startsWith(root) ? root + path.slice(root.length).replace(/^v\d+(?:\.\d+)+\//, "") : path;
  // The home page of one language lies below that of another: the longest address is meant.
  const homes = forms.filter(({ dataset }) => meant.startsWith(dataset.home));
  const [nearest] = homes.sort((one, other) => other.dataset.home.length - one.dataset.home.length);
  if (nearest) document.querySelector("main h1").after(nearest.closest("section"));
};

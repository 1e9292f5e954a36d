// Where the reader is: the menu shows the page, and the table of contents the section that a link led to.

// What the theme calls them; its own script marks the section that is read.
const MENU = ".md-sidebar--primary .md-sidebar__scrollwrap";
const CONTENTS = ".md-sidebar--secondary a[href^='#']";
const HERE = "aria-current";

// A menu that is higher than the window begins with the section of the page, or with the page where that is too far.
// What stands at its top covers as much of it.
export const placeOf = (head, page, height, covered) => {
  if (page.bottom <= height) return 0;
  return page.bottom - head.top <= height - covered ? head.top - covered : page.bottom - height;
};

export const keepPageInMenu = ({ document, ResizeObserver }) => {
  const menu = document.querySelector(MENU);
  const page = menu?.querySelector(`a[${HERE}]`);
  if (!page) return;
  const title = menu.querySelector(".md-nav__title");
  const shadow = 12; // of the title, in pixels
  const head = page.closest(".md-nav__item--nested") ?? page;
  const within = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const start = menu.getBoundingClientRect().top - menu.scrollTop;
    return { top: top - start, bottom: bottom - start };
  };
  // The theme's script makes the menu as high as the window allows, and again whenever that changes.
  const observer = new ResizeObserver(() => {
    menu.scrollTop = placeOf(within(head), within(page), menu.clientHeight, title.offsetHeight + shadow);
  });
  observer.observe(menu);
  for (const kind of ["wheel", "pointerdown", "keydown"]) {
    menu.addEventListener(kind, () => observer.disconnect(), { once: true, passive: true });
  }
};

// The last of these links whose section has begun where the target is.
export const linkOf = (target, links, sectionOf) =>
  links.findLast((link) => {
    const section = sectionOf(link);
    return section && (section === target || section.compareDocumentPosition(target) & 4); // the target follows it
  });

// Marked for as long as the target is in view: a section near the end can't come up to where the theme looks for it.
export const markSection = ({ document, location, addEventListener, IntersectionObserver }) => {
  const links = [...document.querySelectorAll(CONTENTS)];
  if (!links.length) return;
  const elementOf = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));
  let observer;
  const mark = (hash) => {
    observer?.disconnect();
    for (const link of links) link.removeAttribute(HERE);
    const target = hash && elementOf(hash);
    const marked = target && linkOf(target, links, (link) => elementOf(link.hash));
    if (!marked) return;
    marked.setAttribute(HERE, "location");
    let seen = false;
    observer = new IntersectionObserver(([{ isIntersecting }]) => {
      if (seen && !isIntersecting) mark("");
      seen ||= isIntersecting;
    });
    observer.observe(target);
  };
  addEventListener("hashchange", () => mark(location.hash));
  // A second click on a link changes no address.
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href^='#']");
    if (link && link.hash === location.hash) mark(link.hash);
  });
  mark(location.hash);
};

// The header: its button opens the menu, its link to another language leads to the same place on the page.

// The button does what its label does for a mouse: it turns the theme's switch.
export const addMenu = ({ document }) => {
  const drawer = document.querySelector("#__drawer");
  document.querySelector("button.menu")?.addEventListener("click", () => drawer.click());
};

// Not only to the same page: the address of each link takes over the #id of the page's own.
export const addLanguageLinks = (window) => {
  const { document, location } = window;
  const links = document.querySelectorAll("a.language");
  const follow = () => {
    for (const link of links) link.hash = location.hash;
  };
  window.addEventListener("hashchange", follow);
  // Scripts of the page may change the address without such an event.
  for (const link of links) link.addEventListener("click", follow);
  follow();
};

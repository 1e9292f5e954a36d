// The link to the other language leads to the same place on the page, not only to the same page.
const follow = () => {
  for (const link of document.querySelectorAll("a.language")) link.hash = location.hash;
};

addEventListener("hashchange", follow);
// Scripts of the page may change the address without such an event.
for (const link of document.querySelectorAll("a.language")) link.addEventListener("click", follow);
follow();

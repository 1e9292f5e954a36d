// The button of the menu does what its label does for a mouse: it turns the theme's switch.
const drawer = document.querySelector("#__drawer");

document.querySelector("button.menu")?.addEventListener("click", () => drawer.click());

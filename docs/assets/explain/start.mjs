// Starts the box of the page that explains a paste.
import { listen } from "./box.mjs";

listen(document.querySelector(".explain"));

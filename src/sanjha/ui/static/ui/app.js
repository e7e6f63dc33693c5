// Starts what every page may use. Each module looks for its own marks in the page and does nothing without them.
import { startCombobox } from "./combobox.js";
import { startDates } from "./date.js";
import { startDialogs } from "./dialog.js";
import { startEnterNext } from "./enter-next.js";
import { startKeys } from "./keys.js";
import { startNetworkNotice } from "./network.js";
import { startPrint } from "./print.js";
import { startUnsaved } from "./unsaved.js";

document.documentElement.classList.add("scripted");

function start(root) {
  startCombobox(root);
  startDates(root);
  startEnterNext(root);
  startUnsaved(root);
  startKeys(root);
  root.querySelector("[data-focus]")?.focus();
}

startDialogs();
startPrint();
startNetworkNotice();
start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) start(event.detail.elt);
});

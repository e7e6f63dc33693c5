// <form data-unsaved>: marks what is not saved yet and lets the browser warn before the page is left.
import { words } from "./words.js";

const dirty = new Set();
let listening = false;

function state(form) {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken"));
}

function mark(form, on) {
  const place = form.querySelector("[data-unsaved-mark]");
  if (place) place.textContent = on ? words("unsaved") : "";
  if (on) dirty.add(form);
  else dirty.delete(form);
}

export function startUnsaved(root) {
  const forms = root.matches?.("form[data-unsaved]") ? [root] : root.querySelectorAll("form[data-unsaved]");
  forms.forEach((form) => {
    if (form.dataset.unsavedStarted) return;
    form.dataset.unsavedStarted = "yes";
    let saved = state(form);
    const again = () => mark(form, state(form) !== saved);
    form.addEventListener("input", again);
    form.addEventListener("change", again);
    form.addEventListener("submit", () => mark(form, false));
    form.addEventListener("sanjha:saved", () => {
      saved = state(form);
      mark(form, false);
    });
  });
  if (listening) return;
  listening = true;
  window.addEventListener("beforeunload", (event) => {
    dirty.forEach((form) => form.isConnected || dirty.delete(form));
    if (dirty.size) event.preventDefault();
  });
}

// Says when the line is down or a part of the page could not be fetched; what was typed stays where it is.
import { words } from "./words.js";

function notice(key) {
  const id = "network-notice";
  document.getElementById(id)?.remove();
  if (!key) return;
  const box = document.createElement("div");
  box.id = id;
  box.className = "notice warn network-notice";
  box.setAttribute("role", "alert");
  box.textContent = words(key);
  document.querySelector("main")?.prepend(box);
}

export function startNetworkNotice() {
  window.addEventListener("offline", () => notice("offline"));
  window.addEventListener("online", () => notice(""));
  document.addEventListener("htmx:sendError", () => notice("no-answer"));
  document.addEventListener("htmx:responseError", () => notice("no-answer"));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) notice("");
  });
}

// Shortcuts declared in the page: data-key="F2", "Alt+R", "Ctrl+Enter", "/" on a link, button or field.
// "?" shows the keys of the page. Nothing fires while a word is being composed by an input method. Keys of a single
// sign can be switched off in that list (WCAG 2.2, 2.1.4): speech input may otherwise press them by accident.
import { openDialog } from "./dialog.js";
import { words } from "./words.js";

const PLAIN = /^.$/u;
const SWITCH = "sanjha-plain-keys";
let listening = false;

function combination(event) {
  const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shift = event.shiftKey && !PLAIN.test(event.key) ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift}${name}`;
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function normal(key) {
  return key
    .split("+")
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join("+");
}

function reachable(element) {
  const dialog = document.querySelector("dialog[open]");
  return !element.disabled && element.checkVisibility() && (!dialog || dialog.contains(element));
}

function act(element) {
  if (element.matches("input:not([type=submit], [type=button]), textarea, select")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function fire(event) {
  if (event.isComposing || event.keyCode === 229 || event.repeat) return;
  const pressed = combination(event);
  const plain = PLAIN.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (plain && (isTyping(event.target) || localStorage.getItem(SWITCH) === "off")) return;
  if (pressed === "?") {
    event.preventDefault();
    showHelp();
    return;
  }
  const found = [...document.querySelectorAll("[data-key]")].find(
    (element) => normal(element.dataset.key) === pressed && reachable(element),
  );
  if (!found) return;
  event.preventDefault();
  act(found);
}

function nameOf(element) {
  const label = element.dataset.keyName ?? element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  if (label) return label.trim();
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((hint) => hint.remove());
  return copy.textContent.trim();
}

function line(key, name) {
  const term = document.createElement("dt");
  const sign = document.createElement("kbd");
  sign.textContent = key.replaceAll("+", " ");
  term.append(sign);
  const text = document.createElement("dd");
  text.textContent = name;
  return [term, text];
}

function showHelp() {
  const dialog = document.getElementById("keyboard-help");
  const list = dialog?.querySelector("[data-key-list]");
  if (!list) return;
  const keyed = [...document.querySelectorAll("[data-key]")].filter((element) => element.checkVisibility());
  list.replaceChildren(
    ...keyed.flatMap((element) => line(element.dataset.key, nameOf(element))),
    ...(document.querySelector("[data-enter-next]") ? line("Enter", words("key-next")) : []),
    ...line("?", words("key-help")),
  );
  openDialog(dialog);
}

export function startKeys(root) {
  root.querySelectorAll("[data-key]").forEach((element) => {
    element.setAttribute("aria-keyshortcuts", element.dataset.key.replaceAll("Ctrl", "Control"));
  });
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", fire);
  const plainKeys = document.getElementById("plain-keys");
  if (plainKeys) {
    plainKeys.checked = localStorage.getItem(SWITCH) !== "off";
    plainKeys.addEventListener("change", () => localStorage.setItem(SWITCH, plainKeys.checked ? "on" : "off"));
  }
  document.querySelectorAll("[data-opens=keyboard-help]").forEach((button) => {
    button.addEventListener("click", showHelp);
  });
}

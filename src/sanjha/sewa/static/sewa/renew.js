// An answer changes the form: the server sends it anew, and only what differs is exchanged. What a person is typing in,
// the focus, and open lists stay as they are, however fast somebody types.

// What a part is called in both versions: its own id, or the name of the first control in it.
function keyOf(part) {
  if (part.id) return part.id;
  const named = part.querySelector("[name]:not([type=hidden])") ?? part.querySelector("[name]");
  return named ? `name ${named.name}` : `${part.tagName} ${part.className}`;
}

const isContainer = (part) => part.matches("fieldset[id], fieldset.form-row, .grid, [data-form-body]");

// Two versions of a question are the same when its words and its choices are; the answer is the person's.
function signature(part) {
  const choices = [...part.querySelectorAll("option, input[type=radio], input[type=checkbox]")].map(
    (choice) => `${choice.value} ${choice.label ?? ""}`,
  );
  const words = [...part.querySelectorAll("label, legend, output")].map((each) => textOf(each));
  const kinds = [...part.querySelectorAll("select, textarea, input[type=hidden], output")].map((each) => each.name ?? "");
  return JSON.stringify([choices, words, kinds]);
}

function textOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".tag").forEach((tag) => tag.remove());
  return copy.textContent.trim();
}

function start(part) {
  window.htmx?.process(part);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: part } }));
}

// The question somebody is in gets its new choices under the fingers: the focus and what was typed move over.
function exchange(was, now) {
  const { id, value, type } = was.contains(document.activeElement) ? document.activeElement : {};
  was.replaceWith(now);
  start(now);
  const again = id && document.getElementById(id);
  if (!again) return;
  again.focus();
  const typed = type === "text" ? value : early;
  if (again.type !== "text" || !typed) return;
  again.value = typed;
  again.dispatchEvent(new Event("input", { bubbles: true }));
}

const isKept = (part) => part.matches("input, .error-summary");

function sync(was, now) {
  const known = new Map([...was.children].filter((part) => !isKept(part)).map((part) => [keyOf(part), part]));
  let place = was.firstElementChild;
  for (const part of [...now.children].filter((each) => !isKept(each))) {
    const key = keyOf(part);
    const old = known.get(key);
    known.delete(key);
    if (!old) {
      was.insertBefore(part, place);
      start(part);
      continue;
    }
    place = old.nextElementSibling;
    if (isContainer(old) && isContainer(part)) sync(old, part);
    else if (signature(old) !== signature(part)) exchange(old, part);
  }
  for (const gone of known.values()) gone.remove();
}

// When the question somebody is in goes away, the next one has the focus.
function focusOf(body) {
  const controls = [...body.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const at = controls.indexOf(document.activeElement);
  return () => {
    if (at < 0 || document.activeElement !== document.body) return;
    controls.slice(at).find((each) => each.isConnected && each.checkVisibility())?.focus();
  };
}

// Answers to questions that are not asked now travel in hidden fields.
function carry(body, fresh) {
  body.querySelectorAll(":scope > input[type=hidden]").forEach((field) => field.remove());
  body.append(...fresh.querySelectorAll(":scope > input[type=hidden]"));
}

// What is typed into an empty list while its choices are on their way is typed into the list that comes.
let early = "";
let asking = false;
document.addEventListener("keydown", (event) => {
  const list = event.target;
  if (!asking || list.tagName !== "SELECT" || list.options.length > 1 || event.key.length !== 1) return;
  if (!event.ctrlKey && !event.altKey && !event.metaKey) early += event.key;
});
document.addEventListener("htmx:beforeRequest", () => {
  asking = true;
  early = "";
});
document.addEventListener("htmx:afterRequest", () => {
  asking = false;
});

// Brings the form up to the page that the server sent; false when that page has no such form.
export function renew(body, html, pressed = "") {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-form-body]");
  if (!found) return false;
  const fresh = document.importNode(found, true);
  const [verb, path] = pressed.split(":");
  if (verb === "remove") {
    // The numbers of the rows have moved: what stands in them comes from the server.
    const table = `f-${path.replaceAll(".", "-")}`;
    exchange(document.getElementById(table), fresh.querySelector(`#${CSS.escape(table)}`).cloneNode(true));
  }
  const refocus = focusOf(body);
  sync(body, fresh);
  carry(body, fresh);
  refocus();
  document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { target: body, elt: body } }));
  return true;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const body = event.detail.target;
  if (!body?.matches?.("[data-form-body]") || event.detail.xhr.status !== 200) return;
  const pressed = event.detail.requestConfig?.elt?.name ?? "";
  if (renew(body, event.detail.serverResponse, pressed)) event.detail.shouldSwap = false;
});

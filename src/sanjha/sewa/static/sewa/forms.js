// Forms made from service definitions: keeps what is typed while the form renews itself, and finds the position.

function typed(body) {
  const values = new Map();
  for (const control of body.querySelectorAll("input, select, textarea")) {
    if (!control.name || control.type === "file") continue;
    const ticked = control.type === "radio" || control.type === "checkbox";
    values.set(`${control.name}\n${ticked ? control.value : ""}`, ticked ? control.checked : control.value);
  }
  return values;
}

function restore(body, before, after) {
  for (const control of body.querySelectorAll("input, select, textarea")) {
    const ticked = control.type === "radio" || control.type === "checkbox";
    const key = `${control.name}\n${ticked ? control.value : ""}`;
    if (!after.has(key) || before.get(key) === after.get(key)) continue;
    if (ticked) control.checked = after.get(key);
    else control.value = after.get(key);
  }
}

// After a row was added the first control of the new row has the focus; after one was taken out, the button that adds.
function focusRow(button) {
  const [verb, path] = button.split(":");
  const box = path && document.getElementById(`f-${path.replaceAll(".", "-")}`);
  if (!box) return;
  const rows = box.querySelectorAll(":scope > .form-row");
  const added = verb === "add" && rows[rows.length - 1]?.querySelector("input:not([type=hidden]), select, textarea");
  (added || box.querySelector('button[name^="add:"]'))?.focus();
}

let sent = null;
let meanwhile = null;
let pressed = "";

const bodyOf = (event) => (event.detail.target?.matches?.("[data-form-body]") ? event.detail.target : null);

document.addEventListener("htmx:beforeRequest", (event) => {
  const body = bodyOf(event);
  if (!body) return;
  sent = typed(body);
  pressed = event.detail.elt?.name ?? "";
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const body = bodyOf(event);
  if (body) meanwhile = typed(body);
});

document.addEventListener("htmx:afterSettle", () => {
  const body = document.querySelector("[data-form-body]");
  if (body && sent && meanwhile) restore(body, sent, meanwhile);
  if (pressed.includes(":")) focusRow(pressed);
  sent = meanwhile = null;
  pressed = "";
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate-now]");
  if (!button) return;
  const box = button.closest("[data-locate]");
  const status = box.querySelector("[data-locate-status]");
  const put = (name, value) => {
    box.querySelector(`[name$=".${name}"]`).value = value;
  };
  navigator.geolocation?.getCurrentPosition(
    ({ coords }) => {
      put("latitude", coords.latitude.toFixed(6));
      put("longitude", coords.longitude.toFixed(6));
      put("accuracy", Math.round(coords.accuracy));
      status.textContent = status.dataset.found;
    },
    () => {
      status.textContent = status.dataset.failed;
    },
    { enableHighAccuracy: true, timeout: 20000 },
  ) ?? (status.textContent = navigator.geolocation ? "" : status.dataset.failed);
});

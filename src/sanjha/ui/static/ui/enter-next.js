// At the counter Enter goes to the next field: <form data-enter-next>. Ctrl+Enter submits, a text area keeps its lines.
// As for Tab, radio buttons of one name are one stop. A button with data-enter-skips (it takes something away) is none.
// In a field for words to look for, data-enter-presses names the button that Enter presses once something is typed.
const FIELDS =
  "input:not([type=hidden], [type=submit], [type=button]), select, textarea, button[type=submit]:not([data-enter-skips])";

const sameStop = (one, other) => one === other || (one.type === "radio" && other.type === "radio" && one.name === other.name);

function stops(form) {
  const reached = [...form.querySelectorAll(FIELDS)].filter(
    (field) => !field.disabled && field.tabIndex >= 0 && field.checkVisibility(),
  );
  const groups = new Map();
  for (const field of reached) {
    if (field.type === "radio" && (field.checked || !groups.has(field.name))) groups.set(field.name, field);
  }
  return reached.filter((field) => field.type !== "radio" || groups.get(field.name) === field);
}

export function startEnterNext(root) {
  const forms = root.matches?.("[data-enter-next]") ? [root] : root.querySelectorAll("[data-enter-next]");
  forms.forEach((form) => {
    if (form.dataset.enterNextStarted) return;
    form.dataset.enterNextStarted = "yes";
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target.matches("textarea, button, input[type=file], input[type=submit]")) return;
      event.preventDefault();
      const pressed = event.shiftKey || !event.target.value ? "" : event.target.dataset.enterPresses;
      if (pressed) {
        document.getElementById(pressed)?.click();
        return;
      }
      const fields = stops(form);
      const here = fields.findIndex((field) => sameStop(field, event.target));
      fields[here + (event.shiftKey ? -1 : 1)]?.focus();
    });
  });
}

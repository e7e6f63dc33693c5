// At the counter Enter goes to the next field: <form data-enter-next>. Ctrl+Enter submits, a text area keeps its lines.
const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), select, textarea, button[type=submit]";

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
      const fields = [...form.querySelectorAll(FIELDS)].filter((field) => !field.disabled && field.checkVisibility());
      const step = event.shiftKey ? -1 : 1;
      fields[fields.indexOf(event.target) + step]?.focus();
    });
  });
}

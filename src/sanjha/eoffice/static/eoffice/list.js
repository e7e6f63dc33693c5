// Arrow keys go through the list of the tray; Enter opens, as a link does.
const list = document.querySelector("[data-list]");

list?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = [...list.querySelectorAll("a.item")];
  const next = items[items.indexOf(document.activeElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
list?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });

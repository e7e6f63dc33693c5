// The newest note is in view when a file opens; one of the small windows at the foot is open at a time.
document.querySelector(".note-sheet .note:last-of-type")?.scrollIntoView({ block: "nearest" });

const windows = [...document.querySelectorAll("details.more")];
for (const one of windows) {
  one.addEventListener("toggle", () => {
    if (!one.open) return;
    windows.filter((other) => other !== one).forEach((other) => other.removeAttribute("open"));
    one.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  one.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    one.removeAttribute("open");
    one.querySelector("summary").focus();
  });
}

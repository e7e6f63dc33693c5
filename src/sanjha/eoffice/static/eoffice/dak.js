// On the diary's sheet the hand begins at the first empty field; fields with errors are never hidden in a folded part.
const sheet = document.querySelector(".dak-form");
const WANTED = ["organisation", "letter_number", "subject"];

sheet?.querySelectorAll("[aria-invalid]").forEach((field) => field.closest("details")?.setAttribute("open", ""));
if (sheet && !sheet.querySelector("[aria-invalid], .notice")) {
  WANTED.map((name) => sheet.elements[name])
    .find((field) => field && !field.value)
    ?.focus();
}

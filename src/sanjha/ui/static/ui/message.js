// Words beside a field, for eye and ear, in the same place where the server puts its own. Empty words take them away.
function boxOf(input) {
  const id = `${input.id}-error`;
  const existing = document.getElementById(id);
  if (existing) return existing;
  const box = document.createElement("span");
  box.className = "error";
  box.id = id;
  box.setAttribute("role", "status");
  (input.closest(".field") ?? input.parentElement).append(box);
  return box;
}

export function showMessage(input, message) {
  const box = boxOf(input);
  box.textContent = message;
  box.hidden = !message;
  input.closest(".field")?.classList.toggle("wrong", Boolean(message));
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (message) {
    input.setAttribute("aria-invalid", "true");
    described.add(box.id);
  } else {
    input.removeAttribute("aria-invalid");
    described.delete(box.id);
  }
  if (described.size) input.setAttribute("aria-describedby", [...described].join(" "));
  else input.removeAttribute("aria-describedby");
}

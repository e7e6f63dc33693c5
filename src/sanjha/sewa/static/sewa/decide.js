// Shows of the decision form only what belongs to the chosen action. Without this script everything is shown.
for (const form of document.querySelectorAll("[data-decide]")) {
  const parts = form.querySelectorAll("[data-for]");
  const show = () => {
    const chosen = form.querySelector("[name=_action]:checked");
    for (const part of parts) part.hidden = !chosen || part.dataset.for !== chosen.dataset.kind;
  };
  form.addEventListener("change", show);
  show();
}

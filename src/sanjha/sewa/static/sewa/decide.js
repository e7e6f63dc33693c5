// Shows of the decision form only what belongs to the chosen action. Without this script everything is shown.
for (const form of document.querySelectorAll("[data-decide]")) {
  const parts = form.querySelectorAll("[data-for]");
  const show = () => {
    const chosen = form.querySelector("[name=_action]:checked");
    const wanted = chosen ? chosen.dataset.shows.split(" ") : [];
    for (const part of parts) part.hidden = !wanted.includes(part.dataset.for);
  };
  form.addEventListener("change", show);
  show();
}

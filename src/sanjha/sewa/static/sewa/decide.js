// Shows of the decision form only what belongs to the chosen action. Without this script everything is shown.
for (const form of document.querySelectorAll("[data-decide]")) {
  const show = () => {
    const chosen = form.querySelector("[name=_action]:checked");
    if (!form.querySelector("[name=_action][type=radio]")) return;
    const wanted = chosen ? chosen.dataset.shows.split(" ") : [];
    for (const part of form.querySelectorAll("[data-for]")) part.hidden = !wanted.includes(part.dataset.for);
  };
  form.addEventListener("change", show);
  show();
  // Pressing twice records once; a look at the document before leaves the form as it is.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-decide]")) delete form.dataset.sent;
});

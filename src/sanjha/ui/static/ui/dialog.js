// Native dialogs: data-opens="ID" opens one, data-closes closes it; data-confirm="ID" on a submit button asks first.
export function openDialog(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens], [data-confirm]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens ?? opener.dataset.confirm);
      if (!dialog) return;
      event.preventDefault();
      openDialog(dialog);
      return;
    }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });
}

// data-print prints the page; <body data-print-now> prints it once as soon as its fonts are there.
export function startPrint() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  if ("printNow" in document.body.dataset) document.fonts.ready.then(() => window.print());
}

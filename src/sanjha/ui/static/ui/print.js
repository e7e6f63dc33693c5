// data-print prints the page; <body data-print-now> prints it once as soon as its fonts are there.
// A roll of 80 mm is cut after the last line: the height of the page is measured just before printing.
const MM_PER_PIXEL = 25.4 / 96;
const MARGINS_MM = 12;

function fitRoll() {
  const sheet = document.querySelector(".thermal .sheet");
  if (!sheet) return;
  const height = Math.ceil(sheet.getBoundingClientRect().height * MM_PER_PIXEL) + MARGINS_MM;
  const page = new CSSStyleSheet();
  page.replaceSync(`@page thermal { size: 80mm ${height}mm; margin: 3mm; }`);
  document.adoptedStyleSheets = [page];
}

export function startPrint() {
  window.addEventListener("beforeprint", fitRoll);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  if ("printNow" in document.body.dataset) document.fonts.ready.then(() => window.print());
}

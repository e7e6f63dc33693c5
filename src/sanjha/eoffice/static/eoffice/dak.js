// On the diary's sheet the hand begins at the first empty field; fields with errors are never hidden in a folded part.
const sheet = document.querySelector(".dak-form");
const WANTED = ["organisation", "letter_number", "subject"];

sheet?.querySelectorAll("[aria-invalid]").forEach((field) => field.closest("details")?.setAttribute("open", ""));
if (sheet && !sheet.querySelector("[aria-invalid], .notice")) {
  WANTED.map((name) => sheet.elements[name])
    .find((field) => field && !field.value)
    ?.focus();
}

// More than one information copy: the button takes the chosen post into a list, from which it can be taken off again.
function collect(form) {
  const chosen = form.elements.copies;
  const typed = form.elements.copies_text;
  const more = form.elements.more_copies;
  if (!chosen || !typed || !more) return;
  const list = document.createElement("ul");
  list.className = "chips";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = form.dataset.moreCopies;
  typed.closest(".combobox").after(button, list);
  const posts = new Map();

  const show = () => {
    more.value = [...posts.keys()].join(",");
    list.replaceChildren(
      ...[...posts].map(([id, title]) => {
        const line = document.createElement("li");
        const off = document.createElement("button");
        off.type = "button";
        off.className = "link-button";
        off.textContent = `${title} ✕`;
        off.setAttribute("aria-label", `${form.dataset.lessCopies} ${title}`);
        off.addEventListener("click", () => {
          posts.delete(id);
          show();
          typed.focus();
        });
        line.append(off);
        return line;
      }),
    );
  };
  button.addEventListener("click", () => {
    if (chosen.value) posts.set(chosen.value, typed.value);
    chosen.value = "";
    typed.value = "";
    show();
    typed.focus();
  });
}

document.querySelectorAll("form[data-more-copies]").forEach(collect);

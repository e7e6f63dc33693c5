// A name typed in English letters gives a suggestion in Gurmukhi. It bears a mark until the person has looked at it:
// leaving the field confirms it, typing replaces it, the down arrow shows the next spelling.

const form = document.querySelector("form[data-suggest]");
const waiting = new Map();

const markOf = (field) => document.getElementById(`${field.id}-check`);

function describe(field, on) {
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (on) ids.add(`${field.id}-check`);
  else ids.delete(`${field.id}-check`);
  if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" "));
  else field.removeAttribute("aria-describedby");
}

function mark(field) {
  if (markOf(field)) return;
  const box = document.createElement("span");
  box.className = "tag warn check-name";
  box.id = `${field.id}-check`;
  box.textContent = form.dataset.check;
  box.title = form.dataset.checked;
  field.closest(".field").append(box);
  field.classList.add("suggested");
  describe(field, true);
}

function confirm(field) {
  waiting.delete(field.name);
  markOf(field)?.remove();
  field.classList.remove("suggested");
  describe(field, false);
}

async function suggest(english) {
  const field = document.getElementById(english.dataset.gurmukhi);
  const earlier = field && waiting.get(field.name);
  const free = () => field.value === "" || field.value === earlier?.spellings[earlier.at];
  if (!field || !english.value.trim() || !free()) return;
  const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ name: english.value })}`);
  if (!answer.ok) return;
  const { suggestions } = await answer.json();
  // The form may have renewed itself meanwhile: look the field up once more.
  const target = document.getElementById(english.dataset.gurmukhi);
  if (!suggestions?.length || !target || !(target.value === "" || target.value === earlier?.spellings[earlier.at])) return;
  waiting.set(target.name, { spellings: suggestions, at: 0 });
  put(target, suggestions[0]);
}

function put(field, spelling) {
  field.value = spelling;
  mark(field);
  field.dispatchEvent(new CustomEvent("sanjha:suggested", { bubbles: true }));
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.dataset.gurmukhi) suggest(event.target).catch(() => {});
  });
  form.addEventListener("input", (event) => {
    if (waiting.has(event.target.name)) confirm(event.target);
  });
  form.addEventListener("focusout", (event) => {
    if (waiting.has(event.target.name) && document.hasFocus() && event.target.isConnected) confirm(event.target);
  });
  form.addEventListener("keydown", (event) => {
    const found = waiting.get(event.target.name);
    if (!found || !["ArrowDown", "ArrowUp"].includes(event.key) || event.isComposing) return;
    event.preventDefault();
    const count = found.spellings.length;
    found.at = (found.at + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
    put(event.target, found.spellings[found.at]);
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const [name, { spellings, at }] of waiting) {
      const field = form.elements.namedItem(name);
      if (field?.value === spellings[at]) mark(field);
      else waiting.delete(name);
    }
  });
}

// The counter: keeps what is typed, finds earlier applicants, suggests names in Gurmukhi, sends papers at once.

const form = document.getElementById("application");
const PAUSE = 1200;

function mark(text) {
  const place = document.querySelector("[data-saved-mark]");
  if (place) place.textContent = text;
}

async function save() {
  const revision = document.getElementById("id_revision");
  const answer = await fetch(form.dataset.autosave, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
  });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    revision.value = said.revision;
    mark(said.saved);
    form.dispatchEvent(new CustomEvent("sanjha:saved", { bubbles: true }));
  } else if (said.problem) {
    mark(said.problem);
  }
}

if (form?.dataset.autosave) {
  let timer = 0;
  let running = Promise.resolve();
  let leaving = false;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(() => (leaving ? null : save())).catch(() => {});
    }, PAUSE);
  });
  // A request that renews or sends the form carries the newest revision only after the last save has answered.
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  document.addEventListener("htmx:beforeRequest", () => clearTimeout(timer));
}

const earlier = document.querySelector("[data-earlier]");
if (earlier && form) {
  let asked = "";
  const look = async () => {
    const mobile = form.querySelector('[name="applicant.mobile"]')?.value.trim() ?? "";
    if (mobile === asked || mobile.length !== 10) return;
    asked = mobile;
    const address = `${earlier.dataset.earlier}?${new URLSearchParams({ "applicant.mobile": mobile })}`;
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) earlier.innerHTML = await answer.text();
  };
  form.addEventListener("input", (event) => {
    if (event.target.name === "applicant.mobile") look();
  });
  look();
}

// English name typed, Gurmukhi suggested: the person confirms by leaving it, or types another.
form?.addEventListener("change", async (event) => {
  const target = event.target.dataset.gurmukhi && document.getElementById(event.target.dataset.gurmukhi);
  if (!target || (target.value && target.dataset.suggested !== target.value)) return;
  const answer = await fetch(`/people/suggest?${new URLSearchParams({ name: event.target.value })}`);
  if (!answer.ok) return;
  const { suggestions } = await answer.json();
  if (!suggestions?.length || (target.value && target.dataset.suggested !== target.value)) return;
  target.value = target.dataset.suggested = suggestions[0];
  target.classList.add("suggested");
  target.dispatchEvent(new Event("input", { bubbles: true }));
});
form?.addEventListener("input", (event) => {
  if (event.target.dataset.suggested && event.target.value !== event.target.dataset.suggested) {
    event.target.classList.remove("suggested");
  }
});

for (const paper of document.querySelectorAll("[data-sends-at-once]")) {
  paper.addEventListener("change", () => paper.requestSubmit());
}

for (const once of document.querySelectorAll("[data-once]")) {
  once.addEventListener("submit", (event) => {
    if (once.dataset.sent) event.preventDefault();
    once.dataset.sent = "1";
  });
}

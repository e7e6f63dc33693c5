// Keeps what is typed: a moment after the last key, and at once when the window is left. The state always stands in
// sight. When another window was faster nothing is overwritten: the page says so and waits for the person.

const PAUSE = 1200;
const AGAIN = 5000;

export function startAutosave(form, { onKept }) {
  const place = document.querySelector("[data-saved-state]");
  const revision = form.elements.namedItem("_revision");
  let timer = 0;
  let typed = 0;
  let kept = 0;
  let running = null;
  let stopped = false;

  function say(words, tone = "") {
    place.textContent = words;
    place.classList.toggle("bad", tone === "bad");
    place.classList.toggle("waiting", tone === "waiting");
  }

  function sayOf(answer, told) {
    if (answer.redirected || !told) return say(place.dataset.signedOut, "bad");
    stopped = answer.status === 409;
    return say(told.problem ?? place.dataset.offline, "bad");
  }

  async function send(options = {}) {
    const upTo = typed;
    say(place.dataset.saving, "waiting");
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      ...options,
    });
    const told = await answer.json().catch(() => null);
    if (!answer.ok || !told?.revision) return sayOf(answer, told);
    revision.value = told.revision;
    kept = upTo;
    if (typed === upTo) {
      say(told.saved);
      form.dispatchEvent(new CustomEvent("sanjha:saved", { bubbles: true }));
    } else {
      say(place.dataset.waiting, "waiting");
    }
    return onKept(told);
  }

  function save(options) {
    if (stopped || kept === typed) return running;
    if (running) return running.then(() => save(options));
    running = send(options)
      .catch(() => {
        say(place.dataset.offline, "bad");
        later(AGAIN);
      })
      .finally(() => {
        running = null;
      });
    return running;
  }

  function later(pause = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  function changed() {
    typed += 1;
    if (stopped) return;
    say(place.dataset.waiting, "waiting");
    later();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  for (const outside of form.elements) {
    if (!form.contains(outside)) outside.addEventListener("input", changed);
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === document || form.contains(event.target)) changed();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && kept !== typed) save({ keepalive: true });
  });
  // The page carries the newest revision only when a save that is on its way has answered.
  document.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running || event.target !== form) return;
    event.preventDefault();
    running.finally(() => form.requestSubmit(event.submitter));
  });
  return { say };
}

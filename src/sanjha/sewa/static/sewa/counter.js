// The counter: keeps what is typed, finds people who were here before, takes papers, shows the hint of the field.
import { startAutosave } from "./autosave.js";

const form = document.getElementById("application");
const aside = document.querySelector("[data-aside]");
const earlier = document.querySelector("[data-earlier]");
const hintLine = document.querySelector("[data-hint-line]");

// Papers, fee and receipt as the server sees them now. What has the focus is left in peace.
function renew(told) {
  if (!aside || !told.aside) return;
  const focused = aside.contains(document.activeElement) ? document.activeElement.id : "";
  aside.innerHTML = told.aside;
  document.querySelector("[data-receipt]").innerHTML = told.receipt;
  for (const keyed of aside.querySelectorAll("[data-key]")) keyed.setAttribute("aria-keyshortcuts", keyed.dataset.key);
  if (focused) (document.getElementById(focused) ?? aside.querySelector("[data-take]"))?.focus();
}

const saving = form?.dataset.autosave ? startAutosave(form, { onKept: renew }) : null;

if (aside && form) {
  aside.addEventListener("change", async (event) => {
    const input = event.target.closest("[data-take]");
    if (!input?.files.length) return;
    const body = new FormData();
    body.set("document", input.dataset.take);
    body.set("file", input.files[0]);
    body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    const send = fetch(aside.dataset.papers, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const told = await send.then((answer) => answer.json()).catch(() => null);
    if (told?.aside) {
      renew(told);
      aside.querySelector('[data-key="F7"]')?.focus();
    }
    saving?.say(told?.saved ?? told?.problem ?? "", told?.saved ? "" : "bad");
  });
}

if (earlier && form) {
  let asked = "";
  const look = async () => {
    const mobile = (form.elements.namedItem("applicant.mobile")?.value ?? "").replaceAll(/\s/g, "");
    if (mobile === asked || mobile.length !== 10) return;
    asked = mobile;
    const address = `${earlier.dataset.earlier}?${new URLSearchParams({ "applicant.mobile": mobile })}`;
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) return;
    earlier.innerHTML = await answer.text();
    for (const keyed of earlier.querySelectorAll("[data-key]")) keyed.setAttribute("aria-keyshortcuts", keyed.dataset.key);
  };
  form.addEventListener("input", (event) => {
    if (event.target.name === "applicant.mobile") look().catch(() => {});
  });
  look().catch(() => {});
}

// The hint of the field that has the focus stands in one line below the form, so that the form stays short.
if (hintLine && form) {
  const usual = hintLine.textContent;
  const show = (field) => {
    if (field.name?.startsWith("add:")) {
      hintLine.textContent = form.dataset.adds;
      return;
    }
    const group = field.closest("fieldset[aria-describedby]");
    const ids = `${field.getAttribute("aria-describedby") ?? ""} ${group?.getAttribute("aria-describedby") ?? ""}`;
    const boxes = ids.split(" ").map((id) => id && document.getElementById(id));
    const asked = boxes.find((box) => box?.title);
    const words = boxes.filter(Boolean).map((box) => box.textContent.trim());
    hintLine.textContent = asked?.title || words.filter(Boolean).join(" ") || usual;
  };
  form.addEventListener("focusin", (event) => show(event.target));
  form.addEventListener("sanjha:suggested", (event) => {
    if (event.target === document.activeElement) show(event.target);
  });
}

for (const paper of document.querySelectorAll("[data-sends-at-once]")) {
  paper.addEventListener("change", () => paper.requestSubmit());
}

for (const once of document.querySelectorAll("[data-once]")) {
  once.addEventListener("submit", (event) => {
    if (once.dataset.sent) event.preventDefault();
    once.dataset.sent = "1";
  });
}

const network = document.querySelector("[data-network]");
if (network) {
  const on = network.textContent;
  const tell = () => {
    network.textContent = navigator.onLine ? on : `● ${network.dataset.off}`;
    network.classList.toggle("ok", navigator.onLine);
    network.classList.toggle("danger", !navigator.onLine);
  };
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
}

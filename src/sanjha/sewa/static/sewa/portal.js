// The citizen's form: an answer on which other questions depend renews them at once. Without this script a button does.
import { renew } from "./renew.js";

const body = document.querySelector("[data-form-body]");
const form = body?.closest("form");
let asked = 0;

form?.addEventListener("change", async (event) => {
  const part = event.target.closest("[hx-trigger=change]");
  if (!part) return;
  asked += 1;
  const mine = asked;
  const data = new FormData(form);
  data.set("refresh", "1");
  const answer = await fetch(part.getAttribute("hx-post"), { method: "POST", body: data }).catch(() => null);
  if (answer?.status === 200 && !answer.redirected && mine === asked) renew(body, await answer.text());
});

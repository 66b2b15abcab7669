// Feedback without leaving the page: the form is sent as it is, and its part taken from the page that comes back.
import { send } from "../sending.js";
import { say } from "./turn.js";

const t = document.getElementById("inhalt").dataset;

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-stay]");
  if (!form) return;
  event.preventDefault();
  const part = form.closest("[id]");
  try {
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const response = await send(form.action, { method: "POST", body });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const now = page.getElementById(part.id);
    part.replaceWith(now);
    const first = now.querySelector(".given, legend");
    first.focus({ preventScroll: true });
    say(first.firstChild.textContent.trim());
  } catch {
    say(t.notJudged);
    form.querySelector(".not-sent")?.remove();
    form.insertAdjacentHTML("beforeend", '<p class="not-sent"></p>');
    form.lastElementChild.textContent = t.notJudged;
  }
});

// The chat: takes the form over and follows the answer. Without this file the form still works.
import { copy } from "./copy.js";
import "./feedback.js";
import { choose, chosen, valuesOf } from "./filters.js";
import { Refused, asking, resuming } from "./following.js";
import { closePanel } from "./panel.js";
import { send } from "../sending.js";
import { refresh } from "./talks.js";
import { enhance, fail, newTurn, say, show, turnOf } from "./turn.js";
import { kept, toSignIn } from "./waiting.js";

const t = document.getElementById("inhalt").dataset;
const form = document.getElementById("eingabe");
const plain = document.getElementById("einfach"); // only where a chat model answers
const field = document.getElementById("frage");
const conversation = document.getElementById("gespraech");
const button = document.getElementById("senden");
const label = button.querySelector(".kern-label");
const turns = document.getElementById("runden");
const scroller = document.getElementById("verlauf");
const whole = document.getElementById("vollstaendig");
const LONG = 300; // letters of a question that was not taken
const WHOLE = "transferlotse.vollstaendig";

let running = null; // {id, gone}: the answer that is followed, and what ends the connection

function ask(question) {
  closePanel();
  // On a small screen the fields would hide the answer; the chips say what holds.
  document.getElementById("filter").open = false;
  document.getElementById("anfang")?.remove();
  document.getElementById("titel").className = "kern-sr-only";
  const turn = newTurn(question);
  toTop(turn.article);
  const asked = { question, filters: chosen(), conversation: conversation.value || null, plain_language: plain?.checked };
  follow(turn, null, (signal) => asking(asked, signal));
}

/** Show an answer to its end; `id` is null until the server has stored the question. */
async function follow(turn, id, begin) {
  const mine = { id, gone: new AbortController() };
  running = mine;
  label.textContent = t.stop;
  turn.article.setAttribute("aria-busy", "true");
  turn.steps.textContent = t.answering;
  turn.answer.hidden = whole.checked;
  say(t.answering);
  try {
    for await (const told of begin(mine.gone.signal)) {
      if (told.event === "turn" && !mine.id) stored(turn, mine, told.data);
      show(turn, told);
    }
  } catch (error) {
    if (mine.gone.signal.aborted) turn.steps.textContent = t.stopped;
    else fail(turn, error instanceof Refused ? error.message : mine.id ? t.lostLater : t.lost);
    if (error.status === 401) turn.outcome.querySelector("[data-detail]").append(" ", toSignIn(mine.id ? "" : turn.question, t.signIn));
    if (mine.gone.signal.aborted) say(t.stopped);
    else if (!mine.id && !field.value) field.value = turn.question;
    // The whole of it stands in the field.
    if (!mine.id && turn.question.length > LONG) turn.article.querySelector(".question").textContent = `${turn.question.slice(0, LONG)} …`;
  } finally {
    turn.article.removeAttribute("aria-busy");
    turn.answer.hidden = false;
    if (running === mine) {
      running = null;
      label.textContent = t.send;
    }
  }
}

/** From here on a reload finds the question and its answer again. */
function stored(turn, mine, told) {
  mine.id = turn.article.id = told.id;
  conversation.value = told.conversation;
  history.replaceState(null, "", `/fragen/${told.conversation}`);
  refresh(told.conversation);
}

/** The question at the top of the view; what came before stays above. */
function toTop(article) {
  turns.style.setProperty("--room", `${scroller.clientHeight + 2}px`);
  // Only the conversation is to move, unless the whole page is what scrolls.
  if (getComputedStyle(scroller).overflowY === "visible") article.scrollIntoView({ block: "start" });
  else scroller.scrollTop = article.offsetTop + 2;
}

async function stop() {
  const { id, gone } = running;
  if (!id) gone.abort();
  // The answer says itself that it was stopped, to everybody who follows it.
  else await send(`/api/v1/answers/${id}/stop`, { method: "POST" }).catch(() => say(t.lostLater));
}

// Not in "submit": the field is empty by now, and the browser would ask for a question instead.
button.addEventListener("click", (event) => {
  if (!running) return;
  event.preventDefault();
  stop();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = field.value.trim();
  if (!question) return;
  field.value = "";
  ask(question);
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!running) form.requestSubmit();
});

document.addEventListener("click", async (event) => {
  const question = event.target.closest("form[data-ask] button");
  const rephrase = event.target.closest("[data-rephrase]");
  const copier = event.target.closest("[data-copy]");
  if (question) {
    event.preventDefault();
    if (running) return;
    field.focus({ preventScroll: true });
    // What stands below an answer is asked as that was; what stands before all others as the composer says.
    if (question.closest(".turn")) choose(valuesOf(question.form));
    ask(question.value);
  }
  if (rephrase) {
    event.preventDefault();
    field.value = rephrase.dataset.rephrase;
    field.focus();
  }
  if (copier) {
    const done = await copy(copier.dataset.copy);
    copier.focus();
    say(done ? t.copied : t.copyFailed);
    copier.querySelector(".kern-label").textContent = done ? t.copied : t.copyFailed;
  }
});

whole.checked = localStorage.getItem(WHOLE) === "1";
whole.addEventListener("change", () => localStorage.setItem(WHOLE, whole.checked ? "1" : "0"));
document.getElementById("anzeige").hidden = false;
document.querySelector(".keys").hidden = false;
enhance(document);
field.value ||= kept();
if (!location.hash && turns.children.length > 1) toTop(turns.lastElementChild);
for (const article of turns.querySelectorAll("[data-running]")) {
  follow(turnOf(article), article.id, (signal) => resuming(article.id, signal));
}

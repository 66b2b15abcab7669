// The chat: takes the form over and streams the answer. Without this file the form still works.
import { copy } from "./copy.js";
import { closePanel } from "./panel.js";
import { events } from "./sse.js";

const t = document.getElementById("inhalt").dataset;
const form = document.getElementById("eingabe");
const field = document.getElementById("frage");
const button = document.getElementById("senden");
const label = button.querySelector(".kern-label");
const live = document.getElementById("ansage");
const turns = document.getElementById("runden");
const scroller = document.getElementById("verlauf");
const whole = document.getElementById("vollstaendig");
const WHOLE = "transferlotse.vollstaendig";

const REMEMBERED = 4; // turns that a follow-up question may lean on

let running = null;
let earlier = [];

async function ask(question) {
  const turn = begin(question);
  const stop = new AbortController();
  running = stop;
  label.textContent = t.stop;
  say(t.answering);
  let finished = false;
  try {
    const response = await fetch("/api/v1/questions", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ question, earlier }),
      signal: stop.signal,
    });
    if (!response.ok) {
      fail(turn, question, (await response.json()).detail);
      return;
    }
    for await (const { event, data } of events(response.body)) {
      finished ||= event === "done" || event === "error";
      if (event === "status") turn.steps.textContent = data.text;
      if (event === "block") place(turn, data);
      if (event === "done") finish(turn, data);
      if (event === "error") fail(turn, question, data.detail);
    }
    if (!finished) fail(turn, question, t.lost);
  } catch {
    if (stop.signal.aborted) halt(turn);
    else fail(turn, question, t.lost);
  } finally {
    turn.article.removeAttribute("aria-busy");
    turn.answer.hidden = false;
    running = null;
    label.textContent = t.send;
  }
}

/** A new turn, its question at the top of the view; what came before stays above. */
function begin(question) {
  closePanel();
  document.getElementById("anfang")?.remove();
  document.getElementById("titel").className = "kern-sr-only";
  document.querySelector(".new-question").hidden = false;
  const article = document.getElementById("runde").content.cloneNode(true).firstElementChild;
  article.querySelector(".question").textContent = question;
  article.setAttribute("aria-busy", "true");
  turns.append(article);
  turns.style.setProperty("--room", `${scroller.clientHeight + 2}px`);
  article.scrollIntoView({ block: "start" });
  const [steps, answer, outcome] = ["steps", "answer", "outcome"].map((name) => article.querySelector(`.${name}`));
  steps.textContent = t.answering;
  answer.hidden = whole.checked;
  return { article, steps, answer, outcome };
}

/** Block `index` of the answer is now this; the server's templates have escaped it. */
function place(turn, { index, html }) {
  while (turn.answer.children.length <= index) {
    const block = document.createElement("p");
    block.className = "text";
    turn.answer.append(block);
  }
  turn.answer.children[index].innerHTML = html;
}

function finish(turn, data) {
  const { understood, answer, citations } = data.answer;
  const documents = [...new Set(citations.map((citation) => citation.document_id))];
  earlier = [...earlier, { question: understood, documents, answer }].slice(-REMEMBERED);
  turn.steps.textContent = data.summary;
  turn.outcome.innerHTML = data.html;
  enhance(turn.outcome);
  say(data.announcement);
}

function halt(turn) {
  turn.steps.textContent = t.stopped;
  say(t.stopped);
}

function fail(turn, question, detail) {
  turn.steps.textContent = "";
  turn.outcome.replaceChildren(document.getElementById("misslungen").content.cloneNode(true));
  turn.outcome.querySelector("[data-detail]").textContent = detail;
  if (!field.value) field.value = question;
  say(detail);
}

function say(text) {
  live.textContent = text;
}

function enhance(part) {
  for (const copier of part.querySelectorAll("[data-copy]")) copier.hidden = false;
}

// Not in "submit": the field is empty by now, and the browser would ask for a question instead.
button.addEventListener("click", (event) => {
  if (!running) return;
  event.preventDefault();
  running.abort();
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
  const suggestion = event.target.closest(".suggestion");
  const copier = event.target.closest("[data-copy]");
  if (suggestion) {
    event.preventDefault();
    field.focus({ preventScroll: true });
    ask(suggestion.value);
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

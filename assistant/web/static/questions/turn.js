// One turn on the page: a question, the steps, the blocks of the answer as they come, the outcome.

const live = document.getElementById("ansage");

/** Tell screen readers; the answer itself is never streamed into a live region. */
export function say(text) {
  live.textContent = text;
}

/** A new turn at the end of the conversation. */
export function newTurn(question) {
  const article = document.getElementById("runde").content.cloneNode(true).firstElementChild;
  article.querySelector(".question").textContent = question;
  document.getElementById("runden").append(article);
  return turnOf(article);
}

/** The parts of a turn that stands on the page. */
export function turnOf(article) {
  const [steps, answer, outcome] = ["steps", "answer", "outcome"].map((name) => article.querySelector(`.${name}`));
  return { article, steps, answer, outcome, question: article.querySelector(".question").textContent };
}

/** Show an event; all HTML was made by the server's templates, which escape what came from documents. */
export function show(turn, { event, data }) {
  if (event === "status") turn.steps.textContent = data.text;
  if (event === "block") place(turn, data.index, data.html);
  if (event === "done" || event === "stopped" || event === "error") {
    data.blocks.forEach((html, index) => place(turn, index, html));
    // What the answer is in the end may be less than what was shown while it was made.
    while (turn.answer.children.length > data.blocks.length) turn.answer.lastElementChild.remove();
    turn.steps.textContent = data.summary;
    turn.outcome.innerHTML = data.html;
    enhance(turn.outcome);
    say(data.announcement);
  }
}

/** There is no answer, and the server has not said why. */
export function fail(turn, detail) {
  turn.steps.textContent = "";
  turn.outcome.replaceChildren(document.getElementById("misslungen").content.cloneNode(true));
  turn.outcome.querySelector("[data-detail]").textContent = detail;
  say(detail);
}

/** Show what needs a script. */
export function enhance(part) {
  for (const copier of part.querySelectorAll("[data-copy]")) copier.hidden = false;
}

function place({ answer }, index, html) {
  while (answer.children.length <= index) {
    const block = document.createElement("p");
    block.className = "text";
    answer.append(block);
  }
  if (answer.children[index].innerHTML !== html) answer.children[index].innerHTML = html;
}

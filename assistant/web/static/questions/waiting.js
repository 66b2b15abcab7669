// The session has ended while a question was typed: in this tab the question waits until one has signed in again.
const KEPT = "transferlotse.frage";

/** A link, called `name`, to signing in and back here; the question is kept meanwhile. */
export function toSignIn(question, name) {
  sessionStorage.setItem(KEPT, question);
  const link = document.createElement("a");
  link.className = "kern-link";
  link.href = `/anmelden?weiter=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = name;
  return link;
}

/** The question that was kept, or ''; it is given once. */
export function kept() {
  const question = sessionStorage.getItem(KEPT) ?? "";
  sessionStorage.removeItem(KEPT);
  return question;
}

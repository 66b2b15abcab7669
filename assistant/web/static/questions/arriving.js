// While documents are still being read: the start of the chat shows how far that is and what can be asked by now.
const EVERY = 3000; // milliseconds

async function look() {
  const start = document.getElementById("anfang");
  if (!start?.querySelector(".arriving")) return;
  try {
    const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    const now = page.getElementById("anfang");
    // A person who is about to press a button must not lose it.
    if (now && document.getElementById("anfang") && !start.matches(":focus-within, :active")) start.replaceWith(now);
  } catch {
    // The server is away for a moment; the next look will tell.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);

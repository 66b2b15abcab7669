// 'Meine Gespräche': a column on a wide screen, folded away on a narrow one.

const wide = matchMedia("(min-width: 1200px)");
const room = document.getElementById("gespraeche");
const list = document.getElementById("gespraeche-liste");

/** Show the list as it is now; whoever is about to use it must not lose it. */
export async function refresh(conversation) {
  try {
    const response = await fetch(`/gespraeche?aktuell=${conversation}`);
    if (!response.ok || list.matches(":focus-within")) return;
    const html = new DOMParser().parseFromString(await response.text(), "text/html");
    list.replaceChildren(...html.body.childNodes);
  } catch {
    // The next question brings it.
  }
}

function fit() {
  room.open = wide.matches;
}

wide.addEventListener("change", fit);
if (wide.matches) fit();

// The source panel: beside the chat on a wide screen, a modal sheet on a narrow one.

const wide = matchMedia("(min-width: 992px)");
const panel = document.getElementById("quelle");
const content = document.getElementById("quelle-inhalt");
let opener = null;

/** Show the source that a link leads to; when it cannot be fetched, follow the link instead. */
async function open(link) {
  const address = new URL(link.href);
  let html;
  try {
    const response = await fetch(`${address.pathname}/ausschnitt${address.search}`);
    if (!response.ok) throw new Error(response.status);
    html = await response.text();
  } catch {
    location.href = link.href;
    return;
  }
  // Made by the server's templates, which escape everything that came from a document.
  content.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  if (!panel.contains(link)) {
    mark(null);
    opener = link;
    mark("true");
  }
  show();
  panel.scrollTop = 0;
  document.getElementById("quelle-titel").focus({ preventScroll: true });
}

function show() {
  if (panel.open) return;
  if (wide.matches) {
    panel.show();
    return;
  }
  panel.showModal();
  // On a phone the way back closes the sheet and stays in the conversation.
  if (!history.state?.sheet) history.pushState({ sheet: true }, "");
}

addEventListener("popstate", () => panel.close());

function mark(value) {
  if (!opener) return;
  if (value) opener.setAttribute("aria-current", value);
  else opener.removeAttribute("aria-current");
}

/** Close the panel without moving the focus: the question that is being asked has it. */
export function closePanel() {
  mark(null);
  opener = null;
  panel.close();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-source]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});

document.getElementById("schliessen").addEventListener("click", () => panel.close());

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.open) {
    event.preventDefault();
    panel.close();
  }
});

panel.addEventListener("close", () => {
  if (history.state?.sheet) history.back();
  mark(null);
  if (opener?.isConnected) opener.focus();
  opener = null;
});

wide.addEventListener("change", () => {
  if (!panel.open) return;
  const back = opener;
  opener = null;
  if (history.state?.sheet) history.replaceState(null, "");
  panel.close();
  // The close event comes later and must not take the opener with it.
  panel.addEventListener("close", () => { opener = back; mark("true"); show(); }, { once: true });
});

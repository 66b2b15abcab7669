// What is on its way: looked at every two seconds while there is anything, and the holdings once they have changed.
import { send } from "../sending.js";

const EVERY = 2000;
const live = document.getElementById("ansage");
const part = () => document.getElementById("auftraege");
let timer = 0;
let seen = "";

/** Tell screen readers. */
export function say(text) {
  live.textContent = text;
}

/** Follow from now on, and take the buttons over, so that no upload is broken off by leaving the page. */
export function follow() {
  document.addEventListener("submit", act);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
  later();
}

/** Look at once. */
export async function refresh() {
  clearTimeout(timer);
  try {
    const response = await fetch("/dokumente/verarbeitung");
    if (response.ok) await show(await response.text());
  } catch {
    // The next look brings it.
  }
  later();
}

function later() {
  clearTimeout(timer);
  if (!document.hidden && part().dataset.open !== "0") timer = setTimeout(refresh, EVERY);
}

async function show(text) {
  const now = parse(text).getElementById("auftraege");
  const before = part();
  if (now.outerHTML === seen) return;
  seen = now.outerHTML;
  const { summary, state } = before.dataset;
  // Where whoever uses it is, and what is unfolded, stays.
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  for (const { id } of before.querySelectorAll("details[open]")) now.querySelector(`#${id}`)?.setAttribute("open", "");
  before.replaceWith(now);
  if (focused) (document.getElementById(focused.id) ?? document.getElementById("verarbeitung")).focus();
  if (now.dataset.summary !== summary) say(now.dataset.summary);
  if (now.dataset.state !== state) await showHoldings();
}

async function showHoldings() {
  const holdings = document.getElementById("bestand-teil");
  const response = await fetch(location.pathname + location.search);
  // A field that somebody types into, or a list that is being chosen from, is left alone.
  if (!response.ok || holdings.contains(document.activeElement)) return;
  const open = holdings.querySelector("details")?.open;
  const now = parse(await response.text()).getElementById("bestand-teil");
  if (open) now.querySelector("details")?.setAttribute("open", "");
  holdings.replaceWith(now);
}

/** Only the form's part changes, so that uploads go on. */
async function act(event) {
  if (!part().contains(event.target)) return;
  event.preventDefault();
  const { submitter, target } = event;
  try {
    await send(target.action, { method: "POST", body: new URLSearchParams(new FormData(target, submitter)), redirect: "manual" });
  } catch {
    // The line stays as it is.
  }
  refresh();
}

function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

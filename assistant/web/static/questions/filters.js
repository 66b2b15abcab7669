// The filters of the composer: what holds is shown as chips, each of which takes its filter away again.
import { say } from "./turn.js";

const list = document.getElementById("filter-liste");
const template = document.getElementById("filter-marke").content;
const fields = [...document.querySelectorAll("#eingabe [data-filter]")];
const titles = new Map(fields.map((field) => [field, shownChip(field)?.textContent.trim()]));

/** The filters that hold, by their keys. */
export function chosen() {
  return valuesOf(document.getElementById("eingabe"));
}

/** Those that a form of its own would send. */
export function valuesOf(form) {
  const set = [...form.querySelectorAll("[data-filter]")].filter((field) => field.value);
  return Object.fromEntries(set.map((field) => [field.dataset.filter, field.value]));
}

/** Let exactly these hold. */
export function choose(filters) {
  for (const field of fields) field.value = filters[field.dataset.filter] ?? "";
  draw();
}

function shownChip(field) {
  return list.querySelector(`[data-name="${field.name}"] span`);
}

function draw() {
  const set = fields.filter((field) => field.value);
  list.replaceChildren(...set.map((field) => {
    const chip = template.cloneNode(true).firstElementChild;
    const text = field.options ? `${field.dataset.label}: ${field.selectedOptions[0].text}` : titles.get(field);
    const link = chip.querySelector("a");
    chip.dataset.name = link.dataset.unfilter = field.name;
    chip.firstElementChild.textContent = text;
    link.setAttribute("aria-label", `${link.getAttribute("aria-label").trim()} ${text}`);
    return chip;
  }));
  list.hidden = !set.length;
}

document.getElementById("filter").addEventListener("change", draw);

list.addEventListener("click", (event) => {
  const link = event.target.closest("[data-unfilter]");
  if (!link) return;
  event.preventDefault();
  say(link.getAttribute("aria-label"));
  fields.find((field) => field.name === link.dataset.unfilter).value = "";
  draw();
  document.querySelector("#filter summary").focus();
});

// A reload must not keep what the page no longer says.
for (const field of fields) if (field.options) field.value = [...field.options].find((one) => one.defaultSelected)?.value ?? "";

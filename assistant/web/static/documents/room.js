// The room 'Dokumente': files are uploaded one by one, and what is on its way is followed. Works without this file too.
import { follow } from "./following.js";
import { take } from "./uploading.js";

const form = document.getElementById("hinzufuegen");
const field = document.getElementById("dateien");

document.getElementById("inhalt").classList.add("live-room");
form.classList.add("drop--live");
field.required = false;

field.addEventListener("change", () => {
  take([...field.files]);
  field.value = "";
});
form.addEventListener("submit", (event) => event.preventDefault());

for (const kind of ["dragenter", "dragover"]) {
  form.addEventListener(kind, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("drop--over");
  });
}
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) form.classList.remove("drop--over");
});
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("drop--over");
  const folders = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()?.isDirectory);
  take([...event.dataTransfer.files], folders);
});
// Beside the zone a file would open in place of this page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

follow();

// Files on their way to the server, one after the other, each with its line until the server has it.
import { learn, proof } from "../sending.js";
import { refresh, say } from "./following.js";

const t = document.getElementById("inhalt").dataset;
const list = document.getElementById("hochgeladen");
const waiting = [];
let running = null;

/** Upload files; a sidecar (name.yaml) goes with the file of its name. `folders` says which of them are folders. */
export function take(files, folders = []) {
  const sidecars = files.filter((file) => /\.ya?ml$/i.test(file.name) && files.some((other) => other !== file && stem(other) === stem(file)));
  // One name is one document: of two files that are on their way with the same name only the first is taken.
  const names = new Set([running, ...waiting].filter(Boolean).map((line) => line.file.name));
  files.forEach((file, index) => {
    if (sidecars.includes(file)) return;
    const line = newLine(file, sidecars.find((sidecar) => stem(sidecar) === stem(file)));
    if (folders[index]) fail(line, t.folder, false);
    else if (file.size > t.limit * 1e6) fail(line, t.tooLarge.replace("{name}", file.name).replace("{limit}", t.limit), false);
    else if (names.has(file.name)) fail(line, t.sameName.replace("{name}", file.name), false);
    else waiting.push(line);
    names.add(file.name);
  });
  next();
}

function stem(file) {
  return file.name.replace(/\.[^.]*$/, "");
}

function newLine(file, sidecar) {
  const item = document.getElementById("datei").content.cloneNode(true).firstElementChild;
  const [name, words] = item.querySelectorAll("p");
  const audience = document.getElementById("gruppen")?.value.trim();
  const line = { item, file, sidecar, audience, words, bar: item.querySelector("progress"), link: item.querySelector("a") };
  line.again = item.querySelector("[data-do=again]");
  line.drop = item.querySelector("[data-do=drop]");
  name.textContent = file.name;
  words.textContent = t.waits;
  line.bar.ariaLabel = file.name;
  call(line, line.again, line.again.textContent);
  call(line, line.drop, t.cancel);
  line.again.addEventListener("click", () => again(line));
  line.drop.addEventListener("click", () => drop(line));
  list.append(item);
  list.hidden = false;
  return line;
}

function call(line, button, name) {
  button.textContent = name;
  button.ariaLabel = t.of.replace("{action}", name).replace("{title}", line.file.name);
}

function next() {
  if (running || !waiting.length) return;
  running = waiting.shift();
  send(running);
}

function send(line) {
  const body = new FormData();
  body.append("file", line.file);
  if (line.sidecar) body.append("sidecar", line.sidecar);
  if (line.audience) body.append("audience", line.audience);
  const request = new XMLHttpRequest();
  line.request = request;
  line.words.textContent = t.uploading;
  request.upload.addEventListener("progress", (event) => {
    line.bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
  });
  request.addEventListener("load", () => {
    learn(request.getResponseHeader("x-csrf-token"));
    ended(line, request);
  });
  request.addEventListener("error", () => fail(line, t.broken));
  request.addEventListener("loadend", () => {
    if (running === line) running = null;
    next();
  });
  request.open("POST", "/api/v1/documents");
  for (const [name, value] of Object.entries(proof())) request.setRequestHeader(name, value);
  request.responseType = "json";
  request.send(body);
}

function ended(line, { status, response }) {
  if (status !== 202 || !response) {
    fail(line, response?.detail ?? t.broken);
    return;
  }
  const refused = response.ended.find((report) => report.outcome === "refused");
  const known = response.ended.find((report) => report.outcome === "unchanged");
  if (refused) fail(line, refused.reason, false);
  else if (known && !response.jobs.length) {
    finish(line, t.unchanged);
    line.link.href = `/dokumente/${known.document_id}`;
    line.link.hidden = false;
  } else remove(line);
  refresh();
}

/** It stays in view with the reason; what may succeed later can be tried again, for the file is still at hand. */
function fail(line, reason, may = true) {
  finish(line, reason);
  line.again.hidden = !may;
  say(`${line.file.name}: ${reason}`);
}

function finish(line, words) {
  line.words.textContent = words;
  line.bar.parentElement.hidden = true;
  call(line, line.drop, t.hide);
}

function again(line) {
  line.bar.parentElement.hidden = false;
  line.bar.value = 0;
  line.again.hidden = true;
  line.words.textContent = t.waits;
  call(line, line.drop, t.cancel);
  line.drop.focus();
  waiting.push(line);
  next();
}

function drop(line) {
  const index = waiting.indexOf(line);
  if (index >= 0) waiting.splice(index, 1);
  if (running === line) line.request.abort();
  remove(line);
  document.getElementById("verarbeitung").focus();
}

function remove(line) {
  const had = line.item.contains(document.activeElement);
  line.item.remove();
  list.hidden = !list.children.length;
  if (had) document.getElementById("verarbeitung").focus();
}

addEventListener("beforeunload", (event) => {
  if (running || waiting.length) event.preventDefault();
});

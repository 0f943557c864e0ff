// Wires the page: clicks, filters, views, shade, and what the other reviewers do.

import { say, trouble } from "./announce.js";
import { draggable } from "./drag.js";
import { gestures, look, undo, update } from "./gestures.js";
import "./keys.js";
import { visit } from "./patch.js";
import { select, settle, unselect } from "./selection.js";
import { page, who } from "./server.js";
import { open, shown } from "./sheet.js";

const POLL_MS = 1000;
const TYPING_MS = 200;
const YEAR_S = 31536000;

const board = document.getElementById("plateau");
const filters = document.getElementById("filtres");
const name = document.getElementById("qui");

async function go(address, record = "push") {
  try { await visit(address, { record }); } catch (error) { trouble(error); }
}

// Another view starts at its top; the queue is worked through with the sheet open.
async function change(address) {
  unselect();
  await go(address);
  board.scrollTop = 0;
  const card = board.querySelector(".carte");
  select(card, { quiet: true });
  if (card && (page.view === "file" || shown())) await open(card.id);
}

document.addEventListener("click", (event) => {
  const view = event.target.closest("nav a");
  if (view) {
    event.preventDefault();
    return change(view.getAttribute("href"));
  }
  const opener = event.target.closest("[data-fiche]");
  if (opener) return open(opener.dataset.fiche, { focus: true });
  const button = event.target.closest("button[data-geste]");
  if (button) {
    const id = button.dataset.cible ?? button.closest(".carte, tr")?.id;
    return gestures[button.dataset.geste](id, button.dataset.valeur)?.catch?.(trouble);
  }
  const card = event.target.closest(".carte, .tete[data-cle]");
  if (card) {
    select(card, { quiet: true });
    open(card.dataset.cle ?? card.id);
  }
});

document.addEventListener("change", (event) => {
  const choice = event.target.closest("select[data-geste]");
  if (choice) gestures[choice.dataset.geste](choice.dataset.cible ?? choice.closest("tr").id, choice.value);
});

board.addEventListener("choisi", (event) => { if (shown()) open(event.detail); });
board.addEventListener("redessine", draggable);

function filtered(record) {
  const asked = new URLSearchParams(new FormData(filters));
  for (const [field, value] of [...asked]) if (!value) asked.delete(field);
  return go(`/?${asked}`, record);
}

let typing = 0;
filters.addEventListener("change", (event) => { if (event.target.id !== "q") filtered(); });
filters.addEventListener("input", (event) => {
  if (event.target.id !== "q") return;
  clearTimeout(typing);
  // One step of the history for a search, not one for each letter.
  typing = setTimeout(() => filtered(location.search.includes("q=") ? "replace" : "push"), TYPING_MS);
});
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  filtered().then(() => select(board.querySelector(".carte")));
});
window.addEventListener("popstate", () => visit(location.pathname + location.search, { record: "" }));

document.getElementById("annuler").addEventListener("click", undo);
document.getElementById("documents").addEventListener("click", update);

document.getElementById("teinte").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.teinte === "sombre"
    || (root.dataset.teinte === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.teinte = dark ? "clair" : "sombre";
  document.cookie = `teinte=${root.dataset.teinte}; SameSite=Strict; Path=/; Max-Age=${YEAR_S}`;
});

name.value = localStorage.getItem("relecteur") ?? document.body.dataset.qui;
name.addEventListener("change", () => {
  name.value = who();
  localStorage.setItem("relecteur", name.value);
  say(`Vos corrections sont maintenant signées « ${name.value} ».`);
});

setInterval(() => { if (!document.hidden && !document.querySelector(".sortable-chosen")) look(); }, POLL_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });

settle();
draggable();

// Brings the page up to date with what the server answers: a few cards, or the whole board when columns changed.

import { say } from "./announce.js";
import { find, key, select, settle } from "./selection.js";
import { html } from "./server.js";
import { refresh } from "./sheet.js";

const body = document.body;
const board = document.getElementById("plateau");

function made(text) {
  const holder = document.createElement("template");
  holder.innerHTML = text.trim();
  return holder.content.firstElementChild;
}

export async function visit(address, { record = "push" } = {}) {
  const fresh = new DOMParser().parseFromString(await html(address), "text/html");
  const selected = key();
  const focused = board.contains(document.activeElement);
  const scroll = board.querySelector(".plateau")?.scrollLeft ?? 0;
  board.replaceChildren(...fresh.getElementById("plateau").childNodes);
  board.setAttribute("aria-label", fresh.getElementById("plateau").getAttribute("aria-label"));
  document.querySelector("nav .vues").replaceWith(fresh.querySelector("nav .vues"));
  document.getElementById("avancement").replaceChildren(...fresh.getElementById("avancement").childNodes);
  for (const field of document.querySelectorAll("#filtres [name]")) {
    if (field !== document.activeElement) field.value = fresh.querySelector(`#filtres [name=${field.name}]`).value;
  }
  document.getElementById("sans-filtre").href = fresh.getElementById("sans-filtre").getAttribute("href");
  Object.assign(body.dataset, fresh.body.dataset);
  const same = address === location.pathname + location.search;
  if (record) history[same || record === "replace" ? "replaceState" : "pushState"](null, "", address);
  if (board.firstElementChild) board.firstElementChild.scrollLeft = scroll;
  const again = selected && find(selected);
  if (again && board.contains(again)) select(again, { focus: focused, quiet: true });
  settle();
  board.dispatchEvent(new Event("redessine"));
}

function replaceCard(id, card) {
  const old = document.getElementById(id);
  if (!card) return old?.remove();
  const list = board.querySelector(`.cartes[data-cle="${card.theme}"]`) ?? old?.parentElement;
  if (!old && (!card.garder || isQueue())) return;
  const fresh = made(card.html);
  const chosen = old?.classList.contains("choisi");
  const focused = chosen && old === document.activeElement;
  if (old && (isQueue() || old.parentElement === list)) old.replaceWith(fresh);
  else {
    old?.remove();
    list?.prepend(fresh);
  }
  if (chosen) select(fresh, { focus: focused, quiet: true });
}

function isQueue() {
  return body.dataset.vue === "file";
}

function replaceHead(id, text) {
  const old = document.getElementById(`tete-${id}`);
  if (!old) return;
  const fresh = made(text);
  const chosen = old.classList.contains("choisi");
  const focused = old === document.activeElement;
  old.replaceWith(fresh);
  if (chosen) select(fresh, { focus: focused, quiet: true });
}

function count() {
  for (const column of board.querySelectorAll(".plateau:not(.file) .colonne[data-cle]")) {
    const cards = column.querySelectorAll(".carte");
    const settled = [...cards].filter((card) => card.dataset.etat !== "a-relire").length;
    column.querySelector(".compte").textContent = `${settled}/${cards.length}`;
  }
}

export async function apply(patch) {
  const changed = patch.version !== Number(body.dataset.version) || patch.boot !== body.dataset.boot;
  if (patch.recharger) await visit(location.pathname + location.search);
  else if (changed) {
    body.dataset.version = patch.version;
    for (const [id, card] of Object.entries(patch.cartes)) replaceCard(id, card);
    for (const [id, text] of Object.entries(patch.tetes)) replaceHead(id, text);
    count();
    settle();
    document.getElementById("avancement").innerHTML = patch.avancement;
  }
  if (patch.nouvelles.length) say(patch.nouvelles.slice(-3).join(" "));
  if (patch.dit) say(patch.dit.texte, patch.dit.bien);
  if (changed) await refresh(patch.recharger ? null : patch.changes);
}

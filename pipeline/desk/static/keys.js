// The keyboard: every gesture of the mouse has its key.

import { trouble } from "./announce.js";
import { decisions, gestures, undo } from "./gestures.js";
import { key, select, sideways, step, first } from "./selection.js";
import { close, open, shown } from "./sheet.js";

const help = document.getElementById("raccourcis");
const letters = document.getElementById("lettres");
const VIEWS = ["colonnes", "liste", "file", "locuteurs", "journal"];

function target() {
  const id = key() ?? shown();
  return id === "hors-theme" ? null : id;
}

function on(gesture) {
  return async () => {
    const id = target();
    try { if (id) await gestures[gesture](id); } catch (error) { trouble(error); }
  };
}

function decide(gesture) {
  return () => decisions[gesture](target);
}

function view(number) {
  document.querySelector(`nav a[data-vue="${VIEWS[number - 1]}"]`).click();
}

const LETTERS = {
  j: () => step(true),
  k: () => step(false),
  h: () => sideways(false),
  l: () => sideways(true),
  a: decide("accepter"),
  r: decide("rejeter"),
  x: decide("rouvrir"),
  e: on("corriger"),
  m: on("déplacer"),
  f: on("joindre"),
  n: on("scinder"),
  d: on("doublon"),
  o: on("ordonner"),
  K: on("avancer"),
  J: on("reculer"),
  v: on("voir"),
  c: on("commenter"),
  u: () => undo(),
  "/": () => document.getElementById("q").focus(),
  "?": () => help.showModal(),
};
for (let number = 1; number <= VIEWS.length; number += 1) LETTERS[number] = () => view(number);

const ARROWS = {
  ArrowDown: () => step(true),
  ArrowUp: () => step(false),
  ArrowLeft: () => sideways(false),
  ArrowRight: () => sideways(true),
};

const WALKING = new Set(["j", "k", "h", "l", ...Object.keys(ARROWS)]);

function writing(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const here = event.target;
  if (event.key === "Escape") {
    if (writing(here)) here.blur();
    else if (shown()) close();
    return;
  }
  if (writing(here)) return;
  const onBoard = here.matches(".carte, .tete") || here === document.body || here.id === "plateau";
  let act = letters.checked ? LETTERS[event.key] : undefined;
  if (!act && onBoard) act = ARROWS[event.key];
  if (!act && here.matches(".carte, .tete") && event.key === "Enter") act = () => open(key(), { focus: true });
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || WALKING.has(event.key)) act(); // a key held down walks; it decides once
});

letters.checked = localStorage.getItem("lettres") !== "non";
letters.addEventListener("change", () => localStorage.setItem("lettres", letters.checked ? "oui" : "non"));
document.getElementById("aide").addEventListener("click", () => help.showModal());
document.querySelector(".saut").addEventListener("click", (event) => {
  event.preventDefault();
  select(first());
});

// The gestures: each asks what it needs, sends one correction, then shows what became of it.

import { say, trouble } from "./announce.js";
import { choose, write } from "./dialogs.js";
import { apply } from "./patch.js";
import { find, key, next } from "./selection.js";
import { json, post, signed, state } from "./server.js";
import { firstConversation, conversation, open, shown } from "./sheet.js";

let waiting = Promise.resolve();

// One after the other: the second sees what the first changed. Tells whether it went through.
function inTurn(work) {
  waiting = waiting.then(work).then(() => true, async (error) => {
    trouble(error);
    if (error.message) await state().then(apply).catch(trouble);
    return false;
  });
  return waiting;
}

async function record(action, target, more) {
  await apply(await post("/geste", signed({ action, target, ...more })));
}

export function send(action, target, more = {}) {
  return inTurn(() => record(action, target, more));
}

export function undo() {
  return inTurn(async () => apply(await post("/annuler", signed({}))));
}

export function update() {
  const button = document.getElementById("documents");
  button.disabled = true;
  say("Mise à jour des documents…");
  return inTurn(async () => {
    const done = await post("/documents");
    say([done.texte, ...done.fichiers].join("\n"));
    await apply(await state());
  }).finally(() => { button.disabled = false; });
}

export function look() {
  return inTurn(async () => apply(await state()));
}

// `which` gives the id when the turn comes: « a » pressed twice accepts two cards, not one twice.
function decide(status, which) {
  return inTurn(async () => {
    const id = which();
    if (!id) return;
    const advance = status !== "à relire" && find(id)?.classList.contains("choisi");
    const followed = shown() === id;
    await record("décider", id, { status });
    if (!advance) return;
    next();
    const there = key();
    if (followed && there !== id) await open(there);
  });
}

// What could not be saved is given back to its author, who can copy it or try again.
async function written(action, title, id, value) {
  let text = await write(title, value);
  while (text !== null && !(await send(action, id, { text }))) {
    text = await write(`${title} (pas enregistré)`, undefined, text);
  }
}

async function move(id) {
  const chosen = await choose("Déplacer vers quel thème ?", `/choix/themes/${id}`);
  if (chosen) await send("déplacer", id, { theme: chosen.key || null });
}

async function join(id, other) {
  const chosen = other ? { key: other } : await choose("Joindre à quelle proposition ? Elle sera absorbée par celle-ci.", `/choix/propositions/${id}`);
  if (chosen) await send("joindre", id, { others: [chosen.key] });
}

async function merge(id) {
  const chosen = await choose("Fusionner avec quel thème ? Il gardera son libellé.", `/choix/themes/${id}`);
  if (chosen) await send("fusionner", id, { theme: chosen.key });
}

// Where to: just after what is chosen, or first of all.
async function order(id) {
  if (id[0] === "e") return;
  const chosen = await choose("Placer juste après…", `/choix/ordre/${id}`);
  if (chosen) await send("ordonner", id, chosen.key ? { after: chosen.key } : { before: await firstBeside(id) });
}

async function firstBeside(id) {
  const [, first] = await json(`/choix/ordre/${id}`);
  return first.key;
}

// One place up or down among the cards of the column; left or right among the themes.
function shift(id, forward) {
  const here = find(id)?.closest(id[0] === "t" ? ".colonne" : ".carte");
  const there = here?.[forward ? "nextElementSibling" : "previousElementSibling"];
  const other = there?.dataset.cle ?? there?.id;
  if (id[0] === "e" || !/^[pt]-/.test(other ?? "")) return;
  return send("ordonner", id, { [forward ? "after" : "before"]: other });
}

async function duplicate(id) {
  if (id[0] === "t") return;
  const title = "De quoi est-ce le doublon ? Il reste tracé et compte avec l’autre.";
  const chosen = await choose(title, `/choix/${id[0] === "p" ? "propositions" : "enonces"}/${id}`);
  if (chosen) await send("doublon", id, { into: chosen.key });
}

async function split(id) {
  if (id[0] === "t") return;
  const data = from(id, "scinder");
  const text = await write("Libellé du nouveau thème, qui reçoit les passages de cette carte");
  const { theme, passages } = await data;
  const others = passages.split(" ");
  if (text) await send("scinder", theme || others[0], { text, others });
}

async function retype(id) {
  const types = ["constat", "frein", "levier", "proposition", "question"].map((label) => ({ key: label, label, detail: "" }));
  const chosen = await choose("Quel type d’énoncé ?", types);
  if (chosen) await send("retyper", id, { type: chosen.key });
}

// What the sheet holds for a gesture (the present value, the passages); the sheet is opened for it.
async function from(id, gesture) {
  if (shown() !== id) await open(id);
  return document.querySelector(`#fiche [data-geste="${gesture}"][data-cible="${id}"]`)?.dataset ?? {};
}

function value(id, gesture) {
  return from(id, gesture).then((data) => data.valeur ?? "");
}

function edit(id) {
  if (id[0] === "p") return written("titrer", "Titre de la proposition", id, value(id, "titrer"));
  if (id[0] === "t") return written("renommer", "Libellé du thème", id, value(id, "renommer"));
  return retype(id);
}

export const gestures = {
  accepter: (id) => decide("accepté", () => id),
  rejeter: (id) => decide("rejeté", () => id),
  rouvrir: (id) => decide("à relire", () => id),
  titrer: edit,
  renommer: edit,
  corriger: edit,
  décrire: (id) => written("décrire", "Ce que le thème recouvre, en une phrase", id, value(id, "décrire")),
  déplacer: (id) => (id[0] === "t" ? undefined : move(id)),
  joindre: (id, other) => (id[0] === "t" ? merge(id) : id[0] === "p" ? join(id, other) : undefined),
  fusionner: merge,
  scinder: split,
  détacher: (id) => send("détacher", id),
  ordonner: order,
  avancer: (id) => shift(id, false),
  reculer: (id) => shift(id, true),
  doublon: duplicate,
  dédoubler: (id) => send("doublon", id),
  retyper: (id, type) => send("retyper", id, { type }),
  commenter: (id) => written("commenter", "Commentaire", id),
  nommer: (id, name) => written("identifier", "Nom du locuteur", id, Promise.resolve(name)),
  role: (id, role) => send("identifier", id, { role }),
  voir: async (id) => {
    if (shown() !== id) await open(id);
    const button = firstConversation();
    if (button) await conversation(button);
    button?.closest(".citation").scrollIntoView({ block: "start" });
  },
};

export const decisions = {
  accepter: (which) => decide("accepté", which),
  rejeter: (which) => decide("rejeté", which),
  rouvrir: (which) => decide("à relire", which),
};

// The gestures: each asks what it needs, sends one correction, then shows what became of it.

import { say } from "./announce.js";
import { choose, write } from "./dialogs.js";
import { apply } from "./patch.js";
import { next, find } from "./selection.js";
import { post, signed, state } from "./server.js";
import { firstConversation, conversation, open, shown } from "./sheet.js";

let waiting = Promise.resolve();

// One after the other: the second sees what the first changed.
function inTurn(work) {
  waiting = waiting.then(work).catch(async (error) => {
    say(error.message, false);
    try { await apply(await state()); } catch { /* the alarm is already shown */ }
  });
  return waiting;
}

export function send(action, target, more = {}) {
  return inTurn(async () => apply(await post("/geste", signed({ action, target, ...more }))));
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

async function decide(status, id) {
  const advance = status !== "à relire" && find(id)?.classList.contains("choisi");
  await send("décider", id, { status });
  if (!advance || find(id)?.dataset.etat === "a-relire") return;
  const followed = shown() === id;
  next();
  const there = document.querySelector("#plateau .choisi");
  if (followed && there && there.id !== id) await open(there.id);
}

async function written(action, title, id, value) {
  const text = await write(title, value);
  if (text !== null && text !== value) await send(action, id, { text });
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

async function split(theme, passages) {
  const text = await write("Libellé du nouveau thème, qui reçoit les passages de cette carte");
  if (text) await send("scinder", theme || passages[0], { text, others: passages });
}

async function retype(id) {
  const select = document.querySelector(`select[data-geste=retyper][data-cible="${id}"]`);
  if (!select) await open(id);
  document.querySelector(`select[data-geste=retyper][data-cible="${id}"]`)?.focus();
}

function edit(id, value) {
  if (id[0] === "p") return written("titrer", "Titre de la proposition", id, value);
  if (id[0] === "t") return written("renommer", "Libellé du thème", id, value);
  return retype(id);
}

// What is written in the sheet for a gesture (its present value, its passages); the sheet is opened for it.
async function from(id, gesture) {
  if (shown() !== id) await open(id);
  return document.querySelector(`#fiche [data-geste="${gesture}"][data-cible="${id}"]`)?.dataset ?? {};
}

export const gestures = {
  accepter: (id) => decide("accepté", id),
  rejeter: (id) => decide("rejeté", id),
  rouvrir: (id) => decide("à relire", id),
  corriger: async (id) => edit(id, (await from(id, id[0] === "t" ? "renommer" : "titrer")).valeur),
  titrer: (id, value) => edit(id, value),
  renommer: (id, value) => edit(id, value),
  décrire: (id, value) => written("décrire", "Ce que le thème recouvre, en une phrase", id, value),
  déplacer: (id) => (id[0] === "t" ? undefined : move(id)),
  joindre: (id, other) => (id[0] === "t" ? merge(id) : id[0] === "p" ? join(id, other) : undefined),
  fusionner: (id) => merge(id),
  scinder: async (id) => {
    const data = await from(id, "scinder");
    if (data.passages) await split(data.theme, data.passages.split(" "));
  },
  détacher: (id) => send("détacher", id),
  retyper: (id, type) => send("retyper", id, { type }),
  ordonner: (id, before) => send("ordonner", id, { theme: before || null }),
  commenter: (id) => written("commenter", "Commentaire", id, ""),
  nommer: (id, value) => written("identifier", "Nom du locuteur", id, value),
  role: (id, role) => send("identifier", id, { role }),
  voir: async (id) => {
    if (shown() !== id) await open(id);
    const button = firstConversation();
    if (button) await conversation(button);
    button?.closest(".citation").scrollIntoView({ block: "start" });
  },
};

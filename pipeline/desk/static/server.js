// Talks to the server. Whatever the page asks carries who asks and the state that the page shows.

import { alarm, calm } from "./announce.js";

export const page = {
  get boot() { return document.body.dataset.boot; },
  get version() { return Number(document.body.dataset.version); },
  get view() { return document.body.dataset.vue; },
};

export function who() {
  return document.getElementById("qui").value.trim() || document.body.dataset.qui;
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    alarm("Le serveur ne répond plus. Les corrections déjà confirmées sont enregistrées ; relancez « synthese review » et ouvrez l’adresse qu’il affiche.");
    throw new Error(""); // the alarm says it all
  }
  if (answer.status === 403) { // another server answers here: the page's token is not its own
    alarm("Le serveur a été relancé. Les corrections déjà confirmées sont enregistrées ; ouvrez la nouvelle adresse que « synthese review » affiche dans le terminal.");
    throw new Error("");
  }
  calm();
  if (answer.ok) return answer;
  const text = await answer.text();
  let said = text;
  try { said = JSON.parse(text).erreur ?? text; } catch { /* a plain sentence */ }
  throw new Error(said || "Le serveur a rencontré une erreur ; la correction n’est pas enregistrée.");
}

export async function html(path) {
  return (await call(path)).text();
}

export async function json(path) {
  return (await call(path)).json();
}

export async function post(path, body = {}) {
  const answer = await call(path + location.search, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
}

export function signed(body) {
  return { ...body, who: who(), boot: page.boot, version: page.version };
}

export function state() {
  const asked = new URLSearchParams(location.search);
  asked.set("boot", page.boot);
  asked.set("version", page.version);
  asked.set("qui", who());
  return json(`/etat?${asked}`);
}

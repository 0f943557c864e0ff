// Two questions: choose in a list, write a text. Each returns a promise; null when the reviewer gave up.

import { json } from "./server.js";

const chooser = document.getElementById("choisir");
const query = document.getElementById("choisir-q");
const list = document.getElementById("choisir-liste");
const writer = document.getElementById("ecrire");
const text = document.getElementById("ecrire-texte");
let giveBack = () => {};
let source = "";
let asked = 0;

function option(choice, at) {
  const line = document.createElement("li");
  line.id = `choix-${at}`;
  line.setAttribute("role", "option");
  line.dataset.cle = choice.key;
  line.append(choice.label);
  const detail = document.createElement("span");
  detail.className = "faits";
  detail.textContent = ` ${choice.detail}`;
  line.append(detail);
  return line;
}

function mark(line) {
  for (const one of list.children) one.setAttribute("aria-selected", one === line);
  query.setAttribute("aria-activedescendant", line?.id ?? "");
  line?.scrollIntoView({ block: "nearest" });
}

function marked() {
  return list.querySelector("[aria-selected=true]");
}

async function fill() {
  const mine = ++asked;
  const found = await json(`${source}?q=${encodeURIComponent(query.value)}`);
  if (mine !== asked) return; // a later answer is already there
  list.replaceChildren(...found.map(option));
  mark(list.firstElementChild);
}

export async function choose(title, path) {
  document.getElementById("choisir-titre").textContent = title;
  source = path;
  query.value = "";
  await fill();
  chooser.returnValue = "";
  chooser.showModal();
  query.focus();
  return new Promise((resolve) => { giveBack = resolve; });
}

function pick(line) {
  if (!line) return;
  const chosen = { key: line.dataset.cle, label: line.firstChild.textContent };
  const done = giveBack;
  giveBack = () => {};
  chooser.close();
  done(chosen);
}

query.addEventListener("input", fill);
query.addEventListener("keydown", (event) => {
  const moves = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };
  if (moves[event.key]) {
    event.preventDefault();
    mark(marked()?.[moves[event.key]] ?? marked());
  } else if (event.key === "Enter") {
    event.preventDefault();
    pick(marked());
  }
});
list.addEventListener("click", (event) => pick(event.target.closest("[role=option]")));
chooser.addEventListener("close", () => giveBack(null));

export function write(title, value = "") {
  writer.querySelector("label").textContent = title;
  text.value = value;
  writer.returnValue = "";
  writer.showModal();
  text.focus();
  text.select();
  return new Promise((resolve) => {
    writer.addEventListener("close", () => resolve(writer.returnValue === "oui" ? text.value.trim() || null : null), { once: true });
  });
}

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (text.reportValidity()) writer.close("oui");
});

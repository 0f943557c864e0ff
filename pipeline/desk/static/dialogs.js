// Two questions: choose in a list, write a text. Each returns a promise; null when the reviewer gave up.
// A dialog opens at once and is filled afterwards: what a fast reviewer types must land in it.

import { json } from "./server.js";

const chooser = document.getElementById("choisir");
const query = document.getElementById("choisir-q");
const list = document.getElementById("choisir-liste");
const writer = document.getElementById("ecrire");
const text = document.getElementById("ecrire-texte");
let giveBack = () => {};
let source = "";
let fixed = null;
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

function among(choices) {
  const wanted = query.value.toLowerCase();
  return choices.filter((choice) => choice.label.toLowerCase().startsWith(wanted));
}

async function fill() {
  const mine = ++asked;
  const found = fixed ? among(fixed) : await json(`${source}?q=${encodeURIComponent(query.value)}`);
  if (mine !== asked) return; // a later answer is already there
  list.replaceChildren(...found.map(option));
  mark(list.firstElementChild);
}

// `choices`: where to ask for them, or the few there are.
export function choose(title, choices) {
  document.getElementById("choisir-titre").textContent = title;
  [source, fixed] = Array.isArray(choices) ? ["", choices] : [choices, null];
  query.value = "";
  list.replaceChildren();
  chooser.showModal();
  query.focus();
  return new Promise((resolve, reject) => {
    giveBack = resolve;
    fill().catch((error) => { giveBack = () => {}; chooser.close(); reject(error); });
  });
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
    fill().then(() => pick(marked())); // what was just typed counts
  }
});
list.addEventListener("click", (event) => pick(event.target.closest("[role=option]")));
chooser.addEventListener("close", () => giveBack(null));

// `value`: a promise of what stands there now; it does not overwrite what was typed before it came.
// `draft`: what was typed already.
export async function write(title, value = Promise.resolve(""), draft = "") {
  writer.querySelector("label").textContent = title;
  text.value = draft;
  writer.returnValue = "";
  writer.showModal();
  text.focus();
  const closed = new Promise((resolve) => writer.addEventListener("close", resolve, { once: true }));
  const before = await value;
  if (!text.value) {
    text.value = before;
    text.select();
  }
  await closed;
  const written = text.value.trim();
  return writer.returnValue === "oui" && written && written !== before ? written : null;
}

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (text.reportValidity()) writer.close("oui");
});

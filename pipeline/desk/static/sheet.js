// The sheet on the right: a proposition, a statement or a theme, and its verbatims in their conversation.

import { trouble } from "./announce.js";
import { find } from "./selection.js";
import { html } from "./server.js";

const sheet = document.getElementById("fiche");
const content = document.getElementById("fiche-corps");
const STEP = 6;

export function shown() {
  return sheet.hidden ? null : content.firstElementChild?.dataset.cle ?? null;
}

export async function open(id, { focus = false } = {}) {
  if (!id || !/^[pet]-/.test(id)) return;
  try {
    content.innerHTML = await html(`/fiche/${id}`);
  } catch (error) {
    close();
    return trouble(error);
  }
  sheet.hidden = false;
  sheet.scrollTop = 0;
  if (focus) content.querySelector("h2")?.focus();
}

export function close() {
  const id = shown();
  const inside = sheet.contains(document.activeElement);
  sheet.hidden = true;
  content.replaceChildren();
  if (inside && id) find(id)?.focus();
}

// Draws the sheet again when what it shows, or something quoted in it, changed; what was unrolled stays unrolled.
export async function refresh(changed) {
  const id = shown();
  if (!id) return;
  const related = changed === null || changed.some((one) => one === id || document.getElementById(`c-${one}`));
  if (!related) return;
  const unrolled = [...content.querySelectorAll("[data-conversation][aria-expanded=true]")].map((one) => one.dataset.conversation);
  const place = sheet.scrollTop;
  const focused = content.contains(document.activeElement);
  await open(id);
  for (const one of unrolled) {
    const button = content.querySelector(`[data-conversation="${one}"]`);
    if (button) await unroll(button, 3, 3);
  }
  sheet.scrollTop = place;
  if (focused && shown()) content.querySelector("h2")?.focus({ preventScroll: true });
}

function holder(button) {
  return button.closest(".citation").querySelector(".conversation");
}

async function unroll(button, before, after) {
  const place = holder(button);
  place.innerHTML = await html(`/conversation/${button.dataset.conversation}?avant=${before}&apres=${after}`);
  Object.assign(place.dataset, { avant: before, apres: after });
  place.hidden = false;
  button.setAttribute("aria-expanded", "true");
}

export async function conversation(button) {
  if (button.getAttribute("aria-expanded") === "true") {
    holder(button).hidden = true;
    return button.setAttribute("aria-expanded", "false");
  }
  return unroll(button, 3, 3);
}

export function firstConversation() {
  return content.querySelector("[data-conversation]");
}

content.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-conversation]");
  if (opener) return conversation(opener);
  const more = event.target.closest("[data-plus]");
  if (!more) return;
  const place = more.closest(".conversation");
  const add = { avant: 0, apres: 0, [more.dataset.plus]: STEP };
  const button = place.closest(".citation").querySelector("[data-conversation]");
  unroll(button, Number(place.dataset.avant) + add.avant, Number(place.dataset.apres) + add.apres);
});

document.getElementById("fermer").addEventListener("click", close);

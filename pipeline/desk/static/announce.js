// Says things: confirmations politely, troubles at once. Both are read out by a screen reader.

const gentle = document.getElementById("annonce");
const loud = document.getElementById("alerte");
const SHOWN_MS = 7000;
let timer = 0;

export function say(text, well = true) {
  gentle.textContent = text;
  gentle.classList.toggle("attention", !well);
  gentle.classList.add("visible");
  clearTimeout(timer);
  timer = setTimeout(() => gentle.classList.remove("visible"), well ? SHOWN_MS : 2 * SHOWN_MS);
}

export function trouble(error) {
  if (error.message) say(error.message, false);
}

export function alarm(text) {
  if (loud.textContent !== text) loud.textContent = text;
  loud.classList.add("visible");
}

export function calm() {
  loud.textContent = "";
  loud.classList.remove("visible");
}

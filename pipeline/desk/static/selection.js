// Which card or column head is selected, and how the arrows walk.

const board = document.getElementById("plateau");

export function current() {
  return board.querySelector(".choisi");
}

export function key(element = current()) {
  if (!element) return null;
  return element.classList.contains("tete") ? element.dataset.cle ?? null : element.id;
}

export function find(id) {
  return document.getElementById(id) ?? document.getElementById(`tete-${id}`);
}

export function select(element, { focus = true, quiet = false } = {}) {
  if (!element) return;
  const before = current();
  if (before && before !== element) {
    before.classList.remove("choisi");
    before.tabIndex = -1;
  }
  element.classList.add("choisi");
  element.tabIndex = 0;
  if (focus) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  if (!quiet) board.dispatchEvent(new CustomEvent("choisi", { detail: key(element) }));
}

export function unselect() {
  current()?.classList.remove("choisi");
}

function column(element) {
  return element.closest(".colonne");
}

function walk(inside) {
  return [...inside.querySelectorAll(".tete, .carte")];
}

export function step(down) {
  const here = current();
  if (!here) return select(first());
  const line = walk(column(here));
  select(line[line.indexOf(here) + (down ? 1 : -1)]);
}

export function sideways(right) {
  const here = current();
  if (!here) return select(first());
  const columns = [...board.querySelectorAll(".colonne[data-cle]")];
  const there = columns[columns.indexOf(column(here)) + (right ? 1 : -1)];
  if (!there) return;
  const at = walk(column(here)).indexOf(here);
  const line = walk(there);
  select(line[Math.min(at, line.length - 1)]);
}

export function first() {
  return board.querySelector(".carte") ?? board.querySelector(".tete");
}

// After a decision: the next card that nobody looked at, below, else above.
export function next() {
  const here = current();
  if (!here?.classList.contains("carte")) return;
  const line = walk(column(here)).filter((one) => one.classList.contains("carte"));
  const at = line.indexOf(here);
  const waiting = (one) => one.dataset.etat === "a-relire";
  select(line.slice(at + 1).find(waiting) ?? line.slice(0, at).find(waiting) ?? here);
}

// One element of the board is reachable by Tab, whichever is selected or comes first.
export function settle() {
  if (!current() && first()) first().tabIndex = 0;
}

board.addEventListener("focusin", (event) => {
  const element = event.target.closest(".carte, .tete");
  if (element && element !== current()) select(element, { focus: false });
});

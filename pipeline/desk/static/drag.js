// Cards dragged from a theme to another, or within theirs: the card is already there, the correction follows.

import { send } from "./gestures.js";

/* global Sortable */

let sortables = [];

export function draggable() {
  for (const one of sortables) one.destroy();
  const lists = document.querySelectorAll(".plateau.colonnes .cartes, .plateau.liste .cartes");
  sortables = [...lists].map((list) => new Sortable(list, {
    group: "themes",
    // Propositions can be put in order within their theme; statements stand in the order of their support.
    sort: list.querySelector(".carte")?.id.startsWith("p-") ?? true,
    draggable: ".carte",
    filter: "button",
    preventOnFilter: false,
    delay: 150,
    delayOnTouchOnly: true,
    scrollSensitivity: 80,
    onEnd: dropped,
  }));
}

function dropped(event) {
  const { from, to, item } = event;
  if (from === to) return reordered(event);
  const theme = to.dataset.cle;
  send("déplacer", item.id, { theme: theme === "hors-theme" ? null : theme });
}

function reordered({ item, oldIndex, newIndex }) {
  if (oldIndex === newIndex) return;
  const [after, before] = [item.previousElementSibling, item.nextElementSibling].map((one) => one?.id ?? null);
  send("ordonner", item.id, { after, before });
}

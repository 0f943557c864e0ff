// Cards dragged from a theme to another: the card is already there, the correction follows.

import { send } from "./gestures.js";

/* global Sortable */

let sortables = [];

export function draggable() {
  for (const one of sortables) one.destroy();
  const lists = document.querySelectorAll(".plateau.colonnes .cartes, .plateau.liste .cartes");
  sortables = [...lists].map((list) => new Sortable(list, {
    group: "themes",
    sort: false,
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
  if (from === to) return;
  const theme = to.dataset.cle;
  send("déplacer", item.id, { theme: theme === "hors-theme" ? null : theme });
}

// Draws cards by the platform that they were sent on: each brings its own card.js and card.css.

import { h } from "./dom.js";

const painters = {};

export async function learnCards(platforms) {
  await Promise.all(platforms.filter((each) => !painters[each]).map(load));
}

async function load(platform) {
  const folder = `/platforms/${encodeURIComponent(platform)}`;
  const { card } = await import(`${folder}/card.js`);
  document.head.append(h("link", { rel: "stylesheet", href: `${folder}/card.css` }));
  painters[platform] = card;
}

// press(place, button): the place-th button of the card was pressed. copied(text): a draft should be copied.
export function draw(letter, scene) {
  return letter.card ? painters[letter.platform](letter.card, scene) : h("p", { class: "bubble" }, letter.text);
}

// The middle pane: what the bot wrote to one person, as their Feishu shows it.

import { card } from "./card.js";
import { avatar, fill, h, name } from "./dom.js";
import { state } from "./people.js";
import { checkName, t, whenInFull } from "./words.js";

export function showInbox(pane, person, { bot, press, copied, subject, choose, back }) {
  if (!person) {
    fill(pane, h("p", { class: "empty" }, t("hint")));
    return;
  }
  const letters = h("ol", { class: "letters", tabindex: "0", "aria-label": t("inbox") },
    person.inbox.map((letter) => one(letter, { bot, press, copied, subject, choose })));
  const before = pane.dataset.person === person.id ? pane.querySelector(".letters")?.scrollTop : undefined;
  pane.dataset.person = person.id;
  fill(pane,
    h("header", { class: "pane-head" },
      h("button", { class: "back", type: "button", "aria-label": t("back"), onclick: back }, "‹"),
      avatar(person, true),
      h("h2", {}, name(person.name), state(person), h("small", {}, [person.department, person.title].filter(Boolean).join(" · ")))),
    person.inbox.length ? letters : h("div", { class: "empty" }, h("p", {}, t("no_letters", { name: person.name })), h("p", {}, t("no_letters_why"))));
  letters.scrollTop = before ?? letters.scrollHeight;
}

function one(letter, scene) {
  const shown = letter.card
    ? card(letter.card, { press: (place, button) => scene.press(letter, place, button), copied: scene.copied })
    : h("p", { class: "bubble" }, letter.text);
  return h("li", { class: "letter", "data-message": letter.message_id },
    h("div", { class: "moment" }, h("time", { datetime: letter.at }, whenInFull(letter.at))),
    h("div", { class: "said" },
      h("img", { class: "avatar small", src: "icon.svg", alt: "" }),
      h("div", { class: "said-what" },
        h("div", { class: "who" }, scene.bot, h("span", { class: "tag bot" }, t("bot"))),
        shown,
        about(letter, scene))));
}

// Beside the card, not on it: which groups it speaks of.
function about(letter, scene) {
  if (!letter.subjects?.length) return null;
  return h("div", { class: "about", role: "group", "aria-label": t("about") },
    letter.subjects.map((each) => {
      const isShown = scene.subject?.case === each.case && scene.subject?.message === letter.message_id;
      return h("button", { type: "button", class: "chip", "aria-pressed": isShown ? "true" : "false", onclick: () => scene.choose({ ...each, message: letter.message_id }) },
        name(each.name), h("small", {}, checkName(each.check)));
    }));
}

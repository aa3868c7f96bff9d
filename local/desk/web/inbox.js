// The middle pane: what the bot wrote to one person, as their messenger shows it.

import { draw } from "./cards.js";
import { avatar, fill, h, name } from "./dom.js";
import { state } from "./people.js";
import { checkName, platformName, t, whenInFull } from "./words.js";

export function showInbox(pane, person, { bot, platform, press, copied, subject, choose, turn, pages, back }) {
  if (!person) {
    fill(pane, h("p", { class: "empty" }, t("hint")));
    return;
  }
  const { inbox } = screenOf(person, platform);
  const letters = h("ol", { class: "letters", tabindex: "0", "aria-label": t("inbox") },
    inbox.map((letter) => one(letter, { bot, press, copied, subject, choose })));
  const shown = `${person.id} ${platform}`;
  const before = pane.dataset.shown === shown ? pane.querySelector(".letters")?.scrollTop : undefined;
  pane.dataset.shown = shown;
  fill(pane,
    h("header", { class: "pane-head" },
      h("button", { class: "back", type: "button", "aria-label": t("back"), onclick: back }, "‹"),
      avatar(person, true),
      h("h2", {}, name(person.name), state(person), h("small", {}, [person.department, person.title].filter(Boolean).join(" · "))),
      pages ? h("button", { class: "card-button open-phone", type: "button", onclick: pages }, t("open_phone")) : null),
    tabs(person, platform, turn),
    inbox.length ? letters : h("div", { class: "empty" }, h("p", {}, t("no_letters", { name: person.name })), h("p", {}, t("no_letters_why"))));
  letters.scrollTop = before ?? letters.scrollHeight;
}

// What somebody has on one platform; where they have several, the one last chosen.
export function screenOf(person, platform) {
  return person.screens.find((each) => each.platform === platform) ?? person.screens[0];
}

// One for each platform on which they have an account; nothing where there is only one.
function tabs(person, platform, turn) {
  if (person.screens.length < 2) return null;
  const chosen = screenOf(person, platform);
  return h("div", { class: "platforms", role: "group", "aria-label": t("platforms") },
    person.screens.map((each) => h("button", { type: "button", class: "platform", "data-platform": each.platform, "aria-pressed": each === chosen ? "true" : "false", onclick: () => turn(each.platform) },
      platformName(each.platform),
      each.unread ? h("span", { class: "badge", title: t("unread", { count: each.unread }) }, String(each.unread)) : null)));
}

function one(letter, scene) {
  const shown = draw(letter, { press: (place, button) => scene.press(letter, place, button), copied: scene.copied });
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

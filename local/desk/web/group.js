// The right pane: the group behind a case as it is on its platform, and what its owner can do about it there.

import { avatar, fill, h, name } from "./dom.js";
import { clockTime, day, platformName, t, when } from "./words.js";

const FIRST = { missing_announcement: "announce", incomplete_announcement: "announce", group_name: "rename", inactive_group: "post", missing_owner: "transfer", missing_admin: "appoint", after_hours_posting: "post" };

export function showGroup(pane, group, scene) {
  if (!group) {
    fill(pane, h("p", { class: "empty" }, t("no_group")));
    return;
  }
  fill(pane,
    h("header", { class: "pane-head" },
      h("button", { class: "back", type: "button", "aria-label": t("back"), onclick: scene.back }, "‹"),
      h("span", { class: "avatar small square", "aria-hidden": "true" }, "群"),
      h("h2", {}, name(group.name))),
    h("div", { class: "group-body" }, tags(group), facts(group, scene.now), notice(group), latest(group, scene.now), deeds(group, scene)));
}

function tags(group) {
  const found = [[group.is_external, "external"], [group.is_dissolved, "dissolved"], [!group.has_bot, "no_bot"]].filter(([is]) => is);
  return found.length ? h("p", { class: "tags" }, found.map(([, word]) => h("span", { class: "tag" }, t(word)))) : null;
}

function facts(group, now) {
  const last = group.last_post ? `${day(group.last_post)} ${clockTime(group.last_post)}` : t("nobody_ever");
  const rows = [
    ["owner", name(group.owner || t("none"))],
    ["managers", group.managers.length ? group.managers.map((each, n) => [n ? "、" : "", name(each)]) : t("none")],
    ["members", t("count_people", { count: group.members })],
    ["last_post", last],
    ["created", day(group.created)],
  ];
  return h("dl", { class: "facts" }, rows.map(([word, value]) => [h("dt", {}, t(word)), h("dd", {}, value)]));
}

function notice(group) {
  return h("section", { class: "notice" },
    h("h3", {}, t("notice")),
    group.announcement.trim() ? h("p", { class: "notice-text" }, group.announcement) : h("p", { class: "none" }, t("no_notice")));
}

function latest(group, now) {
  if (!group.messages.length) return null;
  return h("section", { class: "latest" },
    h("h3", {}, t("messages")),
    h("ul", {}, group.messages.map((line) => h("li", {}, h("b", {}, name(line.sender || "·")), h("span", {}, line.text), h("time", {}, when(line.at, now))))));
}

function deeds(group, scene) {
  if (group.is_dissolved) return null;
  const wanted = FIRST[scene.subject?.check];
  const open = group.can.includes(wanted) ? wanted : group.can[0];
  const draft = (deed) => (deed === open ? scene.subject?.draft ?? "" : "");
  const people = group.people.filter((each) => each.id !== group.owner_id);
  const forms = [
    ["announce", field("textarea", "text", draft("announce") || group.announcement), "publish"],
    ["rename", field("input", "name", draft("rename") || group.name, "new_name"), "save"],
    ["post", field("textarea", "text", draft("post")), "send"],
    ["transfer", choice("to", people, "to_whom"), "confirm"],
    ["appoint", choice("user", people.filter((each) => !group.manager_ids.includes(each.id)), "who"), "confirm"],
  ];
  return h("section", { class: "deeds" },
    h("h3", {}, avatar(scene.person, true), t("as_person", { name: scene.person.name, platform: platformName(group.platform) })),
    forms.filter(([deed]) => group.can.includes(deed)).map(([deed, input, word]) => form(deed, input, word, group, scene, deed === open)),
    group.can.includes("dissolve") ? dissolve(group, scene) : null);
}

function form(deed, input, word, group, scene, isOpen) {
  const submit = (event) => {
    event.preventDefault();
    scene.act(deed, { platform: group.platform, group: group.id, ...(deed === "appoint" ? {} : { user: scene.person.id }), ...Object.fromEntries(new FormData(event.target)) });
  };
  return h("details", { name: "deed", open: isOpen },
    h("summary", {}, t(deed)),
    h("form", { onsubmit: submit }, input, h("button", { type: "submit", class: "card-button primary_filled" }, t(word))));
}

function field(tag, key, value, word = "text") {
  return h(tag, { name: key, value, required: true, maxlength: 2000, "aria-label": t(word), ...(tag === "textarea" ? { rows: 5 } : { type: "text" }) });
}

function choice(key, people, word) {
  return h("select", { name: key, required: true, "aria-label": t(word) },
    people.map((each) => h("option", { value: each.id }, `${each.name}（${each.department}）`)));
}

function dissolve(group, scene) {
  const button = h("button", { type: "button", class: "card-button danger_text" }, t("dissolve"));
  button.addEventListener("click", () => {
    if (button.dataset.sure) scene.act("dissolve", { platform: group.platform, group: group.id, user: scene.person.id });
    button.dataset.sure = "1";
    button.textContent = t("sure");
  });
  return button;
}

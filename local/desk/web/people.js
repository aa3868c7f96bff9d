// The left pane: everybody, those with something unread first.

import { avatar, fill, h, name } from "./dom.js";
import { t, when } from "./words.js";

export function showPeople(list, desk, { search, chosen, choose }) {
  const wanted = search.trim().toLowerCase();
  const found = desk.people.filter((person) => !wanted || `${person.name} ${person.department} ${person.title}`.toLowerCase().includes(wanted));
  const known = found.filter((person) => person.letters);
  const others = found.filter((person) => !person.letters);
  const row = (person) => line(person, desk.now, person.id === chosen, choose);
  fill(list,
    known.map(row),
    others.length && known.length ? h("li", { class: "divider" }, t("others")) : null,
    others.map(row),
    found.length ? null : h("li", { class: "divider" }, t("nobody")));
  rove(list);
}

function line(person, now, isChosen, choose) {
  const unread = person.unread ? h("span", { class: "badge", title: t("unread", { count: person.unread }) }, String(person.unread)) : null;
  const label = [person.name, person.department, person.unread ? t("unread", { count: person.unread }) : ""].filter(Boolean).join("，");
  return h("li", {},
    h("button", { type: "button", class: "person", "data-id": person.id, "aria-current": isChosen ? "true" : null, "aria-label": label, onclick: () => choose(person.id) },
      avatar(person),
      h("span", { class: "person-text" },
        h("span", { class: "person-name" }, name(person.name), state(person), person.last_at ? h("time", {}, when(person.last_at, now)) : null),
        h("span", { class: "person-last" }, person.last || `${person.department} · ${person.title}`)),
      unread));
}

export function state(person) {
  if (person.state === "active") return null;
  return h("span", { class: "tag" }, t(person.state === "resigned" ? "left" : "frozen"));
}

// One stop for Tab; the arrows go up and down.
function rove(list) {
  const rows = [...list.querySelectorAll(".person")];
  const start = rows.find((row) => row.getAttribute("aria-current")) ?? rows[0];
  for (const row of rows) row.tabIndex = row === start ? 0 : -1;
}

export function arrows(list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...list.querySelectorAll(".person")];
    const next = rows[rows.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      for (const row of rows) row.tabIndex = row === next ? 0 : -1;
      next.focus();
    }
  });
}

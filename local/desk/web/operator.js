// The operator's corner: the clock, a function run now, explanations that wait, and what can be seen at all.

import { fill, h, name } from "./dom.js";
import { checkName, clockTime, countName, day, t } from "./words.js";

export function showOperator(pane, view, { now, act, results, close }) {
  fill(pane,
    h("header", { class: "pane-head" }, h("h2", {}, t("operator")), h("button", { class: "close", type: "button", "aria-label": t("close"), onclick: close }, "×")),
    h("div", { class: "operator-body" },
      h("section", {},
        h("h3", {}, t("time")),
        h("p", { class: "big" }, `${day(now)} ${clockTime(now)}`),
        h("div", { class: "row" }, ...[["hour", { minutes: 60 }], ["day", { minutes: 1440 }], ["slot", { to_slot: true }]].map(([word, values]) => small(word, () => act("clock", values))))),
      view?.connected ? connected(view, act, results) : h("p", { class: "none" }, t("not_connected"))));
}

function small(word, onclick) {
  return h("button", { type: "button", class: "card-button default", onclick }, t(word));
}

function connected(view, act, results) {
  return [
    h("section", {},
      h("h3", {}, t("run")),
      h("div", { class: "row" }, view.functions.map((each) => small(each, () => act("run", { function: each })))),
      h("ul", { class: "results", "aria-live": "polite" }, results.map(result))),
    h("section", {},
      h("h3", {}, t("waiting")),
      view.requests.length ? h("ul", { class: "requests" }, view.requests.map((each) => request(each, act))) : h("p", { class: "none" }, t("no_requests"))),
    h("section", {}, h("h3", {}, t("coverage")), h("p", {}, covered(view.coverage))),
  ];
}

function result(each) {
  const counts = each.counts ? Object.entries(each.counts).filter(([, number]) => number).filter(([what]) => !what.includes(":")).map(([what, number]) => `${countName(what)} ${number}`).join(" · ") : each.skipped;
  return h("li", {}, h("b", {}, t(each.function)), ` ${counts || t(each.pending ? "running" : "nothing")}`);
}

function request(each, act) {
  return h("li", {},
    h("p", {}, name(each.person || each.by), " · ", name(each.name), h("small", {}, checkName(each.check))),
    h("div", { class: "row" },
      h("button", { type: "button", class: "card-button primary", onclick: () => act("decide", { request: each.id, grant: true }) }, t("grant")),
      h("button", { type: "button", class: "card-button default", onclick: () => act("decide", { request: each.id, grant: false }) }, t("refuse"))));
}

function covered(coverage) {
  return Object.entries(coverage).map(([what, value]) => `${countName(what)} ${value}`).join(" · ") || t("none");
}

// A phone with the product's pages, in the hands of whoever is looked at. It is not drawn anew: somebody may be writing on it.

import { fill, h, name } from "./dom.js";
import { clockTime, platformName, spoken, t } from "./words.js";

export function openPhone(pane, { url, person, platform, now, close }) {
  const title = t("phone_of", { name: person.name });
  const language = spoken() === "zh" ? "zh-CN" : "en";
  const address = [url, ...[platform, person.id, language].map(encodeURIComponent)].join("/");
  fill(pane,
    h("header", { class: "pane-head" },
      h("h2", {}, name(title), h("small", {}, t("phone_is", { platform: platformName(platform) }))),
      h("button", { class: "close", type: "button", "aria-label": t("close"), onclick: close }, "×")),
    h("div", { class: "device" },
      h("div", { class: "device-top", "aria-hidden": "true" }, h("time", {}, clockTime(now))),
      h("iframe", { class: "device-screen", src: address, title, sandbox: "allow-forms allow-same-origin allow-scripts", allow: "clipboard-write" })));
  pane.dataset.holder = `${person.id} ${platform} ${language}`;
  pane.hidden = false;
  document.body.dataset.phone = "open";
}

export function tellTime(pane, now) {
  const time = pane.querySelector(".device-top time");
  if (time) time.textContent = clockTime(now);
}

export function closePhone(pane) {
  fill(pane);
  pane.hidden = true;
  delete document.body.dataset.phone;
}

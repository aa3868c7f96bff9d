// Cards (JSON 2.0, and what is left of 1.0) as Feishu shows them.

import { h } from "../../dom.js";
import { t } from "../../words.js";
import { markdown } from "./markdown.js";

const TEMPLATES = new Set(["blue", "wathet", "turquoise", "green", "yellow", "orange", "red", "carmine", "violet", "purple", "indigo", "grey"]);
const SIZES = new Set(["heading-0", "heading-1", "heading-2", "heading-3", "heading-4", "heading", "normal", "notation", "xxxx-large", "xxx-large", "xx-large", "x-large", "large", "medium", "small", "x-small"]);
const KINDS = new Set(["default", "primary", "danger", "text", "primary_text", "danger_text", "primary_filled", "danger_filled", "laser"]);
const INKS = new Set(["default", "grey", "red", "green", "blue", "orange", "yellow", "purple", "violet", "turquoise", "wathet", "carmine", "indigo"]);

// press(place, button): the place-th button of the card was pressed. copied(text): a draft should be copied.
export function card(json, { press, copied }) {
  const scene = { press, copied, buttons: 0 };
  const body = json.schema === "2.0" ? json.body?.elements : json.elements;
  const heading = json.header?.title?.content;
  return h("article", { class: "card", ...(heading ? { "aria-label": heading } : {}) },
    json.header ? header(json.header) : null,
    h("div", { class: "card-body" }, (body ?? []).map((part) => element(part, scene))));
}

function header(json) {
  const template = TEMPLATES.has(json.template) ? json.template : "default";
  return h("header", { class: `card-header ${template}` },
    h("h3", {}, words(json.title)),
    json.subtitle?.content ? h("p", {}, words(json.subtitle)) : null);
}

const PARTS = {
  markdown: (part) => text(part, markdown(part.content ?? "")),
  div: (part) => [part.text ? text(part.text, words(part.text)) : null, (part.fields ?? []).map((field) => text(field.text, words(field.text)))],
  plain_text: (part) => text(part, words(part)),
  lark_md: (part) => text(part, words(part)),
  hr: () => h("hr"),
  note: (part) => h("div", { class: "text notation ink-grey" }, (part.elements ?? []).map(words)),
  column_set: (part, scene) => columns(part, scene),
  action: (part, scene) => h("div", { class: "columns flow" }, (part.actions ?? []).map((each) => element(each, scene))),
  button: (part, scene) => button(part, scene),
};

function element(part, scene) {
  const make = PARTS[part?.tag];
  return make ? make(part, scene) : h("p", { class: "text ink-grey" }, t("unsupported"));
}

function text(style, content) {
  const size = SIZES.has(style.text_size) ? style.text_size : "normal";
  const ink = INKS.has(style.text_color) ? style.text_color : "default";
  const align = style.text_align === "center" || style.text_align === "right" ? ` ${style.text_align}` : "";
  return h("div", { class: `text ${size} ink-${ink}${align}` }, content);
}

function words(part) {
  if (!part) return null;
  return part.tag === "lark_md" ? markdown(part.content ?? "") : String(part.content ?? "");
}

function columns(part, scene) {
  const mode = ["none", "flow", "stretch", "bisect", "trisect"].includes(part.flex_mode) ? part.flex_mode : "none";
  return h("div", { class: `columns ${mode}` }, (part.columns ?? []).map((each) => column(each, scene)));
}

function column(part, scene) {
  const grey = part.background_style === "grey";
  const node = h("div", { class: `column ${part.width === "weighted" ? "weighted" : "auto"}${grey ? " on-grey" : ""}` },
    (part.elements ?? []).map((each) => element(each, scene)));
  if (part.width === "weighted") node.style.flexGrow = String(Number(part.weight) || 1);
  if (/^\d{1,2}px$/.test(part.padding ?? "")) node.style.padding = part.padding;
  return grey ? draft(node, scene) : node;
}

// Text on grey is there to be taken: Feishu's menu can copy it, and so can this button.
function draft(node, scene) {
  const said = [...node.querySelectorAll(".text")].map((each) => each.textContent).join("\n");
  if (said) node.append(h("button", { class: "copy", type: "button", onclick: () => scene.copied(said) }, t("copy")));
  return node;
}

function button(part, scene) {
  const kind = KINDS.has(part.type) ? part.type : "default";
  const address = opens(part);
  if (address) return h("a", { class: `card-button ${kind}`, href: address, target: "_blank", rel: "noopener noreferrer" }, words(part.text));
  const place = scene.buttons++;
  return h("button", { type: "button", class: `card-button ${kind}`, disabled: part.disabled === true, onclick: (event) => scene.press(place, event.currentTarget) },
    words(part.text));
}

// Where a button leads that calls nobody back; it is no place among those that do.
function opens(part) {
  const leads = (part.behaviors ?? []).length > 0 && part.behaviors.every((each) => each.type === "open_url");
  const address = leads ? String(part.behaviors[0].default_url) : "";
  return /^https?:\/\//.test(address) ? address : "";
}

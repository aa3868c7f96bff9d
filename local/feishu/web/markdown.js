// The part of Feishu's card markdown that cards use: bold, italic, struck, code, links, <font>, line breaks, entities.
// What it does not know it shows as it was written.

import { h } from "../../dom.js";

const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: "\u00a0" };
const COLORS = new Set(["red", "green", "grey", "blue", "orange", "yellow", "purple", "violet", "turquoise", "wathet"]);
const RULES = [
  [/^\*\*([^*\n]+?)\*\*/, (found) => h("strong", {}, inline(found[1]))],
  [/^~~([^~\n]+?)~~/, (found) => h("s", {}, inline(found[1]))],
  [/^\*([^*\n]+?)\*/, (found) => h("em", {}, inline(found[1]))],
  [/^`([^`\n]+?)`/, (found) => h("code", {}, entities(found[1]))],
  [/^<font color=['"]?(\w+)['"]?>([\s\S]*?)<\/font>/, (found) => h("span", { class: `ink-${COLORS.has(found[1]) ? found[1] : "default"}` }, inline(found[2]))],
  [/^\[([^\]\n]+?)\]\((https?:\/\/[^\s)]+)\)/, (found) => link(found[1], found[2])],
  [/^<at id=['"]?all['"]?><\/at>/, () => h("span", { class: "at" }, "@所有人")],
  [/^(?:<br\s*\/?>|\n)/, () => h("br")],
];

export function markdown(text) {
  return text.split(/\n/).flatMap((line, number) => (number ? [h("br"), ...line_(line)] : line_(line)));
}

function line_(line) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return [h("strong", { class: `heading-${heading[1].length}` }, inline(heading[2]))];
  const item = /^\s*[-*]\s+(.*)$/.exec(line);
  return item ? [h("span", { class: "item" }, inline(item[1]))] : inline(line);
}

function inline(text) {
  const found = [];
  let plain = "";
  while (text) {
    const hit = RULES.map(([rule, make]) => [rule.exec(text), make]).find(([match]) => match);
    if (hit) {
      if (plain) found.push(entities(plain));
      plain = "";
      found.push(hit[1](hit[0]));
      text = text.slice(hit[0][0].length);
    } else {
      const char = String.fromCodePoint(text.codePointAt(0));
      plain += char;
      text = text.slice(char.length);
    }
  }
  return plain ? [...found, entities(plain)] : found;
}

// After the marks: an entity is how a card writes a character that must not be one.
function entities(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, named) => {
    if (named) return NAMED[named] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

// The desk leads nowhere: a link is shown, with where it would lead, and cannot be followed.
function link(text, address) {
  return h("span", { class: "link", title: address }, entities(text));
}

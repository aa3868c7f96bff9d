// Holds what is shown and keeps it fresh: nothing is drawn anew unless it changed, so that typing is never lost.

import { get, post } from "./api.js";
import { learnCards } from "./cards.js";
import { copy, h } from "./dom.js";
import { showGroup } from "./group.js";
import { screenOf, showInbox } from "./inbox.js";
import { showOperator } from "./operator.js";
import { arrows, showPeople } from "./people.js";
import { closePhone, openPhone, tellTime } from "./phone.js";
import { clockTime, day, learn, speak, spoken, t } from "./words.js";

const $ = (id) => document.getElementById(id);
const shown = { desk: null, person: null, platform: null, group: null, subject: null, view: null, results: [], search: "" };
const drawn = {};
let order = { of: "", ids: new Map() };
const EVERY = 2000;

function draw(what, value, paint) {
  const now = JSON.stringify([spoken(), value]);
  if (drawn[what] === now) return;
  drawn[what] = now;
  const { id } = document.activeElement?.dataset ?? {};
  const stand = standing($("inbox"));
  paint();
  if (id) document.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
  stand();
}

// Where the keyboard stands among the letters (which letter, which of its buttons), and the way back there after they are painted anew.
function standing(inbox) {
  const held = document.activeElement;
  if (!inbox.contains(held)) return () => {};
  const message = held.closest(".letter")?.dataset.message;
  const operable = () => [...(inbox.querySelector(message ? `[data-message="${CSS.escape(message)}"]` : ".letters")?.querySelectorAll("button, summary") ?? [])];
  const place = operable().indexOf(held);
  return () => {
    for (const each of [operable()[place], inbox.querySelector(".letters")]) if (document.activeElement === document.body) each?.focus({ preventScroll: true });
  };
}

// Somebody writes in a form of this pane: it waits.
function isTyping(pane, of) {
  return drawn.typing === of && pane.contains(document.activeElement) && /^(TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName);
}

function redraw() {
  const { desk, person, platform, group, subject } = shown;
  if (!desk) return;
  const minute = desk.now.slice(0, 16);
  draw("words", desk.bot, words);
  draw("clock", minute, () => {
    $("clock").textContent = `${day(desk.now)} ${clockTime(desk.now)}`;
    tellTime($("phone"), desk.now);
  });
  draw("people", [desk.people, shown.search, person?.id], () => showPeople($("people-list"), desk, { search: shown.search, chosen: person?.id, choose: choosePerson }));
  draw("inbox", [person, platform, subject], () => showInbox($("inbox"), person, { bot: desk.bot, platform, press, copied, subject, choose: chooseSubject, turn, pages: desk.phone ? pickUp : null, back: () => view("people") }));
  const about = JSON.stringify([subject, person?.id]);
  if (!isTyping($("group"), about)) draw("group", [group, about], () => showGroup($("group"), group, { now: desk.now, person, subject, act, back: () => view("inbox") }));
  drawn.typing = about;
  if (!$("operator").hidden) {
    draw("operator", [shown.view, shown.results, minute], () => showOperator($("operator"), shown.view, { now: desk.now, act, results: shown.results, close: () => toggleOperator(false) }));
  }
}

function words() {
  document.title = t("title", { bot: shown.desk.bot });
  $("company").textContent = shown.desk.company;
  $("language").textContent = t("other");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}

// Who was read stays where they are until something new arrives: a list that jumps cannot be read.
function ordered(people) {
  const arrived = people.map((each) => `${each.id}:${each.letters}`).sort().join();
  if (order.of !== arrived) order = { of: arrived, ids: new Map(people.map((each, place) => [each.id, place])) };
  return [...people].sort((one, other) => order.ids.get(one.id) - order.ids.get(other.id));
}

async function refresh() {
  const { person, subject } = shown;
  const [desk, fresh, group, operator] = await Promise.all([
    get("desk"),
    person ? get("people", person.id) : null,
    subject ? get("groups", subject.platform, subject.group) : null,
    $("operator").hidden ? shown.view : get("operator"),
  ]);
  learn(desk);
  await learnCards(Object.keys(desk.platforms));
  shown.desk = { ...desk, people: ordered(desk.people) };
  shown.view = operator;
  if (person === shown.person) shown.person = fresh;
  if (subject === shown.subject) shown.group = group;
  redraw();
}

// Whoever is looked at anew is seen where the latest message reached them.
async function choosePerson(id) {
  const person = await get("people", id);
  const latest = (screen) => screen.inbox.at(-1)?.at ?? "";
  const [first] = [...person.screens].sort((one, other) => latest(other).localeCompare(latest(one)));
  await look(person, first);
  view("inbox");
}

// The phone of whoever is looked at, where they read what is shown; in the hand of another person it is another one.
function pickUp() {
  const { desk, person, platform } = shown;
  openPhone($("phone"), { url: desk.phone, person, platform, now: desk.now, close: putDown });
  view("phone");
}

function putDown() {
  closePhone($("phone"));
  view("inbox");
  document.querySelector(".open-phone")?.focus();
}

async function turn(platform) {
  await look(shown.person, screenOf(shown.person, platform));
}

async function look(person, screen) {
  const last = screen.inbox.at(-1);
  const first = last?.subjects?.[0];
  shown.person = person;
  shown.platform = screen.platform;
  shown.subject = first ? { ...first, message: last.message_id } : null;
  shown.group = first ? await get("groups", first.platform, first.group) : null;
  redraw();
  if (!$("phone").hidden) pickUp();
  if (screen.unread) post("read", { platform: screen.platform, user: person.id }).then(refresh).catch(failed);
}

async function chooseSubject(subject) {
  shown.subject = subject;
  shown.group = await get("groups", subject.platform, subject.group);
  redraw();
  view("group");
}

async function press(letter, place, button) {
  button.disabled = true;
  try {
    const { toast } = await post("press", { platform: letter.platform, user: shown.person.id, message: letter.message_id, button: place });
    if (toast) flash(toast.content, toast.type);
  } catch (error) {
    failed(error);
  }
  button.disabled = false;
  await refresh();
  follow(8);
}

// What a button started takes a moment: look more often for a while.
function follow(times) {
  if (times) setTimeout(() => refresh().then(() => follow(times - 1)).catch(failed), 700);
}

async function act(deed, values) {
  document.activeElement?.blur();
  const pending = deed === "run" ? { function: values.function, pending: true } : null;
  if (pending) shown.results = [pending, ...shown.results].slice(0, 6);
  redraw();
  try {
    const done = await post(deed, values);
    if (pending) shown.results = shown.results.map((each) => (each === pending ? { function: values.function, ...done } : each));
    else if (deed !== "clock") flash(deed === "decide" ? t(values.grant ? "granted" : "refused") : t(`done_${deed}`), "success");
  } catch (error) {
    shown.results = shown.results.filter((each) => each !== pending);
    failed(error);
  }
  await refresh();
}

async function copied(text) {
  const worked = await copy(text);
  flash(t(worked ? "copied" : "copy_failed"), worked ? "success" : "warning");
}

function failed(error) {
  flash(t("failed", { why: error.message }), "error");
}

function flash(text, kind) {
  const known = ["info", "success", "warning", "error"].includes(kind) ? kind : "info";
  const toast = h("div", { class: `toast ${known}` }, text);
  $("toasts").append(toast);
  setTimeout(() => toast.remove(), 4000);
}

function view(name) {
  document.body.dataset.view = name;
  for (const tab of document.querySelectorAll(".tabs [data-view]")) tab.setAttribute("aria-current", tab.dataset.view === name ? "page" : "false");
}

function toggleOperator(open) {
  $("operator").hidden = !open;
  $("operator-open").setAttribute("aria-expanded", String(open));
  drawn.operator = null;
  refresh().catch(failed);
  (open ? $("operator").querySelector(".close") : $("operator-open"))?.focus();
}

function start() {
  speak(localStorage.getItem("language") ?? "zh");
  $("language").addEventListener("click", () => {
    speak(spoken() === "zh" ? "en" : "zh");
    localStorage.setItem("language", spoken());
    redraw();
  });
  $("operator-open").addEventListener("click", () => toggleOperator($("operator").hidden));
  $("search").addEventListener("input", (event) => {
    shown.search = event.target.value;
    redraw();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!$("operator").hidden) toggleOperator(false);
    else if (!$("phone").hidden) putDown();
  });
  for (const tab of document.querySelectorAll(".tabs [data-view]")) tab.addEventListener("click", () => view(tab.dataset.view));
  arrows($("people-list"));
  view("people");
  keepFresh();
}

async function keepFresh() {
  try {
    if (!document.hidden) await refresh();
  } catch (error) {
    if (shown.desk) failed(error);
  }
  setTimeout(keepFresh, EVERY);
}

start();

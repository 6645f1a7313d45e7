// The page: a bar on top, one phone per person, the log of API calls beside them.

import { clear, h, icon, avatar } from "./dom.js";
import { Log } from "./log.js";
import { Pane } from "./pane.js";
import { connect, person, store, subscribe } from "./store.js";
import { words } from "./words.js";

const query = new URLSearchParams(location.search);
const stage = document.getElementById("stage");
const topbar = document.getElementById("topbar");
const tabs = document.getElementById("tabs");
const panes = new Map();
let active = 0;
const log = new Log(document.getElementById("log"));
const language = () => query.get("lang") ?? navigator.language ?? "en";

function applyTheme(theme, remember = true) {
  document.documentElement.dataset.theme = theme;
  if (remember) localStorage.setItem("sandbox.theme", theme);
  for (const pane of panes.values()) pane.themeChanged(theme);
  drawBar();
}

function firstTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return query.get("theme") ?? localStorage.getItem("sandbox.theme") ?? dark;
}

function wantedPeople() {
  const known = store.world.people.map((one) => one.id);
  const asked = (query.get("people") ?? "").split(",").filter(Boolean).map(Number);
  if (asked.length) return asked.filter((id) => known.includes(id));
  const saved = JSON.parse(localStorage.getItem("sandbox.people") ?? "null");
  const kept = (saved ?? []).filter((id) => known.includes(id));
  return kept.length ? kept : known.slice(0, Math.max(1, Math.min(3, Math.floor(innerWidth / 400))));
}

function remember() {
  if (!query.has("people")) localStorage.setItem("sandbox.people", JSON.stringify(store.panes));
}

function addPane(id) {
  if (panes.has(id)) return select(id);
  store.panes.push(id);
  const pane = new Pane(id, { removable: () => store.panes.length > 1, onRemove: () => removePane(id), query });
  panes.set(id, pane);
  stage.append(pane.element);
  select(id);
  remember();
}

function removePane(id) {
  panes.get(id)?.destroy();
  panes.delete(id);
  store.panes = store.panes.filter((one) => one !== id);
  select(store.panes[0]);
  remember();
}

function select(id) {
  active = id;
  for (const [key, pane] of panes) pane.element.classList.toggle("active", key === id);
  drawBar();
}

function personTab(id) {
  const one = person(id);
  if (!one) return null;
  return h("button", { class: "tab", role: "tab", "aria-selected": String(id === active), onclick: () => select(id) },
    avatar(one.first_name, one.id, 22), one.first_name);
}

function drawBar() {
  const w = words(language());
  const absent = store.world.people.filter((one) => !panes.has(one.id));
  const dark = document.documentElement.dataset.theme === "dark";
  const picker = h("select", {
    class: "add-person", "aria-label": w.addPerson,
    onchange: (event) => { const id = Number(event.target.value); if (id) addPane(id); },
  }, h("option", { value: "" }, `+ ${w.addPerson}`), absent.map((one) =>
    h("option", { value: String(one.id) }, `${one.first_name} ${one.last_name ?? ""}`)));
  clear(topbar,
    h("img", { src: "/page/icon.svg", width: 26, height: 26, alt: "" }),
    h("strong", {}, "Telegram"), h("span", { class: "badge" }, language().startsWith("ru") ? "песочница" : "sandbox"),
    h("span", { class: "offline", role: "status", hidden: store.online }, w.lost),
    h("span", { class: "space" }),
    absent.length ? picker : null,
    h("button", { class: "tool", "aria-label": w.theme, title: w.theme, "data-action": "theme", onclick: () => applyTheme(dark ? "light" : "dark") },
      icon(dark ? "sun" : "moon", 20)),
    h("button", { class: "tool", "aria-label": w.log, title: w.log, "data-action": "log", "aria-pressed": String(log.open),
      onclick: () => { log.toggle(); drawBar(); } }, icon("terminal", 20), h("span", { class: "tool-word" }, w.log)));
  clear(tabs, store.panes.map(personTab));
  tabs.hidden = store.panes.length < 2;
}

function drawEmpty() {
  const old = stage.querySelector(".nobody");
  old?.remove();
  if (store.world.people.length) return;
  const w = words(language());
  stage.append(h("div", { class: "nobody" }, h("img", { src: "/page/icon.svg", width: 72, height: 72, alt: "" }),
    h("h1", {}, w.empty), h("p", {}, w.emptyHint)));
}

subscribe((event) => {
  if (event.type === "world") {
    if (!panes.size) wantedPeople().forEach(addPane);
    drawEmpty();
  }
  if (event.type === "world" || event.type === "online") drawBar();
  if (event.type === "call") log.add(event.call);
});

document.documentElement.lang = language().slice(0, 2);
applyTheme(firstTheme(), false);
await connect();
if (!panes.size) wantedPeople().forEach(addPane);
if (store.panes.length) select(store.panes[0]);
drawEmpty();
if (query.get("log") === "1") { log.toggle(); drawBar(); }

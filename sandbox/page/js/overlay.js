// Things that lie over a phone: toasts, alerts, menus, pickers.

import { clear, h, icon } from "./dom.js";

export function toast(layer, text) {
  const old = layer.querySelector(".toast");
  old?.remove();
  const element = h("div", { class: "toast", role: "status" }, text);
  layer.append(element);
  setTimeout(() => element.remove(), 4000);
}

function trap(element, onEscape) {
  const before = document.activeElement;
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); onEscape(); }
    if (event.key !== "Tab") return;
    const items = [...element.querySelectorAll("button, input, select, textarea, a[href]")].filter((one) => !one.disabled);
    if (!items.length) return;
    const edge = event.shiftKey ? items[0] : items.at(-1);
    if (document.activeElement === edge) {
      event.preventDefault();
      (event.shiftKey ? items.at(-1) : items[0]).focus();
    }
  });
  requestAnimationFrame(() => (element.querySelector("[autofocus], button, input") ?? element).focus({ preventScroll: true }));
  return () => before?.isConnected && before.focus({ preventScroll: true });
}

// A box in the middle; resolves with the pressed button's id, or null.
export function confirmBox(layer, { title, text, buttons }) {
  return new Promise((resolve) => {
    let release = () => {};
    const done = (id) => { shade.remove(); release(); resolve(id); };
    const box = h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": title ?? text },
      title ? h("h3", {}, title) : null, h("p", {}, text),
      h("div", { class: "alert-buttons" }, buttons.map((button) =>
        h("button", { class: button.type === "destructive" ? "danger" : "", "data-alert": button.id, onclick: () => done(button.id) }, button.text))));
    const shade = h("div", { class: "shade center", onclick: (event) => event.target === shade && done(null) }, box);
    layer.append(shade);
    release = trap(box, () => done(null));
  });
}

// A list of actions near a point: [{ icon, text, danger, run }].
export function popupMenu(layer, at, items, header = null) {
  let release = () => {};
  const done = () => { shade.remove(); release(); };
  const menu = h("div", { class: "popup-menu", role: "menu" }, header ? header(done) : null, items.filter(Boolean).map((item) =>
    h("button", { role: "menuitem", class: item.danger ? "danger" : "", "data-action": item.id,
      onclick: () => { done(); item.run(); } }, icon(item.icon, 20), item.text)));
  const shade = h("div", { class: "shade clear", onclick: (event) => event.target === shade && done(),
    oncontextmenu: (event) => { event.preventDefault(); done(); } }, menu);
  layer.append(shade);
  const area = layer.getBoundingClientRect();
  const x = Math.min(Math.max(8, at.x - area.left), area.width - menu.offsetWidth - 8);
  const y = Math.min(Math.max(8, at.y - area.top), area.height - menu.offsetHeight - 8);
  menu.style.left = `${x}px`;
  menu.style.top = `${y}px`;
  release = trap(menu, done);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const all = [...menu.querySelectorAll("button")];
    const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    all[(next + all.length) % all.length].focus();
  });
}

// A sheet from below with a title; returns { body, close }.
export function bottomSheet(layer, { title, label, onClose, closeWord, className = "" }) {
  let release = () => {};
  let open = true;
  const close = (silent) => {
    if (!open) return;
    open = false;
    shade.remove();
    release();
    if (!silent) onClose?.();
  };
  const body = h("div", { class: "sheet-body" });
  const heading = h("h3", {}, title);
  const sheet = h("div", { class: `sheet ${className}`, role: "dialog", "aria-modal": "true", "aria-label": label ?? title },
    h("div", { class: "sheet-head" }, heading,
      h("button", { class: "round", "aria-label": closeWord, "data-action": "close-sheet", onclick: () => close() }, icon("close", 18))),
    body);
  const shade = h("div", { class: "shade bottom", onclick: (event) => event.target === shade && close() }, sheet);
  layer.append(shade);
  release = trap(sheet, () => close());
  return { body, close, heading, sheet, replace: (...children) => clear(body, children) };
}

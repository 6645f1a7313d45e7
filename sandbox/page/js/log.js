// The drawer with the bot's API calls: method, time, answer; click one to see all of it.

import { call } from "./api.js";
import { clear, h, icon } from "./dom.js";

const KEPT = 300;

function row(entry) {
  const good = entry.status === 200;
  const head = h("summary", {}, h("span", { class: `status ${good ? "good" : "bad"}` }, entry.status || "cut"),
    h("b", {}, entry.method), h("span", { class: "call-to" }, entry.params.chat_id ?? ""),
    h("time", {}, `${entry.ms.toFixed(0)} ms`));
  const details = h("details", { class: "call", "data-method": entry.method, "data-status": String(entry.status) }, head);
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    details.append(
      entry.description ? h("p", { class: "why" }, entry.description, entry.injected ? ` (injected: ${entry.injected})` : "") : "",
      h("pre", {}, JSON.stringify(pretty(entry.params), null, 2)),
      entry.result === null ? "" : h("pre", { class: "result" }, JSON.stringify(entry.result, null, 2)));
  });
  return details;
}

// JSON inside strings (reply_markup and the like come so from forms) is shown as what it is.
function pretty(params) {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return [key, value];
    try { return [key, JSON.parse(value)]; } catch { return [key, value]; }
  }));
}

export class Log {
  constructor(element) {
    this.element = element;
    this.open = false;
    this.onlyErrors = false;
    this.entries = [];
    this.rows = h("div", { class: "calls" });
  }

  async toggle() {
    this.open = !this.open;
    this.element.hidden = !this.open;
    document.body.classList.toggle("with-log", this.open);
    if (!this.open) return;
    this.entries = await call("calls");
    this.draw();
  }

  draw() {
    const toggle = h("button", { class: "chip", "aria-pressed": String(this.onlyErrors), onclick: () => { this.onlyErrors = !this.onlyErrors; this.draw(); } }, "4xx/5xx");
    clear(this.element, h("div", { class: "log-head" }, h("b", {}, "Bot API"), toggle, h("span", { class: "space" }),
      h("button", { class: "chip", onclick: async () => { await call("calls/clear"); this.entries = []; this.draw(); } }, icon("trash", 14))), this.rows);
    const shown = this.entries.filter((entry) => this.shows(entry)).slice(-KEPT);
    clear(this.rows, shown.map(row).reverse());
  }

  // Successful polling is left out: it says nothing and would fill the drawer.
  shows(entry) {
    if (this.onlyErrors) return entry.status !== 200;
    return entry.method !== "getUpdates" || entry.status !== 200;
  }

  add(entry) {
    if (!this.open) return;
    this.entries.push(entry);
    if (!this.shows(entry)) return;
    this.rows.prepend(row(entry));
    while (this.rows.children.length > KEPT) this.rows.lastChild.remove();
  }
}

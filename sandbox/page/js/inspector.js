// Beside an open Mini App: how its phone is held, what it buzzed, and every event that went over the bridge.

import { onHomeScreen, takeFromHomeScreen } from "./bridge.js";
import { clear, h, icon } from "./dom.js";
import { VERSIONS } from "./miniapp.js";

const OPEN = "sandbox.inspector";
const SHOWN = 120;
const clock = (at) => at.toTimeString().slice(0, 8);
const short = (name) => name.replace(/^web_app_/, "");
const marks = { impact: "●", selection_change: "◦", success: "✓", warning: "!", error: "×" };

export class Inspector {
  constructor(app) {
    this.app = app;
    this.controls = h("div", { class: "tool-groups" });
    this.buzzes = h("ol", { class: "haptics" });
    this.events = h("ol", { class: "bridge-events" });
    const w = app.words;
    this.element = h("aside", { class: "inspector", "aria-label": w.inspector, "data-inspector": app.session.bot },
      h("div", { class: "inspector-head" }, h("b", {}, w.inspector), h("span", { class: "space" }),
        h("button", { class: "round", "aria-label": w.close, "data-action": "close-tools", onclick: () => this.toggle() }, icon("close", 18))),
      this.controls,
      h("section", {}, h("h4", {}, w.haptics), this.buzzes),
      h("section", { class: "bridge" }, h("h4", {}, w.bridge), this.events));
    app.pane.element.append(this.element);
    this.show(localStorage.getItem(OPEN) === "1");
  }

  show(open) {
    this.open = open;
    this.element.hidden = !open;
    this.app.pane.element.classList.toggle("inspected", open);
    this.app.tools.setAttribute("aria-pressed", String(open));
    if (!open) return;
    this.draw();
    this.drawHaptics();
    clear(this.events, this.app.log.slice(-SHOWN).map((one) => this.row(one)).reverse());
  }

  toggle() {
    this.show(!this.open);
    localStorage.setItem(OPEN, this.open ? "1" : "0");
  }

  close() {
    this.app.pane.element.classList.remove("inspected");
    this.element.remove();
  }

  group(title, name, chosen, choices, choose) {
    return h("fieldset", { class: "tool-group", "data-tool": name }, h("legend", {}, title),
      h("div", { class: "segments" }, choices.map(([value, word]) => h("button", {
        "aria-pressed": String(value === chosen), "data-choice": String(value), onclick: () => { choose(value); this.draw(); },
      }, word))));
  }

  draw() {
    if (!this.open) return;
    const { app } = this;
    const w = app.words;
    const focused = document.activeElement?.closest?.("[data-tool]")?.dataset.tool;
    clear(this.controls,
      this.group(w.theme, "theme", app.theme, [["light", w.light], ["dark", w.dark]], (value) => app.themeChanged(value)),
      this.group(w.width, "width", app.width, [["small", "320"], ["phone", "390"]], (value) => app.narrow(value)),
      this.group(w.height, "height", app.fullscreen ? "screen" : app.height, [["half", w.half], ["full", w.whole], ["screen", w.screen]], (value) => {
        if (value === "screen") { if (!app.fullscreen) app.setFullscreen(true); return; }
        if (app.fullscreen) app.setFullscreen(false);
        app.resize(value);
      }),
      this.group(w.edges, "notch", app.notch, [[false, w.square], [true, w.notch]], (value) => app.setNotch(value)),
      this.group(w.visible, "visible", Boolean(app.element.dataset.minimised), [[false, w.inFront], [true, w.below]],
        (value) => (value ? app.minimise() : app.restore())),
      h("fieldset", { class: "tool-group", "data-tool": "version" }, h("legend", {}, w.version),
        h("select", { "aria-label": w.version, onchange: (event) => app.reload(event.target.value) },
          VERSIONS.map((one) => h("option", { value: one, selected: one === app.version }, `Bot API ${one}`)))),
      h("p", { class: "tool-facts" },
        h("span", { "data-fact": "guard" }, app.guarded ? w.asksToClose : w.closesAtOnce),
        h("span", { "data-fact": "home" }, onHomeScreen(app) ? w.onHome : w.notOnHome,
          onHomeScreen(app) ? h("button", { class: "chip", onclick: () => { takeFromHomeScreen(app); this.draw(); } }, w.remove) : null)));
    this.controls.querySelector(`[data-tool="${focused}"] [aria-pressed="true"]`)?.focus({ preventScroll: true });
  }

  drawHaptics() {
    if (!this.open) return;
    const { haptics } = this.app;
    clear(this.buzzes, haptics.length
      ? haptics.slice(-12).reverse().map(({ style, at }) => h("li", { "data-haptic": style, class: `buzz-${style}`, title: clock(at) }, h("i", { "aria-hidden": "true" }, marks[style] ?? "●"), style))
      : h("li", { class: "none" }, this.app.words.noHaptics));
  }

  row({ way, name, data, deaf, at, times }) {
    const told = data && Object.keys(data).length ? JSON.stringify(data) : "";
    const w = this.app.words;
    return h("li", { class: `event ${way} ${deaf ? "deaf" : ""}`, "data-event": name, "data-way": way },
      h("span", { class: "way", role: "img", "aria-label": way === "up" ? w.fromApp : w.toApp }, way === "up" ? "↑" : "↓"),
      h("details", {}, h("summary", {}, h("b", {}, short(name)), times > 1 ? h("span", { class: "times" }, `×${times}`) : null, deaf ? h("em", {}, deaf === "?" ? w.unknownEvent : w.sinceVersion(deaf)) : null,
        h("time", {}, clock(at))), h("pre", {}, told || "{}")));
  }

  noted(entry) {
    if (!this.open) return;
    if (entry.times > 1) this.events.firstChild?.remove();
    this.events.prepend(this.row(entry));
    while (this.events.children.length > SHOWN) this.events.lastChild.remove();
  }
}

// The Mini App panel: an iframe with signed launch parameters and what Telegram draws around it.

import { BRIDGE, SINCE } from "./bridge.js";
import { clear, h, icon } from "./dom.js";
import { Inspector } from "./inspector.js";
import { confirmBox, popupMenu } from "./overlay.js";
import { themeParams } from "./themes.js";

export const VERSIONS = ["9.1", "8.0", "7.10", "7.0", "6.9", "6.0"];
const NOTCH = { top: 47, bottom: 34, left: 0, right: 0 };
const BARE = { top: 0, bottom: 0, left: 0, right: 0 };
const CONTROLS = 52; // the height of the buttons that float over a full-screen app
const STILL_MS = 180;

const older = (version, wanted) => {
  const [a, b] = [version, wanted].map((one) => one.split(".").map(Number));
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
};

export class MiniApp {
  constructor(pane, session) {
    this.pane = pane;
    this.session = session;
    this.theme = pane.theme;
    this.version = VERSIONS[0];
    this.height = "full";
    this.width = "phone";
    this.notch = false;
    this.log = [];
    this.haptics = [];
    this.buzz = h("div", { class: "haptic", "aria-hidden": "true" });
    this.resizer = new ResizeObserver(() => this.sized());
    this.draw();
    this.begin();
    this.onMessage = (event) => { if (event.source === this.frame.contentWindow) this.receive(event.data); };
    addEventListener("message", this.onMessage);
    this.inspector = new Inspector(this);
  }

  get words() { return this.pane.words; }

  draw() {
    const w = this.words;
    const { title, bot } = this.session;
    this.backButton = h("button", { class: "round", "data-action": "app-close", onclick: () => this.onBack() });
    this.tools = h("button", { class: "round", "aria-label": w.inspector, title: w.inspector, "data-action": "app-tools", onclick: () => this.inspector.toggle() }, icon("terminal", 20));
    this.more = h("button", { class: "round", "aria-label": w.more, "data-action": "app-menu", onclick: (event) => this.menu(event) }, icon("more", 22));
    this.header = h("div", { class: "bar app-bar" }, this.backButton,
      h("button", { class: "chat-title", "data-action": "app-restore", onclick: () => this.restore() }, h("b", {}, title), h("small", {}, `@${bot}`)), this.tools, this.more);
    this.loading = h("div", { class: "app-loading", role: "status" }, h("i", { class: "big-spinner" }), w.loading);
    this.buttons = h("div", { class: "app-buttons" });
    this.view = h("div", { class: "app-view" }, this.loading);
    this.element = h("div", { class: "mini-app", role: "dialog", "aria-label": title, "data-app": bot }, this.header, this.view, this.buttons, this.buzz);
    this.pane.layer.append(this.element);
  }

  /** As it is opened from the chat: nothing of what an earlier page had asked for. */
  begin() {
    this.guarded = false;
    this.settings = false;
    this.fullscreen = false;
    this.state = { main: {}, secondary: {}, back: false };
    this.header.style.background = "";
    this.shape();
    this.drawBack();
    this.drawButtons();
    // A new frame each time: an address that differs in its hash alone would not be loaded again.
    this.frame?.remove();
    this.frame = h("iframe", { src: this.launchUrl(), title: this.session.title, class: "app-frame", allow: "clipboard-write; fullscreen" });
    this.frame.addEventListener("load", () => setTimeout(() => this.loading.remove(), 400));
    this.frame.addEventListener("load", () => this.sendViewport());
    this.resizer.disconnect();
    this.resizer.observe(this.frame);
    this.view.prepend(this.frame);
  }

  launchUrl() {
    const url = new URL(this.session.url);
    if (this.session.start_param) url.searchParams.set("tgWebAppStartParam", this.session.start_param);
    const launch = {
      tgWebAppData: this.session.init_data, tgWebAppVersion: this.version, tgWebAppPlatform: "weba", tgWebAppThemeParams: JSON.stringify(themeParams(this.theme)),
    };
    const hash = Object.entries(launch).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
    return `${url.href.split("#")[0]}#${hash}`;
  }

  send(eventType, eventData = null) {
    this.note("down", eventType, eventData);
    this.frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }

  receive(data) {
    let message;
    try { message = typeof data === "string" ? JSON.parse(data) : data; } catch { return; }
    if (typeof message?.eventType !== "string") return;
    const { eventType, eventData } = message;
    const handler = BRIDGE[eventType];
    const since = SINCE[eventType] ?? "6.0";
    // A client that is too old does not know the event: nothing happens and nobody answers.
    const deaf = !handler || older(this.version, since);
    this.note("up", eventType, eventData, deaf && (handler ? since : "?"));
    if (!deaf) handler(this, eventData ?? {});
  }

  note(way, name, data, deaf = false) {
    const last = this.log.at(-1);
    // A frame that is being resized tells its height sixty times a second: that is one line.
    const again = name === "viewport_changed" && last?.name === name;
    const entry = { way, name, data, deaf, at: new Date(), times: again ? last.times + 1 : 1 };
    if (again) this.log.pop();
    this.log.push(entry);
    if (this.log.length > 200) this.log.shift();
    this.inspector?.noted(entry);
  }

  onEvent() { /* world events do not concern an open app */ }

  get insets() { return this.notch ? NOTCH : BARE; }
  /** What the phone's own edges take of the app: its upper edge belongs to our header unless it is full screen. */
  get safeArea() {
    const own = this.buttons.childElementCount > 0;
    return { ...this.insets, top: this.fullscreen ? this.insets.top : 0, bottom: own ? 0 : this.insets.bottom };
  }

  get contentArea() { return { ...BARE, top: this.fullscreen ? CONTROLS : 0 }; }
  sendAreas() {
    this.send("safe_area_changed", this.safeArea);
    this.send("content_safe_area_changed", this.contentArea);
  }

  sendViewport(stable = true) {
    const { width, height } = this.frame.getBoundingClientRect();
    this.send("viewport_changed", { width, height, is_expanded: this.height === "full", is_state_stable: stable });
  }

  /** While it moves the height is not stable; then it is told once more. */
  sized() {
    this.sendViewport(false);
    clearTimeout(this.still);
    this.still = setTimeout(() => this.sendViewport(), STILL_MS);
  }

  shape() {
    const { height, width, notch, fullscreen } = this;
    Object.assign(this.element.dataset, { height: fullscreen ? "full" : height, width, notch: String(notch), fullscreen: String(fullscreen) });
  }

  resize(height) { this.height = height; this.shape(); }
  narrow(width) { this.width = width; this.shape(); }
  setNotch(notch) { this.notch = notch; this.shape(); this.sendAreas(); }
  setFullscreen(wanted) {
    this.fullscreen = wanted;
    this.shape();
    this.send("fullscreen_changed", { is_fullscreen: wanted });
    this.sendAreas();
    this.inspector.draw();
  }

  themeChanged(theme) {
    this.theme = theme;
    this.drawButtons();
    this.send("theme_changed", { theme_params: themeParams(theme) });
    this.inspector.draw();
  }

  reload(version = this.version) {
    this.version = version;
    this.begin();
  }

  async onBack() {
    if (this.element.dataset.minimised) await this.tryClose();
    else if (this.state.back) this.send("back_button_pressed");
    else if (this.fullscreen) this.setFullscreen(false);
    else await this.tryClose();
  }

  async tryClose() {
    const w = this.words;
    if (this.guarded) {
      const answer = await confirmBox(this.pane.layer, { text: w.leave, buttons: [{ id: "stay", text: w.cancel }, { id: "leave", text: w.close, type: "destructive" }] });
      if (answer !== "leave") return;
    }
    this.close();
  }

  close() {
    removeEventListener("message", this.onMessage);
    clearTimeout(this.still);
    this.resizer.disconnect();
    this.restore();
    this.inspector.close();
    this.element.remove();
    if (this.pane.app === this) this.pane.app = null;
  }

  /** The chat is seen again; the app waits in a bar below it, still running. */
  minimise() {
    this.element.dataset.minimised = "true";
    this.pane.phone.classList.add("with-app-below");
    this.drawBack();
    this.send("visibility_changed", { is_visible: false });
  }

  restore() {
    if (!this.element.dataset.minimised) return;
    delete this.element.dataset.minimised;
    this.pane.phone.classList.remove("with-app-below");
    this.drawBack();
    this.send("visibility_changed", { is_visible: true });
  }

  menu(event) {
    const w = this.words;
    const at = event.currentTarget.getBoundingClientRect();
    popupMenu(this.pane.layer, { x: at.right - 200, y: at.bottom }, [
      this.settings && { id: "settings", icon: "sliders", text: w.settings, run: () => this.send("settings_button_pressed") },
      { id: "reload", icon: "reload", text: w.reload, run: () => this.reload() },
      { id: "minimise", icon: "down", text: w.minimise, run: () => this.minimise() },
      this.fullscreen && { id: "leave-fullscreen", icon: "shrink", text: w.leaveFullscreen, run: () => this.setFullscreen(false) },
      { id: "close", icon: "close", text: w.close, run: () => this.tryClose() },
    ]);
  }

  drawBack() {
    const w = this.words;
    const back = this.state.back && !this.element.dataset.minimised;
    this.backButton.setAttribute("aria-label", back ? w.back : w.close);
    clear(this.backButton, icon(back ? "back" : "close", back ? 24 : 20));
  }

  drawButtons() {
    const { main, secondary } = this.state;
    const before = this.buttons.childElementCount;
    const make = (kind, options, fallback) => (options.is_visible && options.text ? h("button", {
      class: `app-button ${kind} ${options.has_shine_effect ? "shine" : ""}`, disabled: options.is_active === false, "data-button": options.text,
      "aria-busy": options.is_progress_visible ? "true" : null,
      style: { background: options.color ?? fallback.color, color: options.text_color ?? fallback.text },
      onclick: () => this.send(`${kind}_button_pressed`),
    }, options.is_progress_visible ? h("i", { class: "small-spinner" }) : options.text) : null);
    const theme = themeParams(this.theme);
    const first = make("main", main, { color: theme.button_color, text: theme.button_text_color });
    const second = make("secondary", secondary, { color: theme.bottom_bar_bg_color, text: theme.button_color });
    const position = secondary.position ?? "left";
    this.buttons.className = `app-buttons ${position === "top" || position === "bottom" ? "stacked" : ""}`;
    clear(this.buttons, position === "left" || position === "top" ? [second, first] : [first, second]);
    if (this.notch && before !== this.buttons.childElementCount) this.sendAreas();
  }

  trigger(style) {
    this.haptics.push({ style, at: new Date() });
    if (this.haptics.length > 40) this.haptics.shift();
    this.inspector.drawHaptics();
    this.buzz.textContent = `≋ ${style}`;
    this.buzz.dataset.haptic = style;
    this.buzz.classList.remove("buzz");
    requestAnimationFrame(() => this.buzz.classList.add("buzz"));
  }

  async asks(text, yes = this.words.allow) {
    return (await confirmBox(this.pane.layer, { title: this.session.title, text, buttons: [{ id: "no", text: this.words.cancel }, { id: "yes", text: yes }] })) === "yes";
  }
}

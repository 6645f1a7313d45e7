// The Mini App panel: an iframe with signed launch parameters and Telegram's postMessage bridge.

import { clear, h, icon } from "./dom.js";
import { themeParams } from "./themes.js";
import { confirmBox, popupMenu } from "./overlay.js";

const VERSION = "9.1";

function launchUrl(session, theme) {
  const url = new URL(session.url);
  if (session.start_param) url.searchParams.set("tgWebAppStartParam", session.start_param);
  const launch = {
    tgWebAppData: session.init_data, tgWebAppVersion: VERSION, tgWebAppPlatform: "weba", tgWebAppThemeParams: JSON.stringify(themeParams(theme)),
  };
  const hash = Object.entries(launch).map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  return `${url.href.split("#")[0]}#${hash}`;
}

export class MiniApp {
  constructor(pane, session) {
    this.pane = pane;
    this.session = session;
    this.guarded = false;
    this.settings = false;
    const w = pane.words;
    this.frame = h("iframe", { src: launchUrl(session, pane.theme), title: session.title, class: "app-frame", allow: "clipboard-write; fullscreen" });
    this.backButton = h("button", { class: "round", "aria-label": w.close, "data-action": "app-close", onclick: () => this.onBack() }, icon("close", 20));
    this.header = h("div", { class: "bar app-bar" }, this.backButton,
      h("div", { class: "chat-title" }, h("b", {}, session.title), h("small", {}, `@${session.bot}`)),
      h("button", { class: "round", "aria-label": w.more, "data-action": "app-menu", onclick: (event) => this.menu(event) }, icon("more", 22)));
    this.loading = h("div", { class: "app-loading", role: "status" }, h("i", { class: "big-spinner" }), w.loading);
    this.buttons = h("div", { class: "app-buttons" });
    this.haptics = h("div", { class: "haptic", "aria-hidden": "true" });
    this.element = h("div", { class: "mini-app", role: "dialog", "aria-label": session.title, "data-app": session.bot }, this.header,
      h("div", { class: "app-view" }, this.frame, this.loading), this.buttons, this.haptics);
    this.state = { main: {}, secondary: {}, back: false };
    this.onMessage = (event) => { if (event.source === this.frame.contentWindow) this.receive(event.data); };
    addEventListener("message", this.onMessage);
    this.frame.addEventListener("load", () => setTimeout(() => this.loading.remove(), 400));
    this.frame.addEventListener("load", () => this.sendViewport());
    pane.layer.append(this.element);
    this.resizer = new ResizeObserver(() => this.sendViewport());
    this.resizer.observe(this.frame);
  }

  send(eventType, eventData = null) {
    this.frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }

  receive(data) {
    let message;
    try { message = typeof data === "string" ? JSON.parse(data) : data; } catch { return; }
    const handler = message?.eventType && this[`on_${message.eventType}`];
    if (handler) handler.call(this, message.eventData ?? {});
  }

  onEvent() { /* world events do not concern an open app */ }

  sendViewport() {
    const { width, height } = this.frame.getBoundingClientRect();
    this.send("viewport_changed", { width, height, is_expanded: true, is_state_stable: true });
  }

  themeChanged(theme) { this.send("theme_changed", { theme_params: themeParams(theme) }); }

  async onBack() {
    if (this.state.back) this.send("back_button_pressed");
    else await this.tryClose();
  }

  async tryClose() {
    const w = this.pane.words;
    if (this.guarded) {
      const answer = await confirmBox(this.pane.layer, { text: w.leave, buttons: [{ id: "stay", text: w.cancel }, { id: "leave", text: w.close, type: "destructive" }] });
      if (answer !== "leave") return;
    }
    this.close();
  }

  close() {
    removeEventListener("message", this.onMessage);
    this.resizer.disconnect();
    this.element.remove();
    if (this.pane.app === this) this.pane.app = null;
  }

  menu(event) {
    const w = this.pane.words;
    const at = event.currentTarget.getBoundingClientRect();
    popupMenu(this.pane.layer, { x: at.right - 200, y: at.bottom }, [
      this.settings && { id: "settings", icon: "more", text: w.settings, run: () => this.send("settings_button_pressed") },
      { id: "reload", icon: "app", text: "Reload", run: () => { this.frame.src = launchUrl(this.session, this.pane.theme); } },
      { id: "close", icon: "close", text: w.close, run: () => this.tryClose() },
    ]);
  }

  drawButtons() {
    const { main, secondary } = this.state;
    const make = (kind, options, fallback) => (options.is_visible && options.text ? h("button", {
      class: `app-button ${kind} ${options.has_shine_effect ? "shine" : ""}`, disabled: options.is_active === false, "data-button": options.text,
      style: { background: options.color ?? fallback.color, color: options.text_color ?? fallback.text },
      onclick: () => this.send(`${kind}_button_pressed`),
    }, options.is_progress_visible ? h("i", { class: "small-spinner" }) : options.text) : null);
    const theme = themeParams(this.pane.theme);
    const first = make("main", main, { color: theme.button_color, text: theme.button_text_color });
    const second = make("secondary", secondary, { color: theme.bottom_bar_bg_color, text: theme.button_color });
    const position = secondary.position ?? "left";
    this.buttons.className = `app-buttons ${position === "top" || position === "bottom" ? "stacked" : ""}`;
    clear(this.buttons, position === "left" || position === "top" ? [second, first] : [first, second]);
  }

  on_iframe_ready() { this.send("set_custom_style", ""); this.themeChanged(this.pane.theme); this.sendViewport(); }
  on_web_app_ready() { this.loading.remove(); this.sendViewport(); }
  on_web_app_expand() { this.sendViewport(); }
  on_web_app_close() { this.close(); }
  on_web_app_request_theme() { this.themeChanged(this.pane.theme); }
  on_web_app_request_viewport() { this.sendViewport(); }
  on_web_app_request_safe_area() { this.send("safe_area_changed", { top: 0, bottom: 0, left: 0, right: 0 }); }
  on_web_app_request_content_safe_area() { this.send("content_safe_area_changed", { top: 0, bottom: 0, left: 0, right: 0 }); }
  on_web_app_request_fullscreen() { this.send("fullscreen_failed", { error: "UNSUPPORTED" }); }
  on_web_app_setup_main_button(data) { Object.assign(this.state.main, data); this.drawButtons(); }
  on_web_app_setup_secondary_button(data) { Object.assign(this.state.secondary, data); this.drawButtons(); }
  on_web_app_setup_settings_button({ is_visible }) { this.settings = Boolean(is_visible); }
  on_web_app_setup_closing_behavior({ need_confirmation }) { this.guarded = Boolean(need_confirmation); }
  on_web_app_set_header_color({ color, color_key }) { this.header.style.background = color ?? themeParams(this.pane.theme)[color_key] ?? ""; }
  on_web_app_set_background_color({ color }) { this.frame.style.background = color ?? ""; }
  on_web_app_set_bottom_bar_color({ color }) { this.buttons.style.background = color ?? ""; }

  on_web_app_setup_back_button({ is_visible }) {
    this.state.back = Boolean(is_visible);
    const w = this.pane.words;
    this.backButton.setAttribute("aria-label", is_visible ? w.back : w.close);
    clear(this.backButton, icon(is_visible ? "back" : "close", is_visible ? 24 : 20));
  }

  on_web_app_open_invoice({ slug }) {
    this.pane.openPayment({ slug, onEnd: (status) => this.send("invoice_closed", { slug, status }) });
  }

  on_web_app_open_link({ url }) { this.pane.follow({ opened: "browser" }, url); }
  on_web_app_open_tg_link({ path_full }) { this.close(); this.pane.openLink(`https://t.me${path_full}`); }

  async on_web_app_open_popup({ title, message, buttons }) {
    const w = this.pane.words;
    const standard = { ok: "OK", close: w.close, cancel: w.cancel };
    const shown = (buttons ?? []).map((button) => ({ ...button, text: button.text ?? standard[button.type] ?? "OK" }));
    const id = await confirmBox(this.pane.layer, { title, text: message, buttons: shown.length ? shown : [{ id: "", text: w.close }] });
    this.send("popup_closed", id === null ? {} : { button_id: id });
  }

  on_web_app_trigger_haptic_feedback(data) {
    const style = data.impact_style ?? data.notification_type ?? data.type;
    this.haptics.textContent = `≋ ${style}`;
    this.haptics.dataset.haptic = style;
    this.haptics.classList.remove("buzz");
    requestAnimationFrame(() => this.haptics.classList.add("buzz"));
  }

  async ask(text) {
    const w = this.pane.words;
    return (await confirmBox(this.pane.layer, { title: this.session.title, text, buttons: [{ id: "no", text: w.cancel }, { id: "yes", text: w.allow }] })) === "yes";
  }

  async on_web_app_request_phone() {
    const agreed = await this.ask(this.pane.words.sharePhone);
    if (agreed) await this.pane.act("web_app_phone", { session: this.session.session });
    this.send("phone_requested", { status: agreed ? "sent" : "cancelled" });
  }

  async on_web_app_request_write_access() {
    await this.pane.act("web_app_write", { session: this.session.session });
    this.send("write_access_requested", { status: "allowed" });
  }

  async on_web_app_data_send({ data }) {
    if (await this.pane.act("web_app_data", { session: this.session.session, data })) this.close();
  }

  on_web_app_switch_inline_query({ query }) {
    this.close();
    this.pane.screen?.switchInline(this.session.bot, { query, here: false });
  }

  on_web_app_send_prepared_message({ id }) {
    const screen = this.pane.screen;
    if (!screen) return this.send("prepared_message_failed", { error: "USER_DECLINED" });
    return screen.pickChat(async (chat) => {
      const done = await this.pane.act("share_prepared", { prepared: id, chat });
      this.send(done ? "prepared_message_sent" : "prepared_message_failed", done ? {} : { error: "MESSAGE_SEND_FAILED" });
    });
  }

  async on_web_app_read_text_from_clipboard({ req_id }) {
    const data = await navigator.clipboard?.readText().catch(() => null);
    this.send("clipboard_text_received", { req_id, data: data ?? null });
  }

  // CloudStorage lives in this browser, one drawer per person and bot.
  on_web_app_invoke_custom_method({ req_id, method, params }) {
    const drawer = `sandbox.cloud.${this.pane.id}.${this.session.bot}`;
    const stored = JSON.parse(localStorage.getItem(drawer) ?? "{}");
    const results = {
      saveStorageValue: () => { stored[params.key] = params.value; return true; },
      getStorageValues: () => Object.fromEntries(params.keys.map((key) => [key, stored[key] ?? ""])),
      deleteStorageValues: () => { for (const key of params.keys) delete stored[key]; return true; },
      getStorageKeys: () => Object.keys(stored),
    };
    const run = results[method];
    if (!run) return this.send("custom_method_invoked", { req_id, error: "UNKNOWN_METHOD" });
    const result = run();
    localStorage.setItem(drawer, JSON.stringify(stored));
    return this.send("custom_method_invoked", { req_id, result });
  }
}

// What a Mini App may ask of Telegram: one function for each event, and the version of clients that know it.

import { h, icon } from "./dom.js";
import { bottomSheet, confirmBox } from "./overlay.js";
import { themeParams } from "./themes.js";

// Saint Petersburg, where the demo's people live.
const HERE = { latitude: 59.9343, longitude: 30.3351, altitude: null, course: null, speed: null, horizontal_accuracy: 20 };
const local = (url) => /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url ?? "");

export const SINCE = {
  web_app_open_invoice: "6.1", web_app_setup_back_button: "6.1", web_app_set_background_color: "6.1", web_app_set_header_color: "6.1",
  web_app_trigger_haptic_feedback: "6.1", web_app_open_popup: "6.2", web_app_setup_closing_behavior: "6.2", web_app_read_text_from_clipboard: "6.4",
  web_app_switch_inline_query: "6.7", web_app_invoke_custom_method: "6.9", web_app_request_phone: "6.9", web_app_request_write_access: "6.9",
  web_app_setup_settings_button: "7.0", web_app_setup_swipe_behavior: "7.7", web_app_share_to_story: "7.8", web_app_setup_secondary_button: "7.10",
  web_app_set_bottom_bar_color: "7.10", web_app_request_fullscreen: "8.0", web_app_exit_fullscreen: "8.0", web_app_request_safe_area: "8.0",
  web_app_request_content_safe_area: "8.0", web_app_add_to_home_screen: "8.0", web_app_check_home_screen: "8.0", web_app_check_location: "8.0",
  web_app_request_location: "8.0", web_app_open_location_settings: "8.0", web_app_send_prepared_message: "8.0", web_app_request_file_download: "8.0",
  web_app_toggle_orientation_lock: "8.0", web_app_hide_keyboard: "9.1",
};

const kept = (app, what) => `sandbox.${what}.${app.pane.id}.${app.session.bot}`;
export const onHomeScreen = (app) => localStorage.getItem(kept(app, "home")) === "1";
export const takeFromHomeScreen = (app) => localStorage.removeItem(kept(app, "home"));

function openPopup(app, { title, message, buttons }) {
  const w = app.words;
  const standard = { ok: "OK", close: w.close, cancel: w.cancel };
  const shown = (buttons ?? []).map((button) => ({ ...button, text: button.text ?? standard[button.type] ?? "OK" }));
  return confirmBox(app.pane.layer, { title, text: message, buttons: shown.length ? shown : [{ id: "", text: w.close }] });
}

async function sharePhone(app) {
  const agreed = await app.asks(app.words.sharePhone);
  const done = agreed && (await app.pane.act("web_app_phone", { session: app.session.session }));
  app.send("phone_requested", { status: done ? "sent" : "cancelled" });
}

async function allowWriting(app) {
  const agreed = await app.asks(app.words.allowWriting);
  const done = agreed && (await app.pane.act("web_app_write", { session: app.session.session }));
  app.send("write_access_requested", { status: done ? "allowed" : "cancelled" });
}

async function tellPlace(app) {
  if (localStorage.getItem(kept(app, "place")) === null) {
    localStorage.setItem(kept(app, "place"), (await app.asks(app.words.sharePlace)) ? "1" : "0");
  }
  const granted = localStorage.getItem(kept(app, "place")) === "1";
  app.send("location_requested", granted ? { available: true, ...HERE } : { available: false });
}

async function addToHomeScreen(app) {
  if (!onHomeScreen(app)) {
    if (!(await app.asks(app.words.addHome, app.words.add))) return app.send("home_screen_failed", { error: "CANCELLED" });
    localStorage.setItem(kept(app, "home"), "1");
    app.inspector.draw();
  }
  return app.send("home_screen_added");
}

// Nothing comes back to the app, whatever the person does.
function shareToStory(app, { media_url, text, widget_link }) {
  const w = app.words;
  const sheet = bottomSheet(app.pane.layer, { title: w.newStory, closeWord: w.close, className: "story" });
  sheet.replace(
    h("div", { class: "story-card" },
      local(media_url) ? h("img", { src: media_url, alt: "" }) : h("span", { class: "story-blank" }, icon("photo", 40), media_url),
      text ? h("p", {}, text) : null,
      widget_link ? h("span", { class: "story-link" }, icon("link", 14), widget_link.name || widget_link.url) : null),
    h("button", { class: "primary", "data-button": "publish", onclick: () => { sheet.close(); app.pane.say(w.published); } }, w.publish));
}

function sharePrepared(app, { id }) {
  const { screen } = app.pane;
  if (!screen) return app.send("prepared_message_failed", { error: "USER_DECLINED" });
  return screen.pickChat(async (chat) => {
    const done = await app.pane.act("share_prepared", { prepared: id, chat });
    app.send(done ? "prepared_message_sent" : "prepared_message_failed", done ? {} : { error: "MESSAGE_SEND_FAILED" });
  }, () => app.send("prepared_message_failed", { error: "USER_DECLINED" }));
}

async function download(app, { url, file_name }) {
  const agreed = await app.asks(app.words.downloadFile(file_name), app.words.save);
  if (agreed && local(url)) h("a", { href: url, download: file_name, target: "_blank", rel: "noopener" }).click();
  app.send("file_download_requested", { status: agreed ? "downloading" : "cancelled" });
}

// CloudStorage lives in this browser, one drawer per person and bot.
async function invoke(app, { req_id, method, params }) {
  const stored = JSON.parse(localStorage.getItem(kept(app, "cloud")) ?? "{}");
  const results = {
    saveStorageValue: () => { stored[params.key] = params.value; return true; },
    getStorageValues: () => Object.fromEntries(params.keys.map((key) => [key, stored[key] ?? ""])),
    deleteStorageValues: () => { for (const key of params.keys) delete stored[key]; return true; },
    getStorageKeys: () => Object.keys(stored),
    getRequestedContact: async () => (await app.pane.act("web_app_contact", { session: app.session.session }))?.contact ?? "",
  };
  const run = results[method];
  if (!run) return app.send("custom_method_invoked", { req_id, error: "UNKNOWN_METHOD" });
  const result = await run();
  localStorage.setItem(kept(app, "cloud"), JSON.stringify(stored));
  return app.send("custom_method_invoked", { req_id, result });
}

export const BRIDGE = {
  iframe_ready: (app) => { app.send("set_custom_style", ""); app.send("theme_changed", { theme_params: themeParams(app.theme) }); app.sendViewport(); },
  iframe_will_reload: () => {},
  web_app_ready: (app) => { app.loading.remove(); app.sendViewport(); },
  web_app_expand: (app) => { app.resize("full"); app.sendViewport(); app.inspector.draw(); },
  web_app_close: (app) => app.close(),
  web_app_request_theme: (app) => app.send("theme_changed", { theme_params: themeParams(app.theme) }),
  web_app_request_viewport: (app) => app.sendViewport(),
  web_app_request_safe_area: (app) => app.send("safe_area_changed", app.safeArea),
  web_app_request_content_safe_area: (app) => app.send("content_safe_area_changed", app.contentArea),
  web_app_request_fullscreen: (app) => (app.fullscreen ? app.send("fullscreen_failed", { error: "ALREADY_FULLSCREEN" }) : app.setFullscreen(true)),
  web_app_exit_fullscreen: (app) => { if (app.fullscreen) app.setFullscreen(false); },
  web_app_toggle_orientation_lock: () => {},
  web_app_setup_swipe_behavior: () => {},
  web_app_hide_keyboard: () => {},
  web_app_setup_main_button: (app, data) => { Object.assign(app.state.main, data); app.drawButtons(); },
  web_app_setup_secondary_button: (app, data) => { Object.assign(app.state.secondary, data); app.drawButtons(); },
  web_app_setup_settings_button: (app, { is_visible }) => { app.settings = Boolean(is_visible); },
  web_app_setup_back_button: (app, { is_visible }) => { app.state.back = Boolean(is_visible); app.drawBack(); },
  web_app_setup_closing_behavior: (app, { need_confirmation }) => { app.guarded = Boolean(need_confirmation); app.inspector.draw(); },
  web_app_set_header_color: (app, { color, color_key }) => { app.header.style.background = color ?? themeParams(app.theme)[color_key] ?? ""; },
  web_app_set_background_color: (app, { color }) => { app.frame.style.background = color ?? ""; },
  web_app_set_bottom_bar_color: (app, { color }) => { app.buttons.style.background = color ?? ""; },
  web_app_trigger_haptic_feedback: (app, data) => app.trigger(data.impact_style ?? data.notification_type ?? data.type),
  web_app_open_invoice: (app, { slug }) => app.pane.openPayment({ slug, onEnd: (status) => app.send("invoice_closed", { slug, status }) }),
  web_app_open_link: (app, { url }) => app.pane.follow({ opened: "browser" }, url),
  web_app_open_tg_link: (app, { path_full }) => { app.minimise(); app.pane.openLink(`https://t.me${path_full}`); },
  web_app_open_popup: async (app, data) => { const id = await openPopup(app, data); app.send("popup_closed", id === null ? {} : { button_id: id }); },
  web_app_request_phone: sharePhone,
  web_app_request_write_access: allowWriting,
  web_app_check_location: (app) => {
    const asked = localStorage.getItem(kept(app, "place"));
    app.send("location_checked", { available: true, access_requested: asked !== null, access_granted: asked === "1" });
  },
  web_app_request_location: tellPlace,
  web_app_open_location_settings: (app) => { localStorage.removeItem(kept(app, "place")); app.pane.say(app.words.placeForgotten); },
  web_app_check_home_screen: (app) => app.send("home_screen_checked", { status: onHomeScreen(app) ? "added" : "missed" }),
  web_app_add_to_home_screen: addToHomeScreen,
  web_app_share_to_story: shareToStory,
  web_app_send_prepared_message: sharePrepared,
  web_app_request_file_download: download,
  web_app_invoke_custom_method: invoke,
  web_app_data_send: async (app, { data }) => { if (await app.pane.act("web_app_data", { session: app.session.session, data })) app.close(); },
  web_app_switch_inline_query: (app, { query }) => { app.close(); app.pane.screen?.switchInline(app.session.bot, { query, here: false }); },
  web_app_read_text_from_clipboard: async (app, { req_id }) => {
    const data = await navigator.clipboard?.readText().catch(() => null);
    app.send("clipboard_text_received", { req_id, data: data ?? null });
  },
};

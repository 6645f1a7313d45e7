// Inline keyboards under messages and reply keyboards under the input.

import { h, icon } from "./dom.js";
import { waiting } from "./store.js";
import { money } from "./words.js";

function mark(button) {
  if (button.url) return icon("link", 12);
  if (button.web_app) return icon("app", 12);
  if (button.copy_text) return icon("copy", 12);
  if (button.switch_inline_query !== undefined || button.switch_inline_query_chosen_chat) return icon("share", 12);
  return null;
}

function label(button, message, pane) {
  if (!button.pay || !message.invoice) return button.text;
  if (message.paid_by.includes(pane.id)) return pane.words.receipt;
  // Telegram puts the price into the automatic Pay button, and replaces XTR by a star.
  if (button.text === "Pay") return `${pane.words.payWord} ${money(message.invoice.total, message.invoice.currency, pane.language)}`;
  return button.text.replace("XTR", "⭐");
}

function inlineButton(button, message, pane, row, column, onPress) {
  const data = button.callback_data;
  const state = data === undefined ? "" : waiting(pane.id, message.chat, message.id, data);
  const text = label(button, message, pane);
  return h("button", {
    class: `inline-button ${button.style ? `style-${button.style}` : ""} ${state}`, "data-button": text, disabled: Boolean(button.disabled),
    "aria-busy": state === "waiting" ? "true" : undefined,
    title: state === "unanswered" ? pane.words.unansweredHint : undefined,
    onclick: (event) => onPress(button, row, column, event.currentTarget),
  }, h("span", {}, text), mark(button),
  state === "unanswered" ? h("span", { class: "no-answer" }, `⚠ ${pane.words.unanswered}`) : h("i", { class: "spinner" }));
}

export function inlineKeyboard(message, pane, onPress) {
  const rows = message.markup?.inline_keyboard;
  if (!rows) return null;
  return h("div", { class: "inline-keyboard" }, rows.map((buttons, row) =>
    h("div", { class: "inline-row" }, buttons.map((button, column) => inlineButton(button, message, pane, row, column, onPress)))));
}

// The keyboard that is on screen now: the newest one, unless a later message removed it.
export function currentReplyKeyboard(messages) {
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const { markup, deleted, from } = messages[at];
    if (deleted || from.kind !== "bot" || !markup) continue;
    if (markup.remove_keyboard) return null;
    if (markup.keyboard) return { message: messages[at], markup };
  }
  return null;
}

export function replyKeyboard({ markup }, onPress) {
  const tall = !markup.resize_keyboard;
  return h("div", { class: `reply-keyboard ${tall ? "tall" : ""}`, role: "group" }, markup.keyboard.map((row) =>
    h("div", { class: "reply-row" }, row.map((button) =>
      h("button", { class: `reply-button ${button.style ? `style-${button.style}` : ""}`, "data-button": button.text, onclick: () => onPress(button) },
        button.text,
        button.web_app ? icon("app", 12) : null)))));
}

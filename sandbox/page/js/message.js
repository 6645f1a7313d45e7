// A message as a bubble: media, text, time, keyboard; or a service line in the middle.

import { avatar, h, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { bodyLine, serviceText } from "./summary.js";
import { clock, money } from "./words.js";

const PEER_COLOURS = ["#cc5049", "#d67722", "#955cdb", "#40a920", "#309eba", "#368ad1", "#c7508b"];
const colour = (id) => PEER_COLOURS[Math.abs(Number(id)) % PEER_COLOURS.length];

function source(size) {
  if (!size.url) return `/sandbox/files/${size.file_id}`;
  return /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(size.url) ? size.url : null;
}

function picture(size, alt, className = "photo") {
  const ratio = `${size.width || 4} / ${size.height || 3}`;
  const address = source(size);
  if (!address) return h("div", { class: `${className} no-photo`, style: { "aspect-ratio": ratio } }, icon("photo", 34));
  return h("img", { class: className, src: address, alt, loading: "lazy", style: { "aspect-ratio": ratio }, draggable: "false" });
}

function bytes(size) {
  return size > 1048576 ? `${(size / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1024))} KB`;
}

function invoiceCard(message, pane) {
  const { invoice } = message;
  const about = message.content.invoice;
  const local = invoice?.photo_url && /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(invoice.photo_url);
  return h("div", { class: "invoice-card" },
    local ? h("img", { class: "photo", src: invoice.photo_url, alt: about.title, style: { "aspect-ratio": `${invoice.photo_width || 4} / ${invoice.photo_height || 3}` } }) : null,
    h("div", { class: "invoice-words" }, h("b", {}, about.title), h("p", {}, about.description),
      h("span", { class: "invoice-sum" }, `${money(about.total_amount, about.currency, pane.language)} · ${pane.words.invoice}${invoice?.test ? " · TEST" : ""}`)));
}

function media(message, pane) {
  const { content } = message;
  const alt = content.caption ?? pane.words.photoWord;
  if (content.photo) return picture(content.photo.at(-1), alt);
  if (content.sticker) return picture(content.sticker, content.sticker.emoji ?? pane.words.sticker, "sticker");
  if (content.invoice) return invoiceCard(message, pane);
  if (content.contact) {
    const name = `${content.contact.first_name} ${content.contact.last_name ?? ""}`.trim();
    return h("div", { class: "attachment" }, avatar(name, content.contact.user_id ?? 1, 46),
      h("span", {}, h("b", {}, name), h("small", {}, `+${content.contact.phone_number.replace(/^\+/, "")}`)));
  }
  if (content.location) {
    const { latitude, longitude } = content.location;
    return h("div", { class: "place" }, h("div", { class: "map", "aria-hidden": "true" }, icon("pin", 40)),
      h("span", {}, h("b", {}, content.venue?.title ?? pane.words.location),
        h("small", {}, content.venue?.address ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)));
  }
  const file = content.video ?? content.animation ?? content.audio ?? content.voice ?? content.document;
  if (file) {
    const name = file.file_name ?? "file";
    return h("a", { class: "attachment", href: `/sandbox/files/${file.file_id}`, download: name },
      h("span", { class: "file-icon" }, icon("file", 24)), h("span", {}, h("b", {}, name), h("small", {}, bytes(file.file_size ?? 0))));
  }
  if (content.dice) return h("div", { class: "dice" }, content.dice.emoji);
  return null;
}

function quote(message, chat) {
  const original = message.reply_to ? chat.messages.get(message.reply_to) : null;
  if (!original || original.deleted) return null;
  return h("button", { class: "quote", style: { "--peer": colour(original.from.id) }, onclick: () => chat.reveal(original.id) },
    h("b", {}, original.from.name), h("span", {}, bodyLine(original, chat.pane)));
}

function meta(message, mine, pane) {
  return h("span", { class: "meta" }, message.edited ? `${pane.words.edited} ` : "", clock(message.date),
    mine ? h("span", { class: "checks", "aria-hidden": "true" }, "✓✓") : null);
}

function reactions(message, chat) {
  const counts = new Map();
  for (const list of Object.values(message.reactions)) for (const emoji of list) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (!counts.size) return null;
  return h("div", { class: "reactions" }, [...counts].map(([emoji, count]) =>
    h("button", { class: "reaction", onclick: () => chat.react(message, emoji) }, emoji, count > 1 ? ` ${count}` : "")));
}

function heading(message, pane, { mine, group, first }) {
  const parts = [];
  if (group && !mine && first) parts.push(h("span", { class: "author", style: { "--peer": colour(message.from.id) } }, message.from.name));
  if (message.forward) {
    const origin = message.forward.sender_user;
    parts.push(h("span", { class: "forwarded" }, `${pane.words.forwarded} `, h("b", {}, origin?.first_name ?? message.forward.sender_user_name ?? "")));
  }
  if (message.via && !message.forward) parts.push(h("span", { class: "forwarded" }, `${pane.words.via} `, h("b", {}, `@${message.via}`)));
  return parts;
}

function bubble(message, chat, place) {
  const { pane } = chat;
  const text = message.content.text ?? message.content.caption ?? "";
  const entities = message.content.entities ?? message.content.caption_entities;
  const shown = media(message, pane);
  const jumbo = !shown && !entities && [...text].length <= 3 && /^\p{Extended_Pictographic}(\uFE0F|\u200D|\p{Extended_Pictographic})*$/u.test(text);
  const bare = jumbo || Boolean(message.content.sticker) || Boolean(message.content.dice);
  const words = text ? h("div", { class: jumbo ? "jumbo" : "text", dir: "auto" }, formatted(text, entities, chat.actions), bare ? null : h("span", { class: message.edited ? "meta-room edited" : "meta-room" })) : null;
  const kind = message.content.photo ? "with-photo" : message.content.invoice ? "with-invoice" : "";
  const above = message.content.show_caption_above_media;
  return h("div", { class: ["bubble", kind, bare ? "bare" : "", text ? "" : "no-text", place.last ? "tail" : ""].join(" ") },
    heading(message, pane, place), quote(message, chat), above ? [words, shown] : [shown, words],
    reactions(message, chat), meta(message, place.mine, pane));
}

// ``place`` says where it stands: { mine, group, first, last } of a run by one sender.
export function messageElement(message, chat, place) {
  const { pane } = chat;
  const service = serviceText(message, pane);
  const common = { "data-message-id": String(message.id), "data-chat": chat.ref, "data-sender": message.from.username ?? message.from.name };
  if (service) return h("div", { class: "service", role: "listitem", ...common }, h("span", {}, service));
  const keyboard = inlineKeyboard(message, pane, (button, row, column, element) => chat.press(message, button, row, column, element));
  const open = (event) => { event.preventDefault(); chat.openMenu(message, event); };
  return h("div", {
    class: `message ${place.mine ? "out" : "in"} ${place.first ? "first" : ""} ${place.last ? "last" : ""} ${keyboard ? "with-keyboard" : ""}`,
    role: "listitem", tabindex: "0", ...common, oncontextmenu: open,
    ondblclick: (event) => { if (!event.target.closest("button, a, input")) chat.composer.replyTo(message); },
    onkeydown: (event) => { if (event.target === event.currentTarget && (event.key === "Enter" || event.key === "ContextMenu")) open(event); },
  },
  place.group && !place.mine ? h("span", { class: "side" }, place.last ? avatar(message.from.name, message.from.id, 34) : null) : null,
  h("div", { class: "column" }, bubble(message, chat, place), keyboard),
  h("button", { class: "message-more", "aria-label": pane.words.more, tabindex: "-1", onclick: open }, icon("more", 16)));
}

// Photos of one album stand in one grid; the caption is that of the first one that has any.
export function albumElement(group, chat, place) {
  const { pane } = chat;
  const captioned = group.find((one) => one.content.caption) ?? group[0];
  const text = captioned.content.caption ?? "";
  const tiles = group.map((one) => (one.content.photo
    ? h("span", { "data-message-id": String(one.id), class: "tile" }, picture(one.content.photo.at(-1), text || pane.words.photoWord, "album-photo"))
    : h("span", { "data-message-id": String(one.id), class: "tile file" }, media(one, pane))));
  return h("div", { class: `message ${place.mine ? "out" : "in"} ${place.first ? "first" : ""} ${place.last ? "last" : ""}`, role: "listitem", tabindex: "0",
    "data-chat": chat.ref, oncontextmenu: (event) => { event.preventDefault(); chat.openMenu(captioned, event); } },
  h("div", { class: "column" }, h("div", { class: `bubble with-photo ${text ? "" : "no-text"} ${place.last ? "tail" : ""}` },
    h("div", { class: `album album-${Math.min(group.length, 4)}` }, tiles),
    text ? h("div", { class: "text" }, formatted(text, captioned.content.caption_entities, chat.actions), h("span", { class: captioned.edited ? "meta-room edited" : "meta-room" })) : null,
    meta(captioned, place.mine, pane))));
}

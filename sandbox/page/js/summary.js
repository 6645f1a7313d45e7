// A message in one line, and the words of service messages.

import { money } from "./words.js";

export function serviceText(message, pane) {
  const { content } = message;
  const w = pane.words;
  const name = message.from.name;
  if (content.successful_payment) {
    const paid = content.successful_payment;
    return `✅ ${w.paidService(money(paid.total_amount, paid.currency, pane.language), "")}`;
  }
  if (content.refunded_payment) {
    const back = content.refunded_payment;
    return `↩️ ${w.refundService(money(back.total_amount, back.currency, pane.language))}`;
  }
  if (content.web_app_data) return w.dataSent(content.web_app_data.button_text);
  if (content.write_access_allowed) return w.writeAllowed;
  if (content.new_chat_members) return `${content.new_chat_members.map((one) => one.first_name).join(", ")} ${w.joined}`;
  if (content.pinned_message) return `${name} ${w.pinnedService}`;
  if (content.forum_topic_created) return w.topicMade(content.forum_topic_created.name);
  if (content.forum_topic_edited) return w.topicRenamed(content.forum_topic_edited.name);
  if (content.forum_topic_closed) return w.topicClosed;
  if (content.forum_topic_reopened) return w.topicReopened;
  return "";
}

function kindOf(message, w) {
  const { content } = message;
  if (content.photo) return `🖼 ${w.photoWord}`;
  if (content.sticker) return `${content.sticker.emoji ?? ""} ${w.sticker}`;
  if (content.animation || content.video) return "🎬 " + (content.video ?? content.animation).file_name;
  if (content.document) return `📄 ${content.document.file_name}`;
  if (content.invoice) return `🧾 ${content.invoice.title}`;
  if (content.venue) return `📍 ${content.venue.title}`;
  if (content.location) return `📍 ${w.location}`;
  if (content.contact) return `👤 ${content.contact.first_name}`;
  if (content.dice) return `${content.dice.emoji} ${content.dice.value}`;
  return "";
}

export function bodyLine(message, pane) {
  const service = serviceText(message, pane);
  if (service) return service;
  const kind = kindOf(message, pane.words);
  const text = (message.content.text ?? message.content.caption ?? "").replace(/\s+/g, " ");
  if (message.content.photo && text) return `🖼 ${text}`;
  return [kind, text].filter(Boolean).join(" ");
}

export function summary(message, pane) {
  const mine = message.from.kind === "person" && message.from.id === pane.id;
  const group = message.chat.startsWith("group");
  const who = mine ? `${pane.words.you}: ` : group ? `${message.from.name}: ` : "";
  return (serviceText(message, pane) ? "" : who) + bodyLine(message, pane);
}

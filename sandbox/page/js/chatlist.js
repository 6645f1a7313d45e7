// The list of chats: title, last message, time; a dot for what came while the chat was closed.

import { avatar, clear, h } from "./dom.js";
import { summary } from "./summary.js";
import { clock, day } from "./words.js";

export class ChatList {
  constructor(pane) {
    this.pane = pane;
    this.unread = new Map();
    this.rows = h("div", { class: "chat-rows", role: "list" });
    this.title = h("h2", {});
    this.element = h("div", { class: "chat-list" }, h("div", { class: "bar list-bar" }, this.title), this.rows);
  }

  onMessage(message) {
    const ref = message.refs[this.pane.id];
    const chat = this.pane.chats.find((one) => one.ref === ref);
    const mine = message.from.kind === "person" && message.from.id === this.pane.id;
    if (!chat) return this.pane.reload().catch(() => {});
    if (!chat.last || message.id >= chat.last.id) {
      const fresh = message.id > (chat.last?.id ?? 0) && !message.deleted;
      if (!message.deleted) chat.last = message;
      if (fresh && !mine && this.pane.screen?.ref !== ref) this.unread.set(ref, (this.unread.get(ref) ?? 0) + 1);
    }
    return this.draw();
  }

  draw() {
    if (this.pane.screen) return;
    const w = this.pane.words;
    this.title.textContent = w.chats;
    const sorted = [...this.pane.chats].sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
    clear(this.rows, sorted.length ? sorted.map((chat) => this.row(chat)) : h("p", { class: "hint" }, w.noChats));
  }

  row(chat) {
    const { pane } = this;
    const last = chat.last;
    const unread = this.unread.get(chat.ref);
    const today = last && day(last.date, pane.language) === pane.words.today;
    const number = chat.kind === "bot" ? chat.key.split(":")[1] : chat.ref;
    return h("div", { role: "listitem" }, h("button", {
      class: "chat-row", "data-chat": chat.ref,
      onclick: () => { this.unread.delete(chat.ref); pane.open(chat.ref); },
    }, avatar(chat.title, number, 52),
      h("span", { class: "chat-main" },
        h("span", { class: "chat-top" }, h("b", {}, chat.title),
          h("time", {}, last ? (today ? clock(last.date) : day(last.date, pane.language)) : "")),
        h("span", { class: "chat-bottom" }, h("span", { class: "chat-last" }, last ? summary(last, pane) : pane.words.noMessages),
          unread ? h("span", { class: "unread" }, String(unread)) : null))));
  }
}

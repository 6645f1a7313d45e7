// An open chat: header, topics, messages, composer; keeps itself up to date by events.

import { call } from "./api.js";
import { Composer } from "./composer.js";
import { avatar, clear, h, icon } from "./dom.js";
import { albumElement, messageElement } from "./message.js";
import { bottomSheet, popupMenu } from "./overlay.js";
import { bodyLine, serviceText } from "./summary.js";
import { bot, waiting } from "./store.js";
import { day } from "./words.js";

const REACTIONS = ["👍", "❤️", "🔥", "🎉", "😁", "😢"];

export class ChatScreen {
  constructor(pane, chat) {
    this.pane = pane;
    this.chat = chat;
    this.ref = chat.ref;
    this.topic = 0;
    this.typing = null;
    this.messages = new Map();
    this.elements = new Map();
    this.actions = {
      onLink: (url) => pane.openLink(url),
      onMention: (name) => pane.openMention(name),
      onCommand: (text) => this.say(text),
    };
    this.header = h("div", { class: "bar chat-bar" });
    this.pinned = h("div", { class: "pinned-holder" });
    this.topics = h("div", { class: "topics", role: "tablist" });
    this.list = h("div", { class: "messages", role: "list", "aria-live": "polite" });
    this.scroller = h("div", { class: "scroller", tabindex: "-1" }, this.list);
    this.composer = new Composer(this);
    this.element = h("div", { class: "chat-screen", "data-chat": chat.ref }, this.header, this.pinned, this.topics, this.scroller, this.composer.element);
    this.drawHeader();
  }

  destroy() { clearTimeout(this.typingTimer); }

  async load() {
    const views = await call("messages", { person: this.pane.id, chat: this.ref });
    this.messages = new Map(views.map((view) => [view.id, view]));
    this.draw();
    this.composer.draw();
    this.toEnd();
    this.composer.focus();
  }

  say(text) { return this.pane.act("say", { chat: this.ref, text, thread: this.topic }); }
  react(message, emoji) { return this.pane.act("react", { chat: this.ref, message_id: message.id, emoji }); }

  chatChanged(chat) {
    if (!chat) return this.pane.showList();
    this.chat = chat;
    this.drawHeader();
    this.draw();
    return this.composer.draw();
  }

  onEvent(event) {
    if (event.type === "message" && event.message.chat === this.chat.key) {
      const near = this.nearEnd();
      const fresh = !this.messages.has(event.message.id);
      this.messages.set(event.message.id, event.message);
      this.draw();
      if (fresh && (near || event.message.from.id === this.pane.id)) this.toEnd();
      this.composer.draw();
    } else if (event.type === "typing" && event.chat === this.chat.key) this.setTyping(event);
    else if (event.type === "callback" || event.type === "stale") {
      if (event.callback.chat === this.chat.key) this.draw();
    } else if (event.type === "inline" && event.person === this.pane.id) this.composer.inline.onAnswer(event);
  }

  setTyping(event) {
    clearTimeout(this.typingTimer);
    this.typing = event.on ? event : null;
    this.drawHeader();
    if (event.on) this.typingTimer = setTimeout(() => { this.typing = null; this.drawHeader(); }, 5000);
  }

  nearEnd() { return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 160; }
  toEnd() {
    const move = () => { this.scroller.scrollTop = this.scroller.scrollHeight; };
    move();
    requestAnimationFrame(move);
  }

  reveal(id) {
    const element = this.list.querySelector(`[data-message-id="${id}"]`);
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.classList.add("flash");
    setTimeout(() => element?.classList.remove("flash"), 1200);
  }

  subtitle() {
    const w = this.pane.words;
    if (this.typing) {
      const name = this.chat.kind === "group" ? `${bot(this.typing.bot)?.first_name ?? ""} ` : "";
      return h("span", { class: "typing" }, `${name}${this.typing.action === "typing" ? w.typing : w.uploading}`, h("i", {}), h("i", {}), h("i", {}));
    }
    if (this.chat.blocked) return w.blockedYou;
    if (this.chat.kind === "group") return w.members(this.chat.members);
    return this.chat.kind === "bot" ? w.bot : "";
  }

  drawHeader() {
    const { chat, pane } = this;
    const w = pane.words;
    const number = chat.kind === "bot" ? chat.key.split(":")[1] : chat.ref;
    clear(this.header,
      h("button", { class: "round", "aria-label": w.back, "data-action": "back", onclick: () => pane.showList() }, icon("back", 24)),
      avatar(chat.title, number, 38),
      h("div", { class: "chat-title" }, h("b", {}, chat.title), h("small", {}, this.subtitle())),
      h("button", { class: "round", "aria-label": w.more, "data-action": "chat-menu", onclick: (event) => this.chatMenu(event) }, icon("more", 22)));
    this.drawTopics();
  }

  drawTopics() {
    const topics = this.chat.topics ?? [];
    this.topics.hidden = !this.chat.forum || !topics.length;
    const w = this.pane.words;
    const tab = (id, name) => h("button", { role: "tab", class: "topic", "data-topic": String(id), "aria-selected": String(this.topic === id),
      onclick: () => { this.topic = id; this.drawTopics(); this.draw(); this.toEnd(); } }, name);
    clear(this.topics, tab(0, w.allTopics), topics.map((topic) => tab(topic.message_thread_id, topic.name)));
  }

  chatMenu(event) {
    const { chat, pane } = this;
    const w = pane.words;
    const at = event.currentTarget.getBoundingClientRect();
    const name = chat.username;
    popupMenu(pane.layer, { x: at.right - 220, y: at.bottom }, [
      { id: "contact", icon: "person", text: w.contact, run: () => pane.act("share_contact", { chat: this.ref }) },
      { id: "location", icon: "pin", text: w.location, run: () => pane.act("share_location", { chat: this.ref }) },
      { id: "chat-language", icon: "globe", text: `${w.language}: ${pane.language.startsWith("ru") ? "English" : "Русский"}`, run: () => pane.flipLanguage() },
      chat.kind === "bot" && !chat.blocked && { id: "block", icon: "block", danger: true, text: w.block, run: () => pane.act("block", { bot: name }) },
      chat.kind === "bot" && chat.blocked && { id: "unblock", icon: "block", text: w.unblock, run: () => pane.act("unblock", { bot: name }) },
    ]);
  }

  // What was at the end stays at the end, also when a message grows by a mark or a reaction.
  draw() {
    const near = this.nearEnd();
    this.drawMessages();
    if (near) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  drawMessages() {
    const shown = [...this.messages.values()].filter((one) => !one.deleted && (!this.topic || one.thread === this.topic));
    shown.sort((a, b) => a.id - b.id);
    this.drawPinned(shown);
    const out = [];
    const fresh = new Map();
    let lastDay = "";
    for (let at = 0; at < shown.length; at += 1) {
      const message = shown[at];
      const date = day(message.date, this.pane.language);
      if (date !== lastDay) out.push(this.keep(fresh, `day ${date}`, date, () => h("div", { class: "service date" }, h("span", {}, date))));
      lastDay = date;
      const album = message.album ? shown.filter((one) => one.album === message.album) : [message];
      if (album[0] !== message) continue;
      const place = this.place(message, shown[at - 1], shown[at + album.length]);
      const make = () => (album.length > 1 ? albumElement(album, this, place) : messageElement(message, this, place));
      out.push(this.keep(fresh, message.id, this.signature(album, place), make));
    }
    if (!out.length) out.push(this.emptyNote());
    this.elements = fresh;
    this.reconcile(out);
  }

  // Unchanged messages keep their elements: nothing flickers, and a click in flight hits its button.
  keep(fresh, key, signature, make) {
    const old = this.elements.get(key);
    const entry = old?.signature === signature ? old : { signature, element: make() };
    fresh.set(key, entry);
    return entry.element;
  }

  reconcile(wanted) {
    const set = new Set(wanted);
    for (const child of [...this.list.children]) if (!set.has(child)) child.remove();
    wanted.forEach((element, at) => {
      if (this.list.children[at] !== element) this.list.insertBefore(element, this.list.children[at] ?? null);
    });
  }

  signature(album, place) {
    const presses = album.flatMap((one) => (one.markup?.inline_keyboard ?? []).flat().map((button) =>
      (button.callback_data === undefined ? "" : waiting(this.pane.id, one.chat, one.id, button.callback_data))));
    const quoted = album.map((one) => (one.reply_to ? JSON.stringify(this.messages.get(one.reply_to)?.content ?? null) : ""));
    return JSON.stringify([album, place, presses, quoted, this.pane.language]);
  }

  place(message, before, after) {
    const mine = message.from.kind === "person" && message.from.id === this.pane.id;
    const same = (other) => other && other.from.id === message.from.id && other.from.kind === message.from.kind
      && Math.abs(other.date - message.date) < 300 && !serviceText(other, this.pane);
    return { mine, group: this.chat.kind === "group", first: !same(before), last: !same(after) };
  }

  emptyNote() {
    const w = this.pane.words;
    const { chat } = this;
    const words = chat.description || (chat.kind === "bot" ? w.welcome : w.noMessages);
    return h("div", { class: "empty-note" }, h("b", {}, chat.description ? w.whatCanBotDo : chat.title), h("p", {}, words));
  }

  drawPinned(shown) {
    const last = shown.filter((one) => one.pinned).at(-1);
    clear(this.pinned, last ? h("button", { class: "pinned", onclick: () => this.reveal(last.id) }, icon("tack", 18),
      h("span", {}, h("b", {}, this.pane.words.pinned), h("small", {}, bodyLine(last, this.pane)))) : null);
  }

  async press(message, button, row, column, element) {
    const { pane } = this;
    if (button.pay) {
      if (!message.paid_by.includes(pane.id)) pane.openPayment({ slug: message.invoice.slug, chat: this.ref, message });
      return;
    }
    if (button.callback_data !== undefined) element.classList.add("waiting");
    const result = await pane.act("tap", { chat: this.ref, message_id: message.id, row, column });
    if (!result) return this.draw();
    if (result.kind === "copy") {
      navigator.clipboard?.writeText(result.text).catch(() => {});
      pane.say(pane.words.copied);
    } else if (result.kind === "switch_inline") this.switchInline(message.from.username ?? message.via, result);
    else if (result.kind === "url" || result.kind === "web_app") await pane.follow(result, result.url);
    return undefined;
  }

  openMenu(message, event) {
    const { pane } = this;
    const w = pane.words;
    const text = message.content.text ?? message.content.caption;
    const mine = message.from.id === pane.id && message.from.kind === "person";
    const box = event.currentTarget.getBoundingClientRect();
    const at = event.clientX ? { x: event.clientX, y: event.clientY } : { x: box.left + 40, y: box.top + 20 };
    popupMenu(pane.layer, at, [
      { id: "reply", icon: "reply", text: w.reply, run: () => this.composer.replyTo(message) },
      text && { id: "copy", icon: "copy", text: w.copy, run: () => { navigator.clipboard?.writeText(text).catch(() => {}); pane.say(w.copied); } },
      { id: "forward", icon: "forward", text: w.forward, run: () => this.forward(message) },
      mine && message.content.text && { id: "edit", icon: "pencil", text: w.edit, run: () => this.composer.edit(message) },
      { id: "delete", icon: "trash", danger: true, text: w.remove, run: () => pane.act("delete", { chat: this.ref, message_id: message.id }) },
    ], (done) => h("div", { class: "reaction-row" }, REACTIONS.map((emoji) =>
      h("button", { "aria-label": emoji, onclick: () => { done(); this.react(message, emoji); } }, emoji))));
  }

  forward(message) {
    this.pickChat(async (ref) => {
      if (await this.pane.act("forward", { chat: this.ref, message_id: message.id, to_chat: ref })) this.pane.open(ref);
    });
  }

  switchInline(username, { query, here }) {
    if (here) return this.composer.startInline(username, query);
    return this.pickChat(async (ref) => {
      await this.pane.open(ref);
      this.pane.screen?.composer.startInline(username, query);
    });
  }

  pickChat(run, onClose) {
    const { pane } = this;
    const w = pane.words;
    const sheet = bottomSheet(pane.layer, { title: w.forwardTo, closeWord: w.close, onClose });
    sheet.replace(forwardTargets(pane).map((target) => h("button", { class: "pick", "data-chat": target.ref,
      onclick: () => { sheet.close(true); run(target.ref); } }, avatar(target.title, target.number, 38), target.title)));
  }
}

function forwardTargets(pane) {
  const chats = pane.chats.filter((chat) => !chat.blocked).map((chat) => ({
    ref: chat.ref, title: chat.title, number: chat.kind === "bot" ? chat.key.split(":")[1] : chat.ref }));
  const known = new Set(chats.map((chat) => chat.ref));
  const people = pane.peopleAround().filter((one) => !known.has(String(one.id)));
  return [...chats, ...people.map((one) => ({ ref: String(one.id), title: `${one.first_name} ${one.last_name ?? ""}`.trim(), number: one.id }))];
}

// One person's phone: the caption above it, the chat list, an open chat, sheets and toasts over them.

import { act, call } from "./api.js";
import { ChatList } from "./chatlist.js";
import { ChatScreen } from "./chat.js";
import { avatar, clear, h, icon } from "./dom.js";
import { MiniApp } from "./miniapp.js";
import { confirmBox, toast } from "./overlay.js";
import { PaymentSheet } from "./payment.js";
import { botNamed, person, store, subscribe } from "./store.js";
import { words } from "./words.js";

export class Pane {
  constructor(id, { removable, onRemove, query }) {
    this.id = id;
    this.removable = removable;
    this.onRemove = onRemove;
    this.chats = [];
    this.screen = null;
    this.caption = h("div", { class: "caption" });
    this.body = h("div", { class: "phone-body" });
    this.layer = h("div", { class: "layer" });
    this.phone = h("div", { class: "phone", role: "region" }, this.body, this.layer);
    this.element = h("section", { class: "pane", "data-person": String(id) }, this.caption, this.phone);
    this.list = new ChatList(this);
    this.stop = subscribe((event) => this.onEvent(event));
    this.drawCaption();
    this.showList();
    this.reload().then(() => this.openFirst(query)).catch((error) => this.say(error.message));
  }

  get person() { return person(this.id) ?? { id: this.id, first_name: "?", language_code: "en", stars: 0 }; }
  get language() { return this.person.language_code; }
  get words() { return words(this.language); }

  destroy() {
    this.stop();
    this.element.remove();
  }

  openFirst(query) {
    const asked = this.asked(query);
    if (asked === "list") return;
    const first = asked ?? (query.get("chat") === "" || this.chats.length !== 1 ? null : this.chats[0].ref);
    const remembered = sessionStorage.getItem(`sandbox.chat.${this.id}`);
    const target = asked ?? (this.chats.some((chat) => chat.ref === remembered) ? remembered : first);
    if (target) this.open(target);
  }

  // ``?chat=a,b``: one for each pane when there are as many as people, else the first that this person has.
  asked(query) {
    const refs = (query.get("chat") ?? "").split(",");
    const people = (query.get("people") ?? "").split(",");
    const mine = refs.length > 1 && refs.length === people.length ? [refs[people.indexOf(String(this.id))]] : refs;
    return mine.find((ref) => ref === "list" || this.chats.some((chat) => chat.ref === ref));
  }

  flipLanguage() { return this.act("language", { language: this.language.startsWith("ru") ? "en" : "ru" }); }

  async reload() {
    this.chats = await call("chats", { person: this.id });
    this.list.draw();
    if (this.screen) this.screen.chatChanged(this.chats.find((chat) => chat.ref === this.screen.ref));
  }

  drawCaption() {
    const one = this.person;
    const w = this.words;
    this.phone.setAttribute("aria-label", `${one.first_name} ${one.last_name ?? ""}`.trim());
    clear(this.caption, avatar(one.first_name, one.id, 24),
      h("span", { class: "who" }, `${one.first_name} ${one.last_name ?? ""}`.trim()),
      h("button", { class: "chip", "data-action": "language", "aria-label": `${w.language}: ${this.language}`, title: w.language,
        onclick: () => this.flipLanguage() }, this.language.slice(0, 2).toUpperCase()),
      h("span", { class: "chip plain", title: w.balance }, `⭐ ${one.stars}`),
      h("span", { class: "space" }),
      this.removable() ? h("button", { class: "chip bare", "aria-label": `${w.removePane}: ${one.first_name}`, onclick: this.onRemove }, icon("close", 14)) : null);
  }

  showList() {
    this.screen?.destroy();
    this.screen = null;
    sessionStorage.removeItem(`sandbox.chat.${this.id}`);
    clear(this.body, this.list.element);
    this.list.draw();
  }

  async open(ref) {
    let chat = this.chats.find((one) => one.ref === String(ref));
    if (!chat) {
      await this.reload();
      chat = this.chats.find((one) => one.ref === String(ref));
    }
    if (!chat) return this.say(this.words.noChats);
    if (this.screen?.ref === chat.ref) return this.screen.toEnd();
    this.screen?.destroy();
    this.screen = new ChatScreen(this, chat);
    sessionStorage.setItem(`sandbox.chat.${this.id}`, chat.ref);
    clear(this.body, this.screen.element);
    await this.screen.load();
  }

  onEvent(event) {
    if (event.type === "world") {
      this.drawCaption();
      this.reload().catch(() => {});
    } else if (event.type === "reload") {
      this.reload().then(() => this.screen?.load()).catch(() => {});
    } else if (event.type === "message" && event.message.refs[this.id]) {
      this.list.onMessage(event.message);
    } else if (event.type === "callback" && event.callback.answered && event.callback.person === this.id) {
      this.onAnswer(event.callback);
    }
    this.screen?.onEvent(event);
    this.app?.onEvent(event);
    this.sheet?.onEvent(event);
  }

  onAnswer(callback) {
    if (callback.url) this.openLink(callback.url);
    if (!callback.text) return;
    if (callback.alert) confirmBox(this.layer, { text: callback.text, buttons: [{ id: "ok", text: "OK" }] });
    else toast(this.layer, callback.text);
  }

  say(text) { toast(this.layer, text); }

  // Anything a person does; a refusal is shown as a toast.
  async act(verb, fields) {
    try {
      return await act(verb, this.id, fields);
    } catch (error) {
      this.say(error.message);
      return null;
    }
  }

  async openLink(url) {
    const result = await this.act("open_link", { url });
    if (result) await this.follow(result, url);
  }

  // What a pressed button or link leads to.
  async follow(result, url) {
    if (result.opened === "invoice") return this.openPayment({ slug: result.slug });
    if (result.opened === "chat") return this.open(result.chat);
    if (result.session) return this.openApp(result);
    if (result.opened !== "browser") return undefined;
    const w = this.words;
    const local = /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
    if (local) return window.open(url, "_blank", "noopener");
    return confirmBox(this.layer, { title: w.openedLink, text: url, buttons: [{ id: "ok", text: "OK" }] });
  }

  openMention(name) {
    const found = botNamed(name);
    if (found) this.open(found.username);
  }

  openApp(session) {
    this.app?.close(true);
    this.app = new MiniApp(this, session);
  }

  openPayment(options) {
    this.sheet?.close();
    this.sheet = new PaymentSheet(this, options);
    return this.sheet;
  }

  peopleAround() { return store.world.people.filter((one) => one.id !== this.id); }
  themeChanged(theme) { this.app?.themeChanged(theme); }
  get theme() { return document.documentElement.dataset.theme; }
}

// The bottom of a chat: input, attachments, command menu, menu button, reply keyboard, START and UNBLOCK.

import { clear, h, icon } from "./dom.js";
import { InlineResults } from "./inline.js";
import { currentReplyKeyboard, replyKeyboard } from "./keyboards.js";
import { popupMenu } from "./overlay.js";
import { bodyLine } from "./summary.js";

function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export class Composer {
  constructor(screen) {
    this.screen = screen;
    this.pane = screen.pane;
    this.context = null; // { reply } or { edit }
    this.keyboardHidden = false;
    this.usedKeyboard = 0;
    this.inline = new InlineResults(this);
    this.contextBar = h("div", { class: "context-bar", hidden: true });
    this.commands = h("div", { class: "commands", role: "listbox", hidden: true });
    this.input = h("textarea", { rows: "1", maxlength: "40000", "data-input": "message",
      oninput: () => this.typed(), onkeydown: (event) => this.onKey(event), onpaste: (event) => this.onPaste(event) });
    this.photoInput = h("input", { type: "file", accept: "image/*", multiple: true, hidden: true, "data-upload": "photo", onchange: (e) => this.upload(e.target, "photo") });
    this.fileInput = h("input", { type: "file", multiple: true, hidden: true, "data-upload": "file", onchange: (e) => this.upload(e.target, "document") });
    this.left = h("div", { class: "composer-left" });
    this.right = h("div", { class: "composer-right" });
    this.row = h("div", { class: "composer-row" }, this.left, this.input, this.right);
    this.keyboard = h("div", { class: "keyboard-holder" });
    this.big = h("div", { class: "big-holder" });
    this.element = h("div", { class: "composer" }, this.inline.element, this.commands, this.contextBar, this.row, this.big, this.keyboard, this.photoInput, this.fileInput);
    this.draw();
  }

  get sorted() { return [...this.screen.messages.values()].sort((a, b) => a.id - b.id); }

  focus() { if (matchMedia("(pointer: fine)").matches && !this.row.hidden && document.activeElement === document.body) this.input.focus({ preventScroll: true }); }

  draw() {
    const { chat } = this.screen;
    const w = this.pane.words;
    const closed = chat.kind === "bot" && (chat.blocked || !chat.started);
    this.row.hidden = closed;
    const word = chat.blocked ? w.unblock : w.start;
    const run = chat.blocked ? () => this.pane.act("unblock", { bot: chat.username }) : () => this.pane.act("start", { bot: chat.username });
    clear(this.big, closed ? h("button", { class: "big-button", "data-button": chat.blocked ? "unblock" : "start", onclick: run }, word) : null);
    const found = closed ? null : currentReplyKeyboard(this.sorted);
    this.current = found;
    const newest = this.sorted.at(-1);
    const forced = newest?.markup;
    if (forced?.force_reply && this.forcedBy !== newest.id && this.isAsked(newest)) {
      // As Telegram does: the typing field answers the question until it is sent or dismissed.
      this.forcedBy = newest.id;
      this.setContext({ reply: newest });
    }
    this.input.placeholder = (found?.markup.input_field_placeholder ?? (forced?.force_reply ? forced.input_field_placeholder : "")) || w.message;
    this.input.setAttribute("aria-label", w.message);
    this.drawButtons();
    const hidden = !found || this.keyboardHidden || (found.markup.one_time_keyboard && this.usedKeyboard === found.message.id);
    clear(this.keyboard, hidden ? null : replyKeyboard(found, (button) => this.pressReply(button)));
  }

  // A selective question is for those it mentions, or whose message it replies to.
  isAsked(message) {
    if (!message.markup.selective) return true;
    const me = this.pane.person;
    const answers = message.reply_to ? this.screen.messages.get(message.reply_to)?.sender === this.pane.id : false;
    const entities = message.content?.entities ?? [];
    const named = entities.some((entity) => (entity.user?.id ?? entity.user_id) === this.pane.id
      || entity.url === `tg://user?id=${this.pane.id}`
      || (entity.type === "mention" && me.username && message.content.text.slice(entity.offset, entity.offset + entity.length) === `@${me.username}`));
    return answers || named;
  }

  drawButtons() {
    const { chat } = this.screen;
    const w = this.pane.words;
    const menu = chat.menu?.type === "web_app" ? chat.menu : null;
    const hasCommands = (chat.commands ?? []).length > 0;
    clear(this.left,
      menu ? h("button", { class: "menu-button", "data-action": "menu-app", onclick: () => this.openMenuApp() }, icon("app", 16), h("span", {}, menu.text)) : null,
      !menu && hasCommands ? h("button", { class: "menu-button", "data-action": "commands", "aria-label": w.commands, onclick: () => this.toggleCommands() },
        icon("menu", 18), h("span", {}, w.menu)) : null,
      h("button", { class: "round", "aria-label": w.attach, "data-action": "attach", onclick: (event) => this.attach(event) }, icon("clip", 22)));
    const typed = this.input.value.trim();
    clear(this.right,
      menu && hasCommands && !typed ? h("button", { class: "round", "aria-label": w.commands, "data-action": "commands", onclick: () => this.toggleCommands() }, icon("slash", 20)) : null,
      this.current && !typed ? h("button", { class: "round", "aria-label": w.keyboard, "aria-pressed": String(!this.keyboardHidden),
        onclick: () => { this.keyboardHidden = !this.keyboardHidden; this.usedKeyboard = 0; this.draw(); } }, icon("grid", 22)) : null,
      h("button", { class: `round send ${typed ? "ready" : ""}`, "aria-label": w.send, "data-action": "send", onclick: () => this.send() }, icon("send", 22)));
  }

  typed() {
    this.drawButtons(); // first: they take width away from the input
    this.input.style.height = "auto";
    this.input.style.height = this.input.value ? `${Math.min(this.input.scrollHeight, 140)}px` : "";
    const text = this.input.value;
    const wanted = /^\/(\w*)$/.exec(text);
    this.showCommands(wanted ? (this.screen.chat.commands ?? []).filter((one) => one.command.startsWith(wanted[1].toLowerCase())) : []);
    this.inline.typed(text);
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.showCommands([]);
      this.setContext(null);
    }
  }

  onPaste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.sendFiles(files, "photo");
  }

  showCommands(list) {
    this.commands.hidden = !list.length;
    const several = this.screen.chat.kind === "group" ? `@${this.screen.chat.bots?.[0] ?? ""}` : "";
    clear(this.commands, list.map((one) => h("button", { class: "command", role: "option", "data-command": one.command,
      onclick: () => { this.input.value = ""; this.typed(); this.screen.say(`/${one.command}${several}`); } },
    h("b", {}, `/${one.command}`), h("span", {}, one.description))));
  }

  toggleCommands() { this.showCommands(this.commands.hidden ? this.screen.chat.commands : []); }

  async openMenuApp() {
    const result = await this.pane.act("menu_app", { bot: this.screen.chat.username });
    if (result) this.pane.openApp(result);
  }

  attach(event) {
    const w = this.pane.words;
    const at = event.currentTarget.getBoundingClientRect();
    const chat = this.screen.ref;
    popupMenu(this.pane.layer, { x: at.left, y: at.top - 190 }, [
      { id: "photo", icon: "photo", text: w.photo, run: () => this.photoInput.click() },
      { id: "file", icon: "file", text: w.file, run: () => this.fileInput.click() },
      { id: "contact", icon: "person", text: w.contact, run: () => this.pane.act("share_contact", { chat }) },
      { id: "location", icon: "pin", text: w.location, run: () => this.pane.act("share_location", { chat }) },
    ]);
  }

  async upload(input, kind) {
    await this.sendFiles([...input.files], kind);
    input.value = "";
  }

  async sendFiles(files, kind) {
    const caption = this.input.value.trim();
    const album = files.length > 1 && kind === "photo" ? String(Date.now()) : "";
    const reply = this.context?.reply?.id;
    this.input.value = "";
    this.setContext(null);
    for (const [number, file] of files.entries()) {
      const body = await readFile(file);
      const photo = kind === "photo" && file.type.startsWith("image/");
      await this.pane.act("send_file", { chat: this.screen.ref, kind: photo ? "photo" : "document", name: file.name, mime: file.type, body, album,
        caption: number === 0 ? caption : "", reply_to: reply, thread: this.screen.topic });
    }
    this.typed();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const context = this.context;
    this.input.value = "";
    this.setContext(null);
    this.typed();
    if (context?.edit) await this.pane.act("edit", { chat: this.screen.ref, message_id: context.edit.id, text });
    else await this.pane.act("say", { chat: this.screen.ref, text, reply_to: context?.reply?.id, thread: this.screen.topic });
    this.input.focus({ preventScroll: true });
  }

  async pressReply(button) {
    this.usedKeyboard = this.current.message.id;
    const result = await this.pane.act("press_reply_keyboard", { chat: this.screen.ref, text: button.text });
    if (result?.session) this.pane.openApp(result);
    this.draw();
  }

  replyTo(message) { this.setContext({ reply: message }); this.input.focus(); }
  edit(message) {
    this.input.value = message.content.text;
    this.setContext({ edit: message });
    this.typed();
    this.input.focus();
  }

  setContext(context) {
    this.context = context;
    const message = context?.reply ?? context?.edit;
    this.contextBar.hidden = !message;
    const w = this.pane.words;
    clear(this.contextBar, message ? [icon(context.reply ? "reply" : "pencil", 20),
      h("span", {}, h("b", {}, context.edit ? w.edit : message.from.name), h("small", {}, bodyLine(message, this.pane))),
      h("button", { class: "round", "aria-label": w.cancel, onclick: () => { if (context.edit) this.input.value = ""; this.setContext(null); this.typed(); } }, icon("close", 18))] : null);
  }

  startInline(username, query) {
    this.input.value = `@${username} ${query}`;
    this.typed();
    this.input.focus();
  }
}

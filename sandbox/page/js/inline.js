// Inline mode: "@bot text" in the input asks that bot, its results stand above the input.

import { act } from "./api.js";
import { clear, h, icon } from "./dom.js";
import { botNamed } from "./store.js";

export class InlineResults {
  constructor(composer) {
    this.composer = composer;
    this.query = "";
    this.element = h("div", { class: "inline-results", role: "listbox", hidden: true });
  }

  typed(text) {
    clearTimeout(this.timer);
    const match = /^@(\w{3,32})\s(.*)$/s.exec(text);
    const found = match && botNamed(match[1]);
    if (!found) { this.query = ""; this.element.hidden = true; return; }
    this.timer = setTimeout(() => this.ask(found.username, match[2]), 250);
  }

  async ask(bot, text) {
    const { pane, screen } = this.composer;
    const result = await act("inline_query", pane.id, { bot, text, chat: screen.ref }).catch(() => null);
    this.query = result?.id ?? "";
    if (this.early?.query === this.query) this.onAnswer(this.early); // the answer overtook our own request
  }

  onAnswer(event) {
    this.early = event;
    if (event.query !== this.query) return;
    const w = this.composer.pane.words;
    this.element.hidden = false;
    clear(this.element, event.results.length ? event.results.map((result) => this.row(result)) : h("p", { class: "hint" }, w.noResults));
  }

  row(result) {
    const url = result.thumbnail_url ?? result.photo_url ?? "";
    const local = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
    const file = result.photo_file_id;
    const image = local ? url : file ? `/sandbox/files/${file}` : null;
    return h("button", { class: "inline-result", role: "option", "data-result": result.id, onclick: () => this.choose(result) },
      image ? h("img", { src: image, alt: "" }) : h("span", { class: "no-photo" }, icon("photo", 22)),
      h("span", {}, h("b", {}, result.title ?? result.caption ?? result.id), h("small", {}, result.description ?? "")));
  }

  async choose(result) {
    const { pane, screen, input } = this.composer;
    const query = this.query;
    input.value = "";
    this.composer.typed();
    await pane.act("choose_inline_result", { query, result: result.id, chat: screen.ref });
  }
}

// The payment sheet: a test card or Stars; pay, let the bank decline, or close.

import { act } from "./api.js";
import { clear, h, icon } from "./dom.js";
import { bottomSheet } from "./overlay.js";
import { money } from "./words.js";

const FIELDS = [["need_name", "name", "name"], ["need_phone_number", "phone", "phone_number"], ["need_email", "email", "email"]];

export class PaymentSheet {
  constructor(pane, { slug, chat, message, onEnd }) {
    this.pane = pane;
    this.slug = slug;
    this.chat = chat;
    this.message = message;
    this.onEnd = onEnd;
    this.status = "cancelled";
    this.tip = 0;
    this.heard = new Map();
    const w = pane.words;
    this.sheet = bottomSheet(pane.layer, { title: w.payment, closeWord: w.close, className: "payment", onClose: () => this.ended() });
    this.load();
  }

  get words() { return this.pane.words; }
  sum(amount) { return money(amount, this.invoice.currency, this.pane.language); }

  async load() {
    const given = await this.pane.act("sheet", { slug: this.slug });
    if (!given) {
      this.status = "failed";
      return this.sheet.close();
    }
    this.invoice = given.invoice;
    this.stars = given.stars;
    this.isStars = this.invoice.currency === "XTR";
    if (this.isStars) this.sheet.heading.textContent = this.words.starsTitle;
    return this.draw();
  }

  close() { this.sheet.close(true); }
  ended() {
    this.pane.sheet = null;
    this.onEnd?.(this.status);
  }

  draw() {
    this.sheet.replace(this.isStars ? this.starsBody() : this.cardBody());
    this.sheet.sheet.querySelector("[data-button='pay']")?.focus({ preventScroll: true });
  }

  product() {
    const { invoice } = this;
    const local = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(invoice.photo_url ?? "");
    return h("div", { class: "pay-product" }, local ? h("img", { src: invoice.photo_url, alt: "" }) : h("span", { class: "pay-logo" }, icon("app", 26)),
      h("div", {}, h("b", {}, invoice.title), h("p", {}, invoice.description), h("small", {}, invoice.seller)));
  }

  starsBody() {
    const w = this.words;
    return [h("div", { class: "star-badge", "aria-hidden": "true" }, "⭐"), this.product(),
      h("p", { class: "balance" }, `${w.balance}: ${this.stars} ⭐`),
      h("button", { class: "primary", "data-button": "pay", onclick: () => this.pay("pay") }, `${w.payWord} ${this.sum(this.invoice.total)}`)];
  }

  cardBody() {
    const w = this.words;
    const lines = this.invoice.prices.map((price) => h("div", { class: "line" }, h("span", {}, price.label), h("span", {}, this.sum(price.amount))));
    if (this.tip) lines.push(h("div", { class: "line" }, h("span", {}, w.tip), h("span", {}, this.sum(this.tip))));
    this.inputs = new Map();
    return [this.product(), h("div", { class: "lines" }, lines, this.tips(), h("div", { class: "line whole" }, h("span", {}, w.total), h("span", {}, this.sum(this.invoice.total + this.tip)))),
      this.details(),
      h("div", { class: "bank-card" }, h("span", { class: "chip-gold" }), h("b", {}, "4242 4242 4242 4242"), h("small", {}, `${w.card} · 12/30`)),
      h("p", { class: "fine" }, w.test),
      h("button", { class: "primary", "data-button": "pay", onclick: () => this.pay("pay") }, `${w.payWord} ${this.sum(this.invoice.total + this.tip)}`),
      h("button", { class: "quiet", "data-button": "decline", onclick: () => this.pay("decline") }, w.decline)];
  }

  tips() {
    const list = this.invoice.suggested_tip_amounts ?? [];
    return list.length ? h("div", { class: "tips" }, list.map((tip) => h("button", { "aria-pressed": String(this.tip === tip),
      onclick: () => { this.tip = this.tip === tip ? 0 : tip; this.draw(); } }, this.sum(tip)))) : null;
  }

  details() {
    const w = this.words;
    const one = this.pane.person;
    const known = { name: `${one.first_name} ${one.last_name ?? ""}`.trim(), phone_number: one.phone ?? "+79990000000", email: `${one.username ?? one.id}@example.com` };
    const field = (label, key, value) => {
      const input = h("input", { value, "data-field": key });
      this.inputs.set(key, input);
      return h("label", { class: "field" }, h("span", {}, label), input);
    };
    const rows = FIELDS.filter(([need]) => this.invoice[need]).map(([, word, key]) => field(w[word], key, known[key]));
    if (this.invoice.need_shipping_address) {
      rows.push(field(w.address, "city", "Москва"), field("", "street_line1", "Тверская ул., 1"), field("", "post_code", "125009"));
    }
    return rows.length ? h("div", { class: "fields" }, rows) : null;
  }

  orderInfo() {
    const info = {};
    for (const [key, input] of this.inputs ?? []) info[key] = input.value;
    if (this.invoice.need_shipping_address) {
      const { city, street_line1, post_code } = info;
      info.shipping_address = { country_code: "RU", state: "", city, street_line1, street_line2: "", post_code };
    }
    for (const key of ["city", "street_line1", "post_code"]) delete info[key];
    return info;
  }

  async pay(outcome) {
    const order = this.orderInfo();
    this.wait();
    const where = this.message ? { chat: this.chat, message_id: this.message.id } : { slug: this.slug };
    const result = await act("pay", this.pane.id, { ...where, outcome, tip: this.tip, order_info: order }).catch((error) => ({ error }));
    if (result.error) return this.fail(result.error.message);
    const [first] = result.checkouts;
    this.checkout = first.id;
    // A quick bot's answer may overtake this one.
    return this.onCheckout(this.heard.get(first.id) ?? first);
  }

  wait() {
    this.status = "pending";
    clear(this.sheet.body, h("div", { class: "pay-state", role: "status" }, h("i", { class: "big-spinner" }), this.words.checking));
  }

  onEvent(event) {
    if (event.type !== "checkout") return;
    this.heard.set(event.checkout.id, event.checkout);
    if (event.checkout.id === this.checkout) this.onCheckout(event.checkout);
  }

  onCheckout(checkout) {
    if (checkout.done) return checkout.ok ? this.succeed() : this.fail(this.words[checkout.error] ?? checkout.error);
    if (checkout.stage === "choosing") this.choose(checkout);
    return undefined;
  }

  choose(checkout) {
    const w = this.words;
    const total = (option) => option.prices.reduce((sum, price) => sum + price.amount, 0);
    this.sheet.replace(h("h4", {}, w.shipping), checkout.options.map((option) => h("button", { class: "pick", "data-option": option.id, onclick: async () => {
      this.wait();
      await this.pane.act("choose_shipping", { checkout: checkout.id, option: option.id });
    } }, h("span", {}, option.title), h("b", {}, this.sum(total(option))))));
  }

  succeed() {
    this.status = "paid";
    clear(this.sheet.body, h("div", { class: "pay-state done", role: "status" }, h("span", { class: "tick" }, "✓"), this.words.success));
    setTimeout(() => { this.sheet.close(true); this.ended(); }, 1100);
  }

  fail(text) {
    this.status = "failed";
    clear(this.sheet.body, h("div", { class: "pay-state failed", role: "alert" }, h("span", { class: "tick" }, "!"), text,
      h("button", { class: "primary", "data-button": "ok", onclick: () => this.sheet.close() }, this.words.retry)));
  }
}

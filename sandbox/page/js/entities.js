// Text with entities to elements. Offsets count UTF-16 units, which is what JavaScript strings are made of.

import { h } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

function wrap(entity, text, children, actions) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, actions);
    case "url":
      return link(/^https?:/i.test(text) ? text : `https://${text}`, children, actions);
    case "email":
      return h("a", { href: `mailto:${text}` }, children);
    case "phone_number":
      return h("a", { href: `tel:${text}` }, children);
    case "mention":
      return h("button", { class: "inline-link", onclick: () => actions.onMention(text.slice(1)) }, children);
    case "bot_command":
      return h("button", { class: "inline-link", onclick: () => actions.onCommand(text) }, children);
    case "hashtag": case "cashtag": case "text_mention":
      return h("span", { class: "tag" }, children);
    case "spoiler":
      return h("button", { class: "spoiler", onclick: (event) => event.currentTarget.classList.add("shown") }, children);
    case "custom_emoji": case "date_time":
      return h("span", {}, children);
    default:
      return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h("span", {}, children);
  }
}

function link(url, children, actions) {
  return h("a", { href: url, rel: "noopener", target: "_blank", onclick: (event) => { event.preventDefault(); actions.onLink(url); } }, children);
}

function build(text, from, to, entities, actions) {
  const parts = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...later] = rest;
    const end = Math.min(to, entity.offset + entity.length);
    if (entity.offset > at) parts.push(text.slice(at, entity.offset));
    const inner = later.filter((other) => other.offset < end);
    rest = later.filter((other) => other.offset >= end);
    const children = build(text, Math.max(at, entity.offset), end, inner, actions);
    parts.push(wrap(entity, text.slice(entity.offset, end), children, actions));
    at = end;
    if (BLOCKS.has(entity.type) && text[at] === "\n" && at < to) at += 1; // a block already ends its line
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}

export function formatted(text, entities, actions) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, actions);
}

// What the page knows: the world, open panes, presses that wait for an answer. Panes subscribe to events.

import { call, listen } from "./api.js";

export const store = {
  world: { people: [], bots: [], groups: [] },
  panes: [], // person ids in the order shown
  pending: new Map(), // callback id -> callback
  online: true,
};

const listeners = new Set();
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
const tell = (event) => { for (const listener of [...listeners]) listener(event); };

export const person = (id) => store.world.people.find((one) => one.id === id);
export const bot = (id) => store.world.bots.find((one) => one.id === id);
export const botNamed = (name) => store.world.bots.find((one) => one.username.toLowerCase() === name.toLowerCase());

export async function refreshWorld() {
  store.world = await call("world");
  tell({ type: "world" });
}

function onCallback(callback) {
  if (callback.answered) store.pending.delete(callback.id);
  else {
    store.pending.set(callback.id, callback);
    const left = Math.max(0, callback.asked * 1000 + 15000 - Date.now());
    setTimeout(() => { if (store.pending.has(callback.id)) tell({ type: "stale", callback }); }, left + 50);
  }
}

export function waiting(personId, chat, messageId, data) {
  for (const callback of store.pending.values()) {
    if (callback.person === personId && callback.chat === chat && callback.message_id === messageId && callback.data === data) {
      return Date.now() - callback.asked * 1000 > 15000 ? "unanswered" : "waiting";
    }
  }
  return "";
}

let worldTimer = 0;
export async function connect() {
  await refreshWorld();
  for (const callback of await call("callbacks")) onCallback(callback);
  listen(
    (event) => {
      if (event.type === "callback") onCallback(event.callback);
      if (event.type === "world" || event.type === "bot") {
        clearTimeout(worldTimer); // many changes in a row are one redraw
        worldTimer = setTimeout(() => refreshWorld().catch(() => {}), 60);
      } else tell(event);
    },
    (online, again) => {
      store.online = online;
      tell({ type: "online", online });
      if (online && again) {
        refreshWorld().catch(() => {});
        tell({ type: "reload" });
      }
    },
  );
}

// What was seen and wished for outlives the page: in IndexedDB, so that it also does where no worker runs (iOS).
import { first } from './shared/first';
import { restoreFrom, type Saved, settleAll, store } from './store';

const ROOM = 'state';
const SAVE_MS = 1000;
const KEPT_ANSWERS = 60;

function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('shop', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ROOM);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

async function run<T>(mode: IDBTransactionMode, work: (room: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  return new Promise((done, fail) => {
    const asked = work(db.transaction(ROOM, mode).objectStore(ROOM));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

/** What of the state is worth keeping: answers with data, the latest ones, and the cart with what is still wished. */
export function savedOf({ answers, cart }: ReturnType<typeof store.getState>): Saved {
  const worth = Object.entries(answers).filter(([, one]) => one.data !== undefined);
  return {
    answers: Object.fromEntries(
      worth.slice(-KEPT_ANSWERS).map(([path, { data, guest }]) => [path, { data, guest }]),
    ),
    cart,
  };
}

/** Bring back what was kept for this person, then keep what comes. */
export async function remember(person: string) {
  const key = `${first.slug}:${person}`;
  try {
    const saved = await run<Saved | undefined>('readonly', (room) => room.get(key));
    if (saved) restoreFrom(saved);
  } catch {
    return; // A browser that keeps nothing forgets.
  }
  if (navigator.onLine) void settleAll();
  let waiting = false;
  const save = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      run('readwrite', (room) => room.put(savedOf(store.getState()), key)).catch(() => {});
    }, SAVE_MS);
  };
  // What came with the page is worth keeping, even if nothing changes from here on.
  save();
  store.subscribe(save);
}

/** Forget what was kept of somebody who leaves. */
export const forgetKept = () => run('readwrite', (room) => room.clear()).catch(() => {});

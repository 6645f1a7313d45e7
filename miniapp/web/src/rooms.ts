// Which address is shown by which page; all but the first are loaded when they are opened.
import type { FunctionComponent } from 'preact';
import { Home } from './pages/Home';
import { moreWords } from './speak';

export type Room = FunctionComponent<{ name: string }>;

interface Door {
  at: RegExp;
  open: () => Promise<Room>;
  deep?: boolean;
}

const home: Room = Home;
const DOORS: Door[] = [
  { at: /^\/c\/(\w+)$/, open: async () => (await import('./pages/List')).List },
  { at: /^\/p\/(\w+)$/, open: async () => (await import('./pages/Product')).ProductPage, deep: true },
  { at: /^\/search$/, open: async () => (await import('./pages/Search')).Search },
  { at: /^\/cart$/, open: async () => (await import('./pages/Cart')).CartPage },
  {
    at: /^\/checkout(?:\/(\w+))?$/,
    open: async () => (await import('./pages/Checkout')).CheckoutPage,
    deep: true,
  },
  { at: /^\/orders$/, open: async () => (await import('./pages/Orders')).Orders },
  {
    at: /^\/orders\/(\w+)\/return$/,
    open: async () => (await import('./pages/Returns')).SendBackPage,
    deep: true,
  },
  { at: /^\/returns\/(\w+)$/, open: async () => (await import('./pages/Returns')).ReturnPage, deep: true },
  { at: /^\/stories\/(\w+)$/, open: async () => (await import('./pages/Stories')).Stories, deep: true },
  { at: /^\/orders\/(\w+)$/, open: async () => (await import('./pages/Orders')).OrderPage, deep: true },
  { at: /^\/favourites$/, open: async () => (await import('./pages/Favourites')).FavouritesPage },
  { at: /^\/profile$/, open: async () => (await import('./pages/Profile')).Profile },
];
const nowhere: Door = { at: /^/, open: async () => (await import('./pages/Nowhere')).Nowhere };

const opened = new Map<Door, Room>();

async function enter(door: Door) {
  const [room] = await Promise.all([door.open(), moreWords()]);
  opened.set(door, room);
}

export interface Opened {
  name: string;
  deep: boolean;
  room: Room | undefined;
  open: () => Promise<void>;
}

export function doorOf(path: string): Opened {
  if (path === '/') return { name: '', deep: false, room: home, open: async () => {} };
  const door = DOORS.find((one) => one.at.test(path)) ?? nowhere;
  return {
    name: door.at.exec(path)?.[1] ?? '',
    deep: door.deep ?? false,
    room: opened.get(door),
    open: () => enter(door),
  };
}

/** Load every room: where no worker keeps them they are here before the connection goes. */
export const openAll = () => Promise.all(DOORS.map(enter)).then(() => {});

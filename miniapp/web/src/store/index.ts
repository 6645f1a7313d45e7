// One store for everything a page shows: answers of the API, the cart, who is here, what is said to them.
import { configureStore } from '@reduxjs/toolkit';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { ask, change, Refused } from '../shared/api';
import { first } from '../shared/first';
import { signedIn } from '../shared/session';
import { inTelegram, tick } from '../shared/telegram/bridge';
import { type Language, t } from '../shared/words';
import type { Cart } from '../types';
import { slice } from './slice';

export interface Answer {
  data?: unknown;
  etag?: string | null;
  stale?: boolean;
  guest?: boolean;
  loading?: boolean;
  error?: string | undefined;
  code?: string | undefined;
}

const answers = slice('answers', {} as Record<string, Answer>, {
  asked: (state, path: string) => ({ ...state, [path]: { ...state[path], loading: true, error: undefined } }),
  answered(state, { path, ...told }: { path: string; data?: unknown; etag?: string | null }) {
    // An answer without data says that what is here is still so.
    const { data, etag = null } = state[path] ?? {};
    return { ...state, [path]: { data, etag, ...told, guest: !signedIn() } };
  },
  failed: (state, { path, ...told }: { path: string; error: string; code: string }) => ({
    ...state,
    [path]: { ...state[path], ...told, stale: false, loading: false },
  }),
  /** What begins so may have changed; it is shown until the new answer is here. */
  aged: (state, start: string) =>
    Object.fromEntries(
      Object.entries(state).map(([path, one]) => [
        path,
        path.startsWith(start) ? { ...one, stale: true } : one,
      ]),
    ),
  /** What was kept comes back where there is nothing newer; it is asked for anew where that is possible. */
  restored: (state, kept: Record<string, Answer>) => ({
    ...Object.fromEntries(
      Object.entries(kept).map(([path, one]) => [path, { ...one, stale: navigator.onLine }]),
    ),
    ...Object.fromEntries(Object.entries(state).filter(([, one]) => one.data !== undefined)),
  }),
});

interface CartState {
  told: Cart | null;
  /** How many of a variant are wanted that the server does not know of yet. */
  wanted: Record<string, number>;
}

const cart = slice('cart', { told: null, wanted: {} } as CartState, {
  told: (state, told: Cart) => ({ ...state, told }),
  wanted: (state, { variant, quantity }: { variant: string; quantity: number }) => ({
    ...state,
    wanted: { ...state.wanted, [variant]: quantity },
  }),
  restored: (state, { told, wanted }: CartState) => ({
    told: state.told ?? told,
    wanted: { ...wanted, ...state.wanted },
  }),
  settled(state, variant: string) {
    const { [variant]: _, ...wanted } = state.wanted;
    return { ...state, wanted };
  },
});

export interface Said {
  text: string;
  bad?: boolean;
}

interface PageState {
  person: boolean;
  /** Whether it is known by now who is here: Telegram says it a moment after the page is shown. */
  known: boolean;
  /** Where a guest is led to who wants to buy: the word the bot gets. */
  asksToSignIn: string | null;
  said: Said | null;
  online: boolean;
  language: Language;
}

const page = slice(
  'page',
  {
    person: signedIn(),
    known: signedIn() || !inTelegram,
    asksToSignIn: null,
    said: null,
    online: navigator.onLine,
    language: first.language,
  } as PageState,
  {
    entered: (state, person: boolean) => ({ ...state, person, known: true }),
    askToSignIn: (state, asksToSignIn: string | null) => ({ ...state, asksToSignIn }),
    say: (state, said: Said | null) => ({ ...state, said }),
    online: (state, now: boolean) => ({ ...state, online: now }),
    spoken: (state, language: Language) => ({ ...state, language }),
  },
);

export const { aged } = answers.actions;
export const { told: cartTold } = cart.actions;
export const { entered, askToSignIn, say, spoken, online } = page.actions;

export interface Saved {
  answers: Record<string, Answer>;
  cart: CartState;
}

export function makeStore() {
  return configureStore({
    reducer: { answers: answers.reducer, cart: cart.reducer, page: page.reducer },
    devTools: false,
    preloadedState: {
      answers: Object.fromEntries(
        Object.entries(first.seeds).map(([path, data]) => [path, { data, guest: true } as Answer]),
      ),
    },
  });
}

export const store = makeStore();
export type State = ReturnType<typeof store.getState>;
export const dispatch = store.dispatch;

/** A part of the state, followed. */
export function useSelect<T>(pick: (state: State) => T): T {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const value = pick(store.getState());
  const now = useRef({ pick, value });
  now.current = { pick, value };
  useEffect(() => {
    const look = () => {
      if (now.current.pick(store.getState()) !== now.current.value) again(0);
    };
    look();
    return store.subscribe(look);
  }, []);
  return value;
}

const loading = new Map<string, Promise<void>>();

export function load(path: string): Promise<void> {
  const under = loading.get(path);
  if (under) return under;
  const work = (async () => {
    const { asked, answered, failed } = answers.actions;
    dispatch(asked(path));
    try {
      const answer = await ask(path, { etag: store.getState().answers[path]?.etag });
      const data =
        answer.status === 304 ? {} : { data: await answer.json(), etag: answer.headers.get('ETag') };
      dispatch(answered({ path, ...data }));
    } catch (error) {
      const { message, code } = error as Refused;
      dispatch(failed({ path, error: message, code }));
    } finally {
      loading.delete(path);
    }
  })();
  loading.set(path, work);
  return work;
}

/** What the API says at a path, asked for when it is not here or has aged. `own`: it differs for who is signed in. */
export function useAnswer<T>(path: string | null, own = false): Answer & { data?: T } {
  const answer = useSelect((state) => (path === null ? undefined : state.answers[path]));
  const person = useSelect((state) => state.page.person);
  const missing = !answer || (answer.data === undefined && !answer.error);
  const old = answer?.stale || (own && person && answer?.guest && !answer.error);
  useEffect(() => {
    if (path !== null && (missing || old) && !answer?.loading) void load(path);
  }, [path, missing, old, answer?.loading]);
  return (answer ?? { loading: true }) as Answer & { data?: T };
}

export const complain = (error: unknown) => {
  tick('error');
  dispatch(say({ text: error instanceof Refused ? error.message : t('failed'), bad: true }));
};

/** Ask for the cart; returns the refusal where there is one. It is asked for again with the next change. */
export async function loadCart(): Promise<Refused | undefined> {
  if (!signedIn()) return;
  try {
    dispatch(cartTold(await (await ask('/cart')).json()));
  } catch (error) {
    return error as Refused;
  }
}

/** Whether somebody is here whom nobody knows. */
export const isGuest = ({ page }: State) => !page.person && page.known;

export function restoreFrom({ answers: kept, cart: basket }: Saved) {
  dispatch(answers.actions.restored(kept));
  dispatch(cart.actions.restored(basket));
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** How many of a variant there are to be: shown at once, sent when the tapping has stopped. */
export function want(variant: string, quantity: number, product = '') {
  if (!signedIn() && !inTelegram) {
    dispatch(askToSignIn(product ? `p_${product}` : 'cart'));
    return;
  }
  tick();
  dispatch(cart.actions.wanted({ variant, quantity }));
  clearTimeout(timers.get(variant));
  timers.set(
    variant,
    setTimeout(() => void settle(variant), 250),
  );
}

async function settle(variant: string) {
  const quantity = store.getState().cart.wanted[variant];
  if (quantity === undefined) return;
  try {
    const now = await change<Cart>('PUT', `/cart/items/${variant}`, { quantity });
    dispatch(cartTold(now));
  } catch (error) {
    if (error instanceof Refused && error.status === 0) {
      // Kept, and sent when there is a connection again.
      dispatch(say({ text: t('offlineCart') }));
      return;
    }
    complain(error);
  }
  if (store.getState().cart.wanted[variant] === quantity) dispatch(cart.actions.settled(variant));
}

/** Send what could not be sent before. */
export function settleAll(): Promise<unknown> {
  return Promise.all(Object.keys(store.getState().cart.wanted).map(settle));
}

/** Everything that taps have asked for has been sent. */
export async function cartSettled() {
  for (const timer of timers.values()) clearTimeout(timer);
  await settleAll();
}

export const quantityOf = (state: State, variant: string) =>
  state.cart.wanted[variant] ?? state.cart.told?.lines.find((one) => one.variant === variant)?.quantity ?? 0;

export const pieces = ({ cart }: State) => {
  const lines = new Map((cart.told?.lines ?? []).map((one) => [one.variant, one.quantity]));
  for (const [variant, quantity] of Object.entries(cart.wanted)) lines.set(variant, quantity);
  return [...lines.values()].reduce((sum, one) => sum + one, 0);
};

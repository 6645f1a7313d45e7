// What may wait until the page is seen: signing in, hearing of changes, sending what could not be sent.
import './more.css';
import { remember } from './offline';
import { go } from './router';
import { read } from './shared/api';
import { first } from './shared/first';
import { accessToken, renew, signedIn, who } from './shared/session';
import { fillScreen, guardClosing, offerSettings, wantsFullScreen } from './shared/telegram/actions';
import { type Language, language } from './shared/words';
import { moreWords, speakIn } from './speak';
import { aged, dispatch, entered, loadCart, pieces, settleAll, spoken, store } from './store';
import type { Me } from './types';

const COLOURS = ['--accent', '--on-accent', '--accent-light', '--accent-dark'];

/** Keep how the shop looks, for when it opens without a connection (`theme.js` reads it). */
export function keepLook() {
  const root = document.documentElement;
  if (!first.build) return;
  const style = getComputedStyle(root);
  const colours = COLOURS.map((name) => [name, style.getPropertyValue(name).trim()]);
  try {
    localStorage.setItem(`look-${first.slug}`, JSON.stringify({ template: root.dataset.template, colours }));
  } catch {
    // It then looks as usual.
  }
}

const AGAIN_MS = 3000;
const LONGEST_MS = 60_000;

/** Sign in where Telegram says for whom; speak the language that one chose. */
export async function arrive() {
  addEventListener('online', () => void settleAll());
  const known = signedIn() || (await renew().catch(() => false));
  dispatch(entered(known));
  await remember(who());
  if (!known) return;
  await loadCart();
  const me = await read<Me>('~/me').catch(() => null);
  dispatch(entered(signedIn()));
  if (me && me.language !== language) await changeLanguage(me.language as Language);
}

export async function changeLanguage(chosen: 'ru' | 'en') {
  await Promise.all([speakIn(chosen), moreWords(chosen)]);
  // What is seen stays until it has come in the other language, so that nothing jumps.
  dispatch(aged(''));
  dispatch(spoken(chosen));
  await loadCart();
}

function hear(event: string) {
  if (event === 'cart' || event === 'hello') void loadCart();
  if (event === 'orders' || event === 'hello') {
    dispatch(aged('~/orders'));
    dispatch(aged('~/returns'));
  }
  if (event === 'goods') dispatch(aged('/products'));
}

async function listen(): Promise<void> {
  const answer = await fetch(`/api/v1/shops/${first.slug}/live`, {
    headers: { Authorization: `Bearer ${accessToken()}` },
  });
  if (answer.status === 401 && (await renew())) return;
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('event: ')) hear(line.slice(7));
  }
}

async function follow() {
  for (let wait = AGAIN_MS; ; ) {
    if (signedIn() && navigator.onLine && !document.hidden)
      await listen().then(
        () => (wait = AGAIN_MS),
        () => (wait = Math.min(wait * 2, LONGEST_MS)),
      );
    await new Promise((done) => setTimeout(done, wait));
  }
}

export function stay() {
  // Where Telegram has no workers (iOS) the shop goes on without one.
  navigator.serviceWorker?.register('/sw.js', { scope: '/s/' }).catch(() => {});
  void follow();
  keepLook();
  offerSettings(() => go('/profile'));
  if (wantsFullScreen()) fillScreen();
  let guarded = false;
  store.subscribe(() => {
    const wanted = pieces(store.getState()) > 0;
    if (wanted !== guarded) guardClosing(wanted);
    guarded = wanted;
  });
}

import { render } from 'preact';
import { App } from './App';
import { doorOf, openAll } from './rooms';
import { go, now, startRouting } from './router';
import { first } from './shared/first';
import { signedIn } from './shared/session';
import { launch, meet } from './shared/telegram/bridge';
import { speakIn } from './speak';
import { aged, dispatch, loadCart, online } from './store';

const LATER_MS = 1500;
/** Where `startapp` leads: the same words as the bot's deep links. */
const START: [RegExp, (id: string) => string][] = [
  [/^p_(\w+)$/, (id) => `/p/${id}`],
  [/^c_(\w+)$/, (id) => (id === '0' ? '/' : `/c/${id}`)],
  [/^o_(\w+)$/, (id) => `/orders/${id}`],
  [/^return_(\w+)$/, (id) => `/returns/${id}`],
  [/^(cart|orders|favourites|profile)$/, (room) => `/${room}`],
];

function follow(start: string) {
  for (const [shape, to] of START) {
    const found = shape.exec(start);
    if (found?.[1]) return go(to(found[1]), true);
  }
}

async function begin() {
  meet();
  startRouting();
  if (launch.start && now().path === '/') follow(launch.start);
  const door = doorOf(now().path);
  await Promise.all([speakIn(first.language), door.room ? null : door.open().catch(() => null)]);
  render(<App />, document.getElementById('app')!);
  window.addEventListener('online', () => {
    dispatch(online(true));
    // What could not be loaded, or is from before, is asked for now.
    dispatch(aged(''));
  });
  window.addEventListener('offline', () => dispatch(online(false)));
  if (signedIn()) void loadCart();
  // What may wait: who is here, what changes elsewhere, the worker.
  const { arrive, stay } = await import('./later');
  if (!launch.data && location.search) await (await import('./signed')).finishLogin();
  await arrive();
  setTimeout(stay, LATER_MS);
  if (!navigator.serviceWorker) setTimeout(() => openAll().catch(() => {}), LATER_MS);
}

void begin();

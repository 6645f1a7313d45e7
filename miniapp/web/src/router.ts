// Where one is: paths below the shop, never the hash (that is Telegram's).
import { useEffect, useState } from 'preact/hooks';
import { base } from './shared/first';

export interface Place {
  path: string;
  query: URLSearchParams;
}

function here(): Place {
  return {
    path: location.pathname.slice(base.length).replace(/\/$/, '') || '/',
    query: new URLSearchParams(location.search),
  };
}

let place = here();
const followers = new Set<() => void>();
const depth = () => Number(history.state?.depth ?? 0);

function arrive() {
  place = here();
  for (const follow of followers) follow();
}

export function go(to: string, replace = false) {
  const url = base + (to === '/' ? '' : to);
  if (replace) history.replaceState({ depth: depth() }, '', url);
  else history.pushState({ depth: depth() + 1 }, '', url);
  arrive();
  if (!replace) window.scrollTo(0, 0);
}

export function back() {
  if (depth() > 0) history.back();
  else go('/', true);
}

export function startRouting() {
  window.addEventListener('popstate', arrive);
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    if (link.target || link.origin !== location.origin) return;
    if (link.pathname !== base && !link.pathname.startsWith(`${base}/`)) return;
    event.preventDefault();
    go(link.pathname.slice(base.length) + link.search || '/');
  });
}

export const now = () => place;

export function usePlace(): Place {
  const [seen, see] = useState(place);
  useEffect(() => {
    const follow = () => see(place);
    followers.add(follow);
    follow();
    return () => {
      followers.delete(follow);
    };
  }, []);
  return seen;
}

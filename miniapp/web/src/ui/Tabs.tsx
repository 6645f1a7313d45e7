import { base } from '../shared/first';
import { type Key, t } from '../shared/words';
import { pieces, useSelect } from '../store';

const TABS: [string, Key, string][] = [
  ['/', 'home', 'M4 11l8-7 8 7v9h-5v-6H9v6H4z'],
  ['/favourites', 'favourites', 'M12 20S4 15 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 6-8 11-8 11z'],
  ['/cart', 'cart', 'M5 9h14l-1 11H6zM9 9V7a3 3 0 0 1 6 0v2'],
  ['/orders', 'orders', 'M6 4h12v17l-3-2-3 2-3-2-3 2zM9 9h6M9 13h6'],
  ['/profile', 'profile', 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6'],
];

export function Tabs({ path, deep }: { path: string; deep: boolean }) {
  const count = useSelect(pieces);
  return (
    <nav class={deep ? 'tabs deep' : 'tabs'} aria-label={t('menu')}>
      {TABS.map(([to, key, drawn]) => (
        <a key={to} href={base + (to === '/' ? '' : to)} aria-current={path === to ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={drawn} />
          </svg>
          {t(key)}
          {to === '/cart' && count > 0 && <span class="badge">{count}</span>}
        </a>
      ))}
    </nav>
  );
}

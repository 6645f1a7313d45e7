// The rooms of the dashboard: a new one is a line here, a folder in `app` and its words.
import type { Permission } from './staff';
import type { IconName } from './ui/icon';
import type { Key } from './words/words';

export interface Room {
  path: string;
  title: Key;
  icon: IconName;
  needs?: Permission;
  /** Pages that belong to it. */
  pages?: string[];
}

export const ROOMS: readonly Room[] = [
  { path: '/', title: 'home', icon: 'home' },
  { path: '/orders/', title: 'orders', icon: 'orders', needs: 'see_orders', pages: ['/order/'] },
  { path: '/returns/', title: 'returns', icon: 'returns', needs: 'see_orders', pages: ['/return/'] },
  { path: '/products/', title: 'products', icon: 'products', needs: 'see_stock' },
];

/** The room that a page is in. */
export function roomOf(path: string): Room | undefined {
  const page = path.endsWith('/') ? path : `${path}/`;
  return ROOMS.find((room) => room.path === page || room.pages?.includes(page));
}

// What this browser keeps; one that keeps nothing is no reason to fail.

export function recall(name: string): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

export function remember(name: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Kept for this visit only.
  }
}

interface KnownShop {
  slug: string;
  title: string;
}

const SHOPS = 'manage-shops';

/** The shops that were opened here before, the last one first. */
export function knownShops(): KnownShop[] {
  try {
    const found: unknown = JSON.parse(recall(SHOPS) || '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one?.slug === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberShop(shop: KnownShop) {
  const others = knownShops().filter((one) => one.slug !== shop.slug);
  remember(SHOPS, JSON.stringify([shop, ...others].slice(0, 12)));
}

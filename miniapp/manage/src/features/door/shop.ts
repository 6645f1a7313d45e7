import { useEffect, useState } from 'react';
import type { ShopTold } from '@/shared/api/schema';
import { language } from '@/shared/words/words';

/** What everybody may know of a shop; asked without signing in. Undefined: not known yet; null: there is none. */
export function useShopTold(slug: string): ShopTold | null | undefined {
  const [told, tell] = useState<ShopTold | null>();
  useEffect(() => {
    const asking = new AbortController();
    fetch(`/api/v1/shops/${slug}`, { headers: { 'Accept-Language': language() }, signal: asking.signal })
      .then(async (answer) => tell(answer.ok ? await answer.json() : null))
      .catch(() => undefined);
    return () => asking.abort();
  }, [slug]);
  return told;
}

import { go } from '../router';
import { base } from '../shared/first';
import { inTelegram } from '../shared/telegram/bridge';
import { money, t } from '../shared/words';
import { useAnswer, useSelect } from '../store';
import type { Category, Shop } from '../types';
import { Goods } from '../ui/Goods';
import { Main } from '../ui/Main';
import { Shelves } from '../ui/Shelves';

/** Inside Telegram its button leads to the cart, with the sum. */
export function ToCart() {
  const sum = useSelect((state) => state.cart.told?.totals?.goods);
  return inTelegram && sum ? (
    <Main text={t('toCart', { sum: money(sum) })} onPress={() => go('/cart')} />
  ) : null;
}

export function Home() {
  const { data: shop } = useAnswer<Shop>('');
  const { data: shelves } = useAnswer<{ items: Category[] }>('/categories');
  const cover = shop?.cover;
  return (
    <main class="page">
      <header class="hero">
        {cover && (
          <img
            class="cover"
            src={cover.url}
            alt=""
            width={cover.width!}
            height={cover.height!}
            fetchpriority="high"
          />
        )}
        <div class="hero-text">
          <h1>{shop?.title}</h1>
          {shop?.greeting && <p>{shop.greeting}</p>}
        </div>
      </header>
      <a class="find" href={`${base}/search`}>
        {t('search')}
      </a>
      <Shelves all={shelves?.items ?? []} within={null} />
      <h2>{t('popular')}</h2>
      <Goods path="/products?limit=8" />
      <ToCart />
    </main>
  );
}

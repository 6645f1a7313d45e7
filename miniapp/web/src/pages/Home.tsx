import { useEffect } from 'preact/hooks';
import { go } from '../router';
import { base } from '../shared/first';
import { inTelegram } from '../shared/telegram/bridge';
import { money, t } from '../shared/words';
import { useAnswer, useSelect } from '../store';
import type { Block, Category, Shop } from '../types';
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

/** Where a block leads: `p_…` a product, `c_…` a shelf; undefined: nowhere. */
export const leadsTo = (leads: string) => (leads ? `${base}/${leads.replace('_', '/')}` : undefined);

function Circles({ blocks, shelves }: { blocks: Block[]; shelves: Category[] }) {
  const told = [
    ...blocks.map(({ id, title, picture }) => ({
      to: `stories/${id}`,
      title,
      picture,
      emoji: '',
      fresh: true,
    })),
    ...shelves.map(({ id, ...one }) => ({ ...one, to: `c/${id}`, fresh: false })),
  ];
  if (!told.length) return null;
  return (
    <ul class="circles" aria-label={t('stories')}>
      {told.map(({ to, title, picture, emoji, fresh }) => (
        <li key={to} class={fresh ? 'new' : ''}>
          <a href={`${base}/${to}`}>
            <span>
              {picture ? <img src={picture.thumb} alt="" width={400} height={400} /> : <i>{emoji}</i>}
            </span>
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Piece({ block: { title, text, picture, leads } }: { block: Block }) {
  const inner = [
    picture && (
      <img
        key="picture"
        src={picture.url}
        alt=""
        width={picture.width ?? 1080}
        height={picture.height ?? 1080}
        loading="lazy"
        style={{ background: picture.tone ?? '' }}
      />
    ),
    <div key="text" class="block-text">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {leads && <span class="on">{t('look')}</span>}
    </div>,
  ];
  return <li class="block">{leads ? <a href={leadsTo(leads)}>{inner}</a> : <div>{inner}</div>}</li>;
}

export function Home() {
  const { data: shop } = useAnswer<Shop>('');
  const { data: shelves } = useAnswer<{ items: Category[] }>('/categories');
  const { cover, template = 'showcase', blocks = [] } = shop ?? {};
  const pictured = blocks.filter((one) => one.picture);
  const top = shelves?.items ?? [];
  const story = template === 'story';
  useEffect(() => {
    if (shop) document.documentElement.dataset.template = template;
  }, [template, shop]);
  return (
    <main class="page home">
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
      {template !== 'list' && (
        <Circles blocks={pictured} shelves={story ? top.filter((one) => !one.parent) : []} />
      )}
      {!story && <Shelves all={top} within={null} />}
      {blocks.length > 0 && (
        <ul class="blocks">
          {blocks.map((one) => (
            <Piece key={one.id} block={one} />
          ))}
        </ul>
      )}
      <h2>{t('popular')}</h2>
      <Goods path="/products?limit=8" lead={template === 'showcase'} />
      <ToCart />
    </main>
  );
}

// Cards of goods, as the server writes the first of them (`miniapp/shell.py`).
import { useEffect, useRef, useState } from 'preact/hooks';
import { base } from '../shared/first';
import { money, rating, t } from '../shared/words';
import { load, quantityOf, useAnswer, useSelect, want } from '../store';
import type { Card, Found } from '../types';

const EAGER = 4;

export function Quick({
  variant,
  product,
  available,
  title,
}: {
  variant: string;
  product: string;
  available: number;
  title: string;
}) {
  const quantity = useSelect((state) => quantityOf(state, variant));
  const put = (wanted: number) => want(variant, wanted, product);
  if (!quantity)
    return (
      <button type="button" class="plus" aria-label={t('add', { title })} onClick={() => put(1)}>
        +
      </button>
    );
  return (
    <div class="step">
      <button type="button" aria-label={t('less', { title })} onClick={() => put(quantity - 1)}>
        −
      </button>
      <span aria-live="polite">{quantity}</span>
      <button
        type="button"
        aria-label={t('more', { title })}
        disabled={quantity >= available}
        onClick={() => put(quantity + 1)}
      >
        +
      </button>
    </div>
  );
}

interface TileProps {
  card: Card;
  place?: number;
  /** The one that is shown large. */
  lead?: boolean;
}

export function Tile({ card, place = EAGER, lead = false }: TileProps) {
  const { picture } = card;
  const price = money(card.price);
  const large = lead || document.documentElement.dataset.template === 'story';
  return (
    <li class={lead ? 'card lead' : 'card'}>
      <a href={`${base}/p/${card.id}`}>
        <span class="pic" style={picture?.tone ? { background: picture.tone } : undefined}>
          {picture ? (
            <img
              src={large ? picture.url : picture.thumb}
              alt=""
              width={large ? 1080 : 400}
              height={large ? 1080 : 400}
              {...(place < EAGER ? { fetchpriority: 'high' } : { loading: 'lazy' as const })}
            />
          ) : (
            <span class="nothing" />
          )}
        </span>
        {lead && <span class="eyebrow">{t('lead')}</span>}
        <b class="price">
          {card.price_to ? t('from', { price }) : price}
          {card.old_price && !card.price_to && [' ', <s key="was">{money(card.old_price)}</s>]}
        </b>
        <span class="name">{card.title}</span>
        {card.rating !== null && (
          <span class="stars">
            ★ {rating(card.rating)} <small>({card.reviews})</small>
          </span>
        )}
      </a>
      <div class="add">
        {card.available <= 0 ? (
          <span class="out">{t('soldOut')}</span>
        ) : card.variant ? (
          <Quick variant={card.variant} product={card.id} available={card.available} title={card.title} />
        ) : (
          <a class="plus many" href={`${base}/p/${card.id}`} aria-label={t('choose', { title: card.title })}>
            ⋯
          </a>
        )}
      </div>
    </li>
  );
}

function Batch({
  path,
  start,
  last,
  lead,
  onMore,
}: {
  path: string;
  start: number;
  last: boolean;
  lead: boolean;
  onMore: (next: string) => void;
}) {
  const { data, error } = useAnswer<Found>(path);
  const end = useRef<HTMLLIElement>(null);
  const next = last ? data?.next : null;
  useEffect(() => {
    if (!next || !end.current) return;
    const eye = new IntersectionObserver(([seen]) => seen?.isIntersecting && onMore(next), {
      rootMargin: '600px',
    });
    eye.observe(end.current);
    return () => eye.disconnect();
  }, [next]);
  if (!data)
    return error ? (
      <li class="wide empty" role="alert">
        <p>{error}</p>
        <button type="button" class="chip" onClick={() => void load(path)}>
          {t('again')}
        </button>
      </li>
    ) : (
      <Waiting />
    );
  return (
    <>
      {data.items.map((card, place) => (
        <Tile key={card.id} card={card} place={start + place} lead={lead && !place && !start} />
      ))}
      {next && <li ref={end} class="end" aria-hidden="true" />}
    </>
  );
}

export function Waiting() {
  return (
    <>
      {[1, 2, 3, 4].map((one) => (
        <li key={one} class="sk sk-block" aria-hidden="true" />
      ))}
    </>
  );
}

/** A list that goes on while one scrolls. */
export function Goods({ path, lead = false }: { path: string; lead?: boolean }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const shown = useRef(path);
  if (shown.current !== path) {
    shown.current = path;
    if (cursors.length) setCursors([]);
  }
  const all = [
    path,
    ...(shown.current === path ? cursors : []).map(
      (one) => `${path}${path.includes('?') ? '&' : '?'}cursor=${one}`,
    ),
  ];
  return (
    <ul class="grid">
      {all.map((one, place) => (
        <Batch
          key={one}
          path={one}
          start={place * EAGER}
          last={place === all.length - 1}
          lead={lead}
          onMore={(next) => setCursors((now) => (now.includes(next) ? now : [...now, next]))}
        />
      ))}
    </ul>
  );
}

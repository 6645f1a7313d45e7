import { useState } from 'preact/hooks';
import { back, go } from '../router';
import { change, newKey } from '../shared/api';
import { signedIn } from '../shared/session';
import { inTelegram, tick } from '../shared/telegram/bridge';
import { day, money, plural, rating, t } from '../shared/words';
import {
  aged,
  askToSignIn,
  complain,
  dispatch,
  load,
  quantityOf,
  say,
  useAnswer,
  useSelect,
  want,
} from '../store';
import type { Checkout, Picture, Product, Reviews, Variant } from '../types';
import { Tile } from '../ui/Goods';
import { Empty, Failed, Link, Skeleton, Top } from '../ui/kit';
import { Main } from '../ui/Main';
import { Secondary } from '../ui/Secondary';
import { Share } from '../ui/Share';
import { startCheckout } from './starting';

/** The variant that has all chosen values, else the one nearest to them: first in stock, first in the list. */
export function chosenOf(variants: Variant[], chosen: Record<string, string>): Variant | undefined {
  const fits = (one: Variant) =>
    Object.entries(chosen).filter(([key, value]) => one.options[key] === value).length;
  return [...variants].sort(
    (a, b) => fits(b) - fits(a) || Number(b.available > 0) - Number(a.available > 0),
  )[0];
}

function guest(word: string): boolean {
  if (signedIn() || inTelegram) return false;
  dispatch(askToSignIn(word));
  return true;
}

export function ProductPage({ name }: { name: string }) {
  const path = `/products/${name}`;
  const { data: product, error, code } = useAnswer<Product>(path, true);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const variant = product && chosenOf(product.variants, chosen);
  const quantity = useSelect((state) => (variant ? quantityOf(state, variant.id) : 0));
  if (!product || !variant)
    return (
      <main class="page">
        <Top title="" />
        {code === 'error-not-found' || product ? (
          <Empty head drawn="gone" title={t('productGone')}>
            <Link to="/">{t('toHome')}</Link>
          </Empty>
        ) : error ? (
          <Failed error={error} code={code} onRetry={() => void load(path)} />
        ) : (
          <Skeleton />
        )}
      </main>
    );
  const out = variant.available <= 0;

  const buy = async () => {
    if (guest(`p_${product.id}`)) return;
    setBusy(true);
    try {
      const body = { variant: variant.id, quantity: Math.max(quantity, 1) };
      const told = await change<Checkout>('POST', '/buy-now', body, newKey());
      startCheckout(told);
      go(`/checkout/${told.cart.id}`);
    } catch (problem) {
      complain(problem);
    }
    setBusy(false);
  };
  const mark = async (method: string, to: string, done?: string) => {
    if (guest(`p_${product.id}`)) return;
    tick();
    try {
      await change(method, to);
      dispatch(aged('/favourites'));
      await load(path);
      if (done) dispatch(say({ text: done }));
    } catch (problem) {
      complain(problem);
    }
  };
  return (
    <main class="page product">
      <Gallery product={product} variant={variant} />
      {!inTelegram && (
        <button type="button" class="round over" aria-label={t('back')} onClick={back}>
          ‹
        </button>
      )}
      <section class="about">
        <div class="about-head">
          <h1>{product.title}</h1>
          <Share
            title={product.title}
            word={`p_${product.id}`}
            path={`/p/${product.id}`}
            picture={product.pictures[0]}
          />
          <button
            type="button"
            class="round heart"
            aria-pressed={product.liked}
            aria-label={t(product.liked ? 'unlike' : 'like')}
            onClick={() => mark(product.liked ? 'DELETE' : 'PUT', `/favourites/${product.id}`)}
          >
            {product.liked ? '♥' : '♡'}
          </button>
        </div>
        {product.rating !== null && (
          <a class="rated" href="#reviews">
            ★ {rating(product.rating)} · {plural('reviewsCount', product.reviews)}
          </a>
        )}
        <p class="sum">
          {money(variant.price)} {variant.old_price && <s>{money(variant.old_price)}</s>}
        </p>
        <Options
          product={product}
          variant={variant}
          onChoose={(key, value) => setChosen({ ...variant.options, [key]: value })}
        />
        <p class={out ? 'stock none' : 'stock'}>
          {out ? t('soldOut') : variant.available <= 5 ? plural('fewLeft', variant.available) : t('inStock')}
        </p>
        {out ? (
          <button
            type="button"
            class="go soft"
            onClick={() =>
              mark(
                variant.awaited ? 'DELETE' : 'PUT',
                `/alerts/${variant.id}`,
                variant.awaited ? undefined : t('willTell'),
              )
            }
          >
            {variant.awaited ? t('awaited') : t('tellMe')}
          </button>
        ) : quantity ? (
          <div class="pair">
            <div class="step">
              <button
                type="button"
                aria-label={t('less', { title: product.title })}
                onClick={() => want(variant.id, quantity - 1)}
              >
                −
              </button>
              <span aria-live="polite">{quantity}</span>
              <button
                type="button"
                aria-label={t('more', { title: product.title })}
                disabled={quantity >= variant.available}
                onClick={() => want(variant.id, quantity + 1)}
              >
                +
              </button>
            </div>
            <Link to="/cart">{t('cart')}</Link>
          </div>
        ) : (
          <button type="button" class="go soft" onClick={() => want(variant.id, 1, product.id)}>
            {t('toTheCart')}
          </button>
        )}
        {!out && (
          <Secondary
            text={quantity ? t('cart') : t('toTheCart')}
            onPress={() => (quantity ? go('/cart') : want(variant.id, 1, product.id))}
          />
        )}
        {!out && (
          <Main
            text={t('buyFor', {
              sum: money({ ...variant.price, amount: variant.price.amount * Math.max(quantity, 1) }),
            })}
            onPress={buy}
            busy={busy}
          />
        )}
        {product.description && <p class="words">{product.description}</p>}
      </section>
      {product.reviews > 0 && <ReviewsOf product={product} />}
      {product.related.length > 0 && (
        <section>
          <h2>{t('related')}</h2>
          <ul class="grid strip">
            {product.related.map((card) => (
              <Tile key={card.id} card={card} />
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

function Gallery({ product, variant }: { product: Product; variant: Variant }) {
  const own = variant.picture;
  const pictures: Picture[] = [
    ...(own ? [own] : []),
    ...product.pictures.filter((one) => one.url !== own?.url),
  ];
  return (
    <div class="gallery" key={variant.picture?.url ?? ''} role="group" aria-label={t('pictures')}>
      {pictures.length ? (
        pictures.map((one, at) => (
          <div class="slide" key={one.url} style={one.tone ? { background: one.tone } : undefined}>
            <img
              src={one.url}
              alt={at ? '' : product.title}
              width={one.width!}
              height={one.height!}
              {...(at ? { loading: 'lazy' as const } : { fetchpriority: 'high' })}
            />
          </div>
        ))
      ) : (
        <div class="slide blank" aria-hidden="true">
          {product.title.slice(0, 1)}
        </div>
      )}
      {pictures.length > 1 && <span class="count">{pictures.length}</span>}
    </div>
  );
}

function Options({
  product,
  variant,
  onChoose,
}: {
  product: Product;
  variant: Variant;
  onChoose: (key: string, value: string) => void;
}) {
  return (
    <>
      {product.options.map((option) => (
        <fieldset key={option.key} class="facet">
          <legend>{option.title}</legend>
          {option.values.map(({ key, title }) => {
            const would = product.variants.find(
              (one) =>
                one.options[option.key] === key &&
                product.options.every(
                  (other) => other === option || one.options[other.key] === variant.options[other.key],
                ),
            );
            return (
              <button
                key={key}
                type="button"
                class={would && would.available > 0 ? 'chip' : 'chip gone'}
                aria-pressed={variant.options[option.key] === key}
                onClick={() => onChoose(option.key, key)}
              >
                {title}
              </button>
            );
          })}
        </fieldset>
      ))}
    </>
  );
}

function ReviewsOf({ product }: { product: Product }) {
  const { data } = useAnswer<Reviews>(`/products/${product.id}/reviews`);
  return (
    <section id="reviews">
      <h2>{t('reviews')}</h2>
      {data?.items.map((one) => (
        <article key={one.id} class="review">
          <p class="review-head">
            <b>{one.author}</b>
            <span role="img" aria-label={t('starsOf', { stars: one.rating })}>
              {'★'.repeat(one.rating)}
              {'☆'.repeat(5 - one.rating)}
            </span>
            <small>{day(one.created_at)}</small>
          </p>
          {one.words && <p>{one.words}</p>}
          {one.photos.length > 0 && (
            <div class="photos">
              {one.photos.map((photo) => (
                <img key={photo.thumb} src={photo.thumb} alt="" loading="lazy" width={96} height={96} />
              ))}
            </div>
          )}
          {one.answer && <p class="answer">{t('shopAnswers', { words: one.answer })}</p>}
        </article>
      ))}
    </section>
  );
}

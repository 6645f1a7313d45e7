import { useEffect, useState } from 'preact/hooks';
import { go } from '../router';
import { change, type Refused } from '../shared/api';
import { base } from '../shared/first';
import { money, plural, t } from '../shared/words';
import {
  cartSettled,
  cartTold,
  complain,
  dispatch,
  isGuest,
  loadCart,
  pieces,
  quantityOf,
  useSelect,
  want,
} from '../store';
import type { Cart, CartLine } from '../types';
import { Empty, Failed, Link, NeedsSignIn, Skeleton, Sums, Top } from '../ui/kit';
import { Main } from '../ui/Main';
import { linesOf } from './lines';

export function CartPage() {
  const cart = useSelect((state) => state.cart.told);
  const person = useSelect((state) => state.page.person);
  const guest = useSelect(isGuest);
  const [failed, setFailed] = useState<Refused>();
  const look = () => void loadCart().then(setFailed);
  const count = useSelect(pieces);
  const wanted = useSelect((state) => state.cart.wanted);
  const answers = useSelect((state) => state.answers);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    look();
  }, [person]);
  if (guest)
    return (
      <main class="page narrow">
        <Top title={t('cart')} />
        <NeedsSignIn drawn="basket" title={t('cartGuest')} word="cart" />
      </main>
    );
  const lines = linesOf({ told: cart, wanted }, answers);
  if (!cart && !lines.length)
    return (
      <main class="page narrow">
        <Top title={t('cart')} />
        {failed ? <Failed error={failed.message} code={failed.code} onRetry={look} /> : <Skeleton />}
      </main>
    );
  const problem = lines.some((one) => one.problem);
  const empty = async () => {
    try {
      dispatch(cartTold(await change<Cart>('DELETE', '/cart')));
    } catch (error) {
      complain(error);
    }
  };
  return (
    <main class="page narrow">
      <Top title={t('cart')} />
      {!lines.length ? (
        <Empty drawn="basket" title={t('cartEmpty')}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      ) : (
        <>
          <ul class="box lines">
            {lines.map((line) => (
              <Line key={line.variant} line={line} />
            ))}
          </ul>
          {cart?.totals && <Sums totals={cart.totals} open />}
          <button type="button" class="quiet" onClick={empty}>
            {t('emptyCart')}
          </button>
          <Main
            text={`${t('order')} · ${cart?.totals ? money(cart.totals.goods) : plural('pieces', count)}`}
            busy={busy}
            disabled={problem}
            onPress={async () => {
              setBusy(true);
              await cartSettled();
              setBusy(false);
              go('/checkout');
            }}
          />
        </>
      )}
    </main>
  );
}

function Line({ line }: { line: CartLine }) {
  const quantity = useSelect((state) => quantityOf(state, line.variant));
  if (!quantity) return null;
  const dearer = line.price.amount !== line.seen_price.amount;
  return (
    <li class="line">
      <a href={`${base}/p/${line.product}`} class="line-pic" aria-hidden="true" tabIndex={-1}>
        {line.picture && <img src={line.picture.thumb} alt="" width={72} height={72} />}
      </a>
      <div class="line-text">
        <a href={`${base}/p/${line.product}`}>{line.title}</a>
        {line.options && <small>{line.options}</small>}
        <b>{money({ ...line.price, amount: line.price.amount * quantity })}</b>
        {dearer && <small class="changed">{t('priceChanged', { was: money(line.seen_price) })}</small>}
        {line.problem && (
          <small class="bad">
            {line.problem === 'short' ? plural('onlyLeft', line.available) : t('lineGone')}
          </small>
        )}
        <div class="step">
          <button
            type="button"
            aria-label={t('less', { title: line.title })}
            onClick={() => want(line.variant, quantity - 1)}
          >
            {quantity === 1 ? '×' : '−'}
          </button>
          <span aria-live="polite">{quantity}</span>
          <button
            type="button"
            aria-label={t('more', { title: line.title })}
            disabled={quantity >= line.available}
            onClick={() => want(line.variant, quantity + 1)}
          >
            +
          </button>
        </div>
      </div>
    </li>
  );
}

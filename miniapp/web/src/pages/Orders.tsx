import { useState } from 'preact/hooks';
import { go } from '../router';
import { change, newKey } from '../shared/api';
import { openLink } from '../shared/telegram/actions';
import { day, type Key, moment, money, plural, t } from '../shared/words';
import { aged, complain, dispatch, isGuest, load, loadCart, say, useAnswer, useSelect } from '../store';
import type { Order, OrderSummary, Paged, Payment, Returns, ToReview } from '../types';
import {
  Cell,
  Empty,
  Failed,
  Field,
  Link,
  NeedsSignIn,
  Section,
  Sheet,
  Skeleton,
  Sums,
  Top,
} from '../ui/kit';
import { Main } from '../ui/Main';
import { OnMap } from '../ui/OnMap';
import { settlePayment } from './paying';

export function Orders() {
  const person = useSelect((state) => state.page.person);
  const guest = useSelect(isGuest);
  const { data, error, code } = useAnswer<Paged<OrderSummary>>(person ? '~/orders' : null);
  return (
    <main class="page narrow">
      <h1>{t('orders')}</h1>
      {guest ? (
        <NeedsSignIn drawn="box" title={t('ordersGuest')} word="orders" />
      ) : error && !data ? (
        <Failed error={error} code={code} onRetry={() => void load('~/orders')} />
      ) : !data ? (
        <Skeleton />
      ) : !data.items.length ? (
        <Empty drawn="box" title={t('ordersEmpty')}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      ) : (
        <div class="box">
          {data.items.map((one) => (
            <Cell
              key={one.id}
              href={`/orders/${one.id}`}
              title={<b>{t('orderNumber', { number: one.number })}</b>}
              note={`${one.status_text} · ${day(one.placed_at)}`}
              after={money(one.total)}
            />
          ))}
        </div>
      )}
    </main>
  );
}

const STEPS: Record<string, Key> = {
  awaiting_payment: 'stepPlaced',
  awaiting_confirmation: 'stepPlaced',
  confirmed: 'stepConfirmed',
  fulfilling: 'stepFulfilling',
  delivered: 'stepDelivered',
  completed: 'stepCompleted',
  on_hold: 'stepHold',
  expired: 'stepExpired',
  cancelled: 'stepCancelled',
};
/** Only what was delivered can have come back. */
const AFTER = ['delivered', 'completed'];
const AHEAD = ['confirmed', 'fulfilling', 'delivered'];

/** The steps an order has made, and those ahead of it where it is on its way. */
export function stepsOf(order: Pick<Order, 'timeline' | 'status'>): { key: Key; at: string | null }[] {
  const made: { key: Key; at: string | null }[] = [];
  for (const { status, at } of order.timeline) {
    const key = status ? STEPS[status] : undefined;
    if (key && made.at(-1)?.key !== key) made.push({ key, at });
  }
  if (['expired', 'cancelled', 'completed', 'on_hold'].includes(order.status)) return made;
  const ahead = AHEAD.slice(AHEAD.indexOf(order.status) + 1).map((one) => ({ key: STEPS[one]!, at: null }));
  return [...made, ...ahead.filter((one) => !made.some((done) => done.key === one.key))];
}

export function OrderPage({ name }: { name: string }) {
  const path = `~/orders/${name}`;
  const person = useSelect((state) => state.page.person);
  const guest = useSelect(isGuest);
  const { data: order, error, code } = useAnswer<Order>(person ? path : null, true);
  const { data: sentBack } = useAnswer<Returns>(
    order && AFTER.includes(order.status) ? `${path}/returns` : null,
  );
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'cancel' | 'review' | null>(null);
  if (!order)
    return (
      <main class="page narrow">
        <Top title={t('orders')} />
        {guest ? (
          <NeedsSignIn drawn="box" title={t('ordersGuest')} word={`o_${name}`} />
        ) : error ? (
          <Failed error={error} code={code} onRetry={() => void load(path)} />
        ) : (
          <Skeleton rows={4} />
        )}
      </main>
    );
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      dispatch(aged('~/orders'));
    } catch (problem) {
      complain(problem);
    }
    setBusy(false);
  };
  const pay = () =>
    run(async () =>
      settlePayment(order.id, await change<Payment>('POST', `~/orders/${order.id}/payments`, {}, newKey())),
    );
  const repeat = () =>
    run(async () => {
      const told = await change<{ added: number; gone: string[] }>(
        'POST',
        `~/orders/${order.id}/repeat`,
        undefined,
        newKey(),
      );
      await loadCart();
      if (told.gone.length) dispatch(say({ text: t('goneNow', { titles: told.gone.join(', ') }) }));
      go('/cart');
    });
  const { payment, tracking } = order;
  return (
    <main class="page narrow">
      <Top title={t('orderNumber', { number: order.number })} />
      <p class="status" role="status" data-status={order.status}>
        {order.status_text}
      </p>
      <ol class="timeline">
        {stepsOf(order).map(({ key, at }) => (
          <li key={key} class={at ? 'done' : ''}>
            <span>{t(key)}</span>
            {at && <small>{moment(at)}</small>}
          </li>
        ))}
      </ol>
      {payment && payment.fields.length > 0 && (
        <Section title={t('transferTo')}>
          {payment.fields.map((one) => (
            <Cell
              key={one.name}
              title={one.value}
              note={one.name}
              after={t('copy')}
              onPress={() =>
                void navigator.clipboard
                  ?.writeText(one.value)
                  .then(() => dispatch(say({ text: t('copied') })))
              }
            />
          ))}
        </Section>
      )}
      {tracking && (
        <Section title={t('tracking')}>
          {tracking.url ? (
            <Cell
              title={tracking.number}
              note={tracking.carrier ?? ''}
              after="↗"
              onPress={() => openLink(tracking.url!)}
            />
          ) : (
            <Cell title={tracking.number} />
          )}
        </Section>
      )}
      <Section
        title={plural(
          'pieces',
          order.lines.reduce((sum, one) => sum + one.quantity, 0),
        )}
      >
        {order.lines.map((line) => (
          <Cell
            key={line.position}
            title={line.title}
            note={[line.options, `${line.quantity} × ${money(line.price)}`].filter(Boolean).join(' · ')}
            after={money(line.total)}
          />
        ))}
      </Section>
      <Sums totals={order} />
      <Section title={t('delivery')}>
        <Cell title={order.delivery_title} note={order.address ?? ''} />
        {order.address && <OnMap address={order.address} />}
        {order.phone && <Cell title={order.phone} note={t('phone')} />}
        {payment && <Cell title={payment.title} note={t('payment')} />}
        {order.comment && <Cell title={order.comment} note={t('comment')} />}
      </Section>
      {order.refunds.length > 0 && (
        <Section title={t('refunds')}>
          {order.refunds.map((one, at) => (
            <Cell
              key={at}
              title={money(one.amount)}
              note={t(one.state === 'succeeded' ? 'refunded' : 'refunding')}
            />
          ))}
        </Section>
      )}
      {sentBack && sentBack.items.length > 0 && (
        <Section title={t('returns')}>
          {sentBack.items.map((one) => (
            <Cell
              key={one.id}
              href={`/returns/${one.id}`}
              title={plural(
                'pieces',
                one.lines.reduce((sum, line) => sum + line.quantity, 0),
              )}
              note={`${one.state_text} · ${day(one.created_at)}`}
              after={money(one.worth)}
            />
          ))}
        </Section>
      )}
      <div class="actions">
        {order.can_review && (
          <button type="button" class="go soft" onClick={() => setAsking('review')}>
            {t('review')}
          </button>
        )}
        <button type="button" class="go soft" disabled={busy} onClick={() => void repeat()}>
          {t('repeat')}
        </button>
        {order.can_return && <Link to={`/orders/${order.id}/return`}>{t('sendBack')}</Link>}
        {order.can_cancel && (
          <button type="button" class="go soft danger" onClick={() => setAsking('cancel')}>
            {t('cancelOrder')}
          </button>
        )}
      </div>
      {asking === 'cancel' && (
        <Sheet title={t('cancelSure', { number: order.number })} onClose={() => setAsking(null)}>
          <div class="pair">
            <button type="button" class="go soft" onClick={() => setAsking(null)}>
              {t('keepOrder')}
            </button>
            <button
              type="button"
              class="go danger"
              onClick={() => {
                setAsking(null);
                void run(() => change('POST', `~/orders/${order.id}/cancel`, undefined, newKey()));
              }}
            >
              {t('cancelOrder')}
            </button>
          </div>
        </Sheet>
      )}
      {asking === 'review' && <Rate order={order} onClose={() => setAsking(null)} />}
      {order.can_pay && <Main text={t('payFor', { sum: money(order.owed) })} busy={busy} onPress={pay} />}
    </main>
  );
}

function Rate({ order, onClose }: { order: Order; onClose: () => void }) {
  const path = `~/orders/${order.id}/reviews`;
  const { data } = useAnswer<ToReview>(path);
  const [words, setWords] = useState<Record<string, string>>({});
  const [stars, setStars] = useState<Record<string, number>>({});
  const send = async (product: string, rating: number) => {
    try {
      await change('POST', path, { product, rating, words: words[product]?.trim() || null }, newKey());
      dispatch(say({ text: t('thanks') }));
      dispatch(aged('~/orders'));
      await load(path);
    } catch (problem) {
      complain(problem);
    }
  };
  return (
    <Sheet title={t('review')} onClose={onClose}>
      {!data && <Skeleton />}
      {data?.items.map(({ product, title, rating }) => {
        const given = stars[product] ?? rating ?? 0;
        return (
          <fieldset key={product} class="rate">
            <legend>{title}</legend>
            <div class="rate-stars">
              {[1, 2, 3, 4, 5].map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={given === one}
                  aria-label={t('starsOf', { stars: one })}
                  onClick={() => setStars({ ...stars, [product]: one })}
                >
                  {one <= given ? '★' : '☆'}
                </button>
              ))}
            </div>
            <Field
              label={t('reviewWords')}
              lines={3}
              value={words[product] ?? ''}
              onInput={(typed) => setWords({ ...words, [product]: typed })}
            />
            <button type="button" class="go" disabled={!given} onClick={() => void send(product, given)}>
              {t('send')}
            </button>
          </fieldset>
        );
      })}
    </Sheet>
  );
}

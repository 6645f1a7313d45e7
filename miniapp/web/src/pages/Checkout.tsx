import { useEffect, useRef, useState } from 'preact/hooks';
import { change, newKey, type Refused } from '../shared/api';
import { canLocate, canRequestPhone, locate, requestPhone } from '../shared/telegram/actions';
import { inTelegram, tick } from '../shared/telegram/bridge';
import { type Key, money, t } from '../shared/words';
import { aged, complain, dispatch, loadCart, say } from '../store';
import type { Checkout, Delivery, Placed } from '../types';
import { Cell, Empty, Failed, Field, Link, Pick, Section, Skeleton, Sums, Switch, Top } from '../ui/kit';
import { Main } from '../ui/Main';
import { OnMap } from '../ui/OnMap';
import { settlePayment } from './paying';
import { takeStarted } from './starting';

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What is asked next, as the main button says it. */
const NEEDS: Record<Checkout['step'], Key> = {
  delivery: 'needDelivery',
  address: 'needAddress',
  zone: 'needZone',
  phone: 'needPhone',
  quote: 'needQuote',
  payment: 'needPayment',
  confirm: 'order',
};

function priceOf(one: Delivery): string {
  if (one.price) return one.price.amount ? money(one.price) : t('free');
  return one.computed ? t('sellerSays') : t('byPlace');
}

/** What there is only one of need not be asked. */
export function onlyChoices(told: Checkout): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  if (!told.delivery && told.deliveries.length === 1) chosen.delivery = told.deliveries[0]!.id;
  if (!told.payment && told.payments.length === 1) chosen.payment = told.payments[0]!.code;
  return chosen;
}

export function CheckoutPage({ name }: { name: string }) {
  const [told, setTold] = useState<Checkout | undefined>(() => takeStarted(name));
  const [error, setError] = useState<Refused>();
  const [busy, setBusy] = useState(false);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const key = useRef({ of: '', key: '' });
  const cart = name || null;

  // One after another: what was answered last is what is shown.
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(told);
  const quote = (answers: Record<string, unknown> = {}, path = '/quotes'): Promise<Checkout | undefined> => {
    const mine = turn.current.then(async () => {
      try {
        const now = await change<Checkout>('POST', path, { cart, ...answers });
        latest.current = now;
        setTold(now);
        setError(undefined);
        return now;
      } catch (problem) {
        if (latest.current) complain(problem);
        else setError(problem as Refused);
      }
    });
    turn.current = mine;
    return mine;
  };
  useEffect(() => {
    void (async () => {
      const now = told ?? (await quote());
      const only = now ? onlyChoices(now) : {};
      if (Object.keys(only).length) await quote(only);
    })();
  }, []);

  if (!told)
    return (
      <main class="page narrow">
        <Top title={t('checkout')} />
        {!error ? (
          <Skeleton rows={4} />
        ) : error.status === 404 ? (
          <Empty drawn="basket" title={t('cartEmpty')}>
            <Link to="/">{t('toHome')}</Link>
          </Empty>
        ) : (
          <Failed error={error.message} code={error.code} onRetry={() => void quote()} />
        )}
      </main>
    );

  const type = (field: string) => (value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const value = (field: 'address' | 'phone' | 'comment') => typed[field] ?? told[field] ?? '';
  /** Send what was typed and differs; returns what is so then. */
  const flush = async (): Promise<Checkout | undefined> => {
    const changed = Object.entries(typed).filter(
      ([field, text]) => field !== 'code' && text.trim() !== (told[field as 'address'] ?? ''),
    );
    if (!changed.length) {
      await turn.current;
      return latest.current;
    }
    const now = await quote(Object.fromEntries(changed.map(([field, text]) => [field, text.trim()])));
    // What is being typed meanwhile stays; what was sent is shown as the server keeps it.
    if (now)
      setTyped((later) =>
        Object.fromEntries(
          Object.entries(later).filter(([field, text]) => field === 'code' || text !== typed[field]),
        ),
      );
    return now;
  };

  const chosen = told.deliveries.find((one) => one.id === told.delivery);
  const place = async () => {
    setBusy(true);
    await order();
    setBusy(false);
  };
  const order = async () => {
    const now = await flush();
    const sum = now?.cart.totals?.to_pay;
    if (now?.step !== 'confirm' || !sum) {
      if (now) {
        tick('error');
        document
          .querySelector(`[data-step="${now.step}"]`)
          ?.scrollIntoView({ behavior: still() ? 'instant' : 'smooth', block: 'center' });
        document
          .querySelector<HTMLElement>(`[data-step="${now.step}"] input, [data-step="${now.step}"] button`)
          ?.focus();
      }
      return;
    }
    const wish = `${now.cart.id}:${sum.amount}`;
    if (key.current.of !== wish) key.current = { of: wish, key: newKey() };
    try {
      const body = { cart: now.cart.id, expected_total: sum.amount };
      const placed = await change<Placed>('POST', '/orders', body, key.current.key);
      dispatch(aged('~/orders'));
      void loadCart();
      await settlePayment(placed.id, placed.payment);
    } catch (problem) {
      tick('error');
      complain(problem);
      await quote();
    }
  };
  const sharePhone = async () => {
    const phone = await requestPhone();
    if (!phone) return;
    setTyped(({ phone: _, ...rest }) => rest);
    await quote({ phone });
  };
  const sharePlace = async () => {
    const point = await locate();
    if (!point) dispatch(say({ text: t('noPlace') }));
    else if (await quote({ point })) tick('success');
  };
  const enterCode = async () => {
    const code = (typed.code ?? '').trim();
    if (code && (await quote({ code }, '/quotes/codes'))) {
      setTyped(({ code: _, ...rest }) => rest);
      dispatch(say({ text: t('codeTaken') }));
    }
  };
  const dropCodes = async () => {
    try {
      setTold(await change<Checkout>('DELETE', `/quotes/codes${cart ? `?cart=${cart}` : ''}`));
    } catch (problem) {
      complain(problem);
    }
  };
  const sum = told.cart.totals?.to_pay;
  return (
    <main class="page narrow">
      <Top title={t('checkout')} />
      <ul class="box lines small">
        {told.cart.lines.map((line) => (
          <li class="line" key={line.variant}>
            <span class="line-pic">
              {line.picture && <img src={line.picture.thumb} alt="" width={48} height={48} />}
            </span>
            <div class="line-text">
              <span>{line.title}</span>
              <small>
                {[line.options, `${line.quantity} × ${money(line.price)}`].filter(Boolean).join(' · ')}
              </small>
            </div>
            <b>{money(line.total)}</b>
          </li>
        ))}
      </ul>
      <div data-step="delivery">
        <Section title={t('delivery')}>
          {told.deliveries.map((one) => (
            <Pick
              key={one.id}
              name="delivery"
              checked={one.id === told.delivery}
              title={one.title}
              note={one.details || (one.free_from ? t('freeFrom', { sum: money(one.free_from) }) : undefined)}
              after={priceOf(one)}
              onPick={() => void quote({ delivery: one.id })}
            />
          ))}
        </Section>
      </div>
      {chosen?.needs_address && (
        <div data-step="address">
          <Section title={t('address')}>
            {told.addresses
              .filter((one) => one.address !== told.address || told.addresses.length > 1)
              .map((one) => (
                <Pick
                  key={one.id}
                  name="address"
                  checked={one.address === told.address}
                  title={one.label || one.address}
                  note={one.label ? one.address : undefined}
                  onPick={() => {
                    setTyped(({ address: _, ...rest }) => rest);
                    void quote({ saved_address: one.id });
                  }}
                />
              ))}
            <Field
              label={t('addressTyped')}
              hint={t('addressHint')}
              autocomplete="street-address"
              value={value('address')}
              onInput={type('address')}
              onDone={() => void flush()}
            />
            {canLocate() && (
              <Cell title={t('iAmHere')} note={t('iAmHereNote')} onPress={() => void sharePlace()} />
            )}
            {told.address && <OnMap address={told.address} />}
            {told.zone && chosen.zoned && <Cell title={told.zone} note={t('zone')} />}
          </Section>
        </div>
      )}
      {chosen && !chosen.needs_address && chosen.details && (
        <Section>
          <OnMap address={chosen.details.split('\n')[0]!} />
        </Section>
      )}
      {told.zones.length > 0 && (
        <div data-step="zone">
          <Section title={t('zone')}>
            {told.zones.map((one) => (
              <Pick
                key={one.id}
                name="zone"
                checked={one.name === told.zone}
                title={one.name}
                onPick={() => void quote({ zone: one.id })}
              />
            ))}
          </Section>
        </div>
      )}
      {told.step === 'quote' && (
        <div data-step="quote">
          <Section title={t('sellerPrice')}>
            {told.asked_quote ? (
              <Cell title={t('sellerAsked')} />
            ) : (
              <Cell
                title={t('askSeller')}
                note={t('askSellerNote')}
                onPress={() => void quote({ ask_seller: true })}
              />
            )}
          </Section>
        </div>
      )}
      <div data-step="phone">
        <Section title={t('phone')}>
          <Field
            label={t('phoneTyped')}
            type="tel"
            hint="+7 912 345-67-89"
            autocomplete="tel"
            value={value('phone')}
            onInput={type('phone')}
            onDone={() => void flush()}
          />
          {!told.phone && canRequestPhone() && (
            <Cell title={t('sharePhone')} onPress={() => void sharePhone()} />
          )}
        </Section>
      </div>
      <div data-step="payment">
        <Section title={t('payment')}>
          {told.payments.map((one) => (
            <Pick
              key={one.code}
              name="payment"
              checked={one.code === told.payment}
              title={one.title}
              onPick={() => void quote({ payment: one.code })}
            />
          ))}
        </Section>
      </div>
      <Section title={t('benefits')}>
        {told.promo_code || told.gift_card ? (
          <Cell
            title={told.promo_code ?? told.gift_card}
            note={told.promo_problem ? t('codeProblem') : t('codeWorks')}
            after={
              <button type="button" class="quiet" onClick={() => void dropCodes()}>
                {t('remove')}
              </button>
            }
          />
        ) : (
          <div class="with-button">
            <Field label={t('code')} value={typed.code ?? ''} onInput={type('code')} />
            <button
              type="button"
              class="go soft"
              disabled={!typed.code?.trim()}
              onClick={() => void enterCode()}
            >
              {t('apply')}
            </button>
          </div>
        )}
        {told.points_balance > 0 && (
          <Switch
            title={t('usePoints')}
            note={t('pointsHave', {
              sum: money({ amount: told.points_balance, currency: told.cart.currency }),
            })}
            checked={told.use_points}
            onChange={(use_points) => void quote({ use_points })}
          />
        )}
      </Section>
      <Section title={t('comment')}>
        <Field
          label={t('commentTyped')}
          lines={2}
          value={value('comment')}
          onInput={type('comment')}
          onDone={() => void flush()}
        />
      </Section>
      {told.cart.totals && <Sums totals={told.cart.totals} />}
      <Main
        text={
          told.step === 'confirm' && sum
            ? t(told.payment === 'cash' ? 'orderFor' : 'payFor', { sum: money(sum) })
            : t(NEEDS[told.step])
        }
        busy={busy}
        onPress={place}
      />
      {!inTelegram && <p class="note">{t('byOrdering')}</p>}
    </main>
  );
}

// Parts of pages: heads, sections, cells, fields, sheets, empty rooms.
import '../more.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { back } from '../router';
import { base } from '../shared/first';
import { inTelegram, on } from '../shared/telegram/bridge';
import { money, t } from '../shared/words';
import { askToSignIn, dispatch } from '../store';
import type { Money, Totals } from '../types';
import { type Drawing, Drawn } from './Drawn';

export function Top({ title }: { title: string }) {
  return (
    <header class="top">
      {!inTelegram && (
        <button type="button" class="round" aria-label={t('back')} onClick={back}>
          ‹
        </button>
      )}
      {title && <h1>{title}</h1>}
    </header>
  );
}

export function Section({ title, children }: { title?: string | undefined; children: ComponentChildren }) {
  return (
    <section class="section" aria-label={title}>
      {title && <h2>{title}</h2>}
      <div class="box">{children}</div>
    </section>
  );
}

interface CellProps {
  title: ComponentChildren;
  note?: ComponentChildren;
  after?: ComponentChildren;
  href?: string;
  onPress?: () => void;
}

export function Cell({ title, note, after, href, onPress }: CellProps) {
  const inner = (
    <>
      <span class="cell-text">
        <span>{title}</span>
        {note && <small>{note}</small>}
      </span>
      {after !== undefined && <span class="cell-after">{after}</span>}
    </>
  );
  if (href)
    return (
      <a class="cell" href={base + href}>
        {inner}
      </a>
    );
  if (onPress)
    return (
      <button type="button" class="cell" onClick={onPress}>
        {inner}
      </button>
    );
  return <div class="cell">{inner}</div>;
}

interface PickProps {
  name: string;
  checked: boolean;
  title: ComponentChildren;
  note?: ComponentChildren;
  after?: ComponentChildren;
  onPick: () => void;
}

/** One of several. */
export function Pick({ name, checked, title, note, after, onPick }: PickProps) {
  return (
    <label class="cell">
      <input type="radio" name={name} checked={checked} onChange={onPick} />
      <span class="cell-text">
        <span>{title}</span>
        {note && <small>{note}</small>}
      </span>
      {after !== undefined && <span class="cell-after">{after}</span>}
    </label>
  );
}

export function Switch({
  title,
  note,
  checked,
  onChange,
}: {
  title: string;
  note?: string;
  checked: boolean;
  onChange: (wanted: boolean) => void;
}) {
  return (
    <label class="cell">
      <span class="cell-text">
        <span>{title}</span>
        {note && <small>{note}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        class="switch"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onInput: (typed: string) => void;
  onDone?: () => void;
  hint?: string;
  type?: 'text' | 'tel';
  autocomplete?: string;
  lines?: number;
}

export function Field({
  label,
  value,
  onInput,
  onDone,
  hint,
  type = 'text',
  autocomplete,
  lines,
}: FieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    placeholder: hint ?? '',
    autocomplete: autocomplete ?? 'off',
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
    onBlur: () => onDone?.(),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines ? (
        <textarea rows={lines} {...shared} />
      ) : type === 'tel' ? (
        <input type="tel" {...shared} />
      ) : (
        <input type="text" {...shared} />
      )}
    </div>
  );
}

/** A page's own layer from below; Escape, its ground and Telegram's back button close it. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    const stop = on('back_button_pressed', onClose);
    return () => {
      stop();
      // Who opened it goes on from there.
      before?.focus?.({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={title}
      onClose={onClose}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="sheet-body">
        <header class="top">
          <h2>{title}</h2>
          <button type="button" class="round" aria-label={t('close')} onClick={onClose}>
            ×
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** `head`: nothing else on the page says what it is. */
export function Empty({
  drawn,
  title,
  head = false,
  children,
}: {
  drawn: Drawing;
  title: string;
  head?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <Drawn name={drawn} />
      {head ? <h1 class="empty-title">{title}</h1> : <p class="empty-title">{title}</p>}
      {children}
    </div>
  );
}

export function Link({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <a class="go soft" href={base + (to === '/' ? '' : to)}>
      {children}
    </a>
  );
}

export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div aria-busy="true" aria-label={t('loading')} role="status">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} class="sk sk-row" />
      ))}
    </div>
  );
}

interface FailedProps {
  error: string;
  code?: string | undefined;
  onRetry: () => void;
}

/** What went wrong while loading, and a way on: try again where that can help, else back to the goods. */
export function Failed({ error, code, onRetry }: FailedProps) {
  if (code === 'error-not-found')
    return (
      <Empty drawn="map" title={t('notHere')}>
        <Link to="/">{t('toHome')}</Link>
      </Empty>
    );
  const offline = code === 'offline';
  return (
    <Empty drawn={offline ? 'waves' : 'plug'} title={offline ? t('offlineHere') : error}>
      <button type="button" class="go soft" onClick={onRetry}>
        {t('retry')}
      </button>
    </Empty>
  );
}

/** What only somebody sees who is signed in; `word` leads back here from Telegram. */
export function NeedsSignIn({ drawn, title, word }: { drawn: Drawing; title: string; word: string }) {
  return (
    <Empty drawn={drawn} title={title}>
      <button type="button" class="go" onClick={() => dispatch(askToSignIn(word))}>
        {t('enter')}
      </button>
    </Empty>
  );
}

function Row({
  name,
  sum,
  less = false,
  strong = false,
}: {
  name: string;
  sum: Money;
  less?: boolean;
  strong?: boolean;
}) {
  return (
    <div class={strong ? 'row strong' : 'row'}>
      <span>{name}</span>
      <span>{money(less ? { ...sum, amount: -sum.amount } : sum)}</span>
    </div>
  );
}

export function Sums({
  totals,
  open = false,
}: {
  totals: Omit<Totals, 'to_pay' | 'tax'> & { to_pay?: Money };
  open?: boolean;
}) {
  const { goods, delivery, discount, gift, points, total, to_pay } = totals;
  return (
    <div class="sums">
      <Row name={t('goods')} sum={goods} />
      {delivery.amount > 0 && <Row name={t('delivery')} sum={delivery} />}
      {discount.amount > 0 && <Row name={t('discount')} sum={discount} less />}
      {gift.amount > 0 && <Row name={t('giftCard')} sum={gift} less />}
      {points.amount > 0 && <Row name={t('points')} sum={points} less />}
      {!open && <Row name={t('total')} sum={to_pay ?? total} strong />}
    </div>
  );
}

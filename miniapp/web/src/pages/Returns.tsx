import { useState } from 'preact/hooks';
import { go } from '../router';
import { change, newKey } from '../shared/api';
import { tick } from '../shared/telegram/bridge';
import { day, type Key, moment, money, plural, t } from '../shared/words';
import { aged, complain, dispatch, load, say, useAnswer, useSelect } from '../store';
import type { Order, Return } from '../types';
import {
  Cell,
  Empty,
  Failed,
  Field,
  Link,
  NeedsSignIn,
  Pick,
  Section,
  Sheet,
  Skeleton,
  Top,
} from '../ui/kit';
import { Main } from '../ui/Main';

const EVENTS: Record<string, Key> = {
  ask: 'returnAskedAt',
  approve: 'returnApproved',
  reject: 'returnRejected',
  cancel: 'returnCancelled',
  send: 'returnSent',
  receive: 'returnReceived',
  inspect: 'returnInspected',
  close: 'returnClosed',
};
const AHEAD = ['ask', 'approve', 'send', 'receive', 'close'];

/** The steps a return has made, and those ahead of it while it goes on. */
export function returnSteps(told: Pick<Return, 'timeline' | 'state'>): { key: Key; at: string | null }[] {
  const made: { event: string; key: Key; at: string | null }[] = [];
  for (const { event, at } of told.timeline) {
    const key = EVENTS[event];
    // What staff say again corrects what they said before.
    const known = made.find((one) => one.event === event);
    if (known) known.at = at;
    else if (key) made.push({ event, key, at });
  }
  if (told.state !== 'requested' && told.state !== 'approved') return made;
  const last = Math.max(...made.map((one) => AHEAD.indexOf(one.event)), 0);
  return [...made, ...AHEAD.slice(last + 1).map((event) => ({ key: EVENTS[event]!, at: null }))];
}

export function ReturnPage({ name }: { name: string }) {
  const path = `~/returns/${name}`;
  const person = useSelect((state) => state.page.person);
  const { data: told, error, code } = useAnswer<Return>(person ? path : null, true);
  const [asking, setAsking] = useState<'cancel' | 'track' | null>(null);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  if (!told)
    return (
      <main class="page narrow">
        <Top title={t('sendBack')} />
        {!person ? (
          <NeedsSignIn drawn="box" title={t('ordersGuest')} word={`return_${name}`} />
        ) : error ? (
          <Failed error={error} code={code} onRetry={() => void load(path)} />
        ) : (
          <Skeleton rows={4} />
        )}
      </main>
    );
  const run = async (to: string, body?: object) => {
    setBusy(true);
    setAsking(null);
    try {
      await change('POST', `${path}/${to}`, body, newKey());
      dispatch(aged('~/orders'));
      await load(path);
      tick('success');
    } catch (problem) {
      complain(problem);
    }
    setBusy(false);
  };
  return (
    <main class="page narrow">
      <Top title={t('returnOf', { number: told.number })} />
      <p class="status" role="status" data-status={told.state}>
        {told.state_text}
      </p>
      {told.next_text && <p class="note">{told.next_text}</p>}
      {told.answer && <p class="note">{t('shopAnswers', { words: told.answer })}</p>}
      <ol class="timeline">
        {returnSteps(told).map(({ key, at }) => (
          <li key={key} class={at ? 'done' : ''}>
            <span>{t(key)}</span>
            {at && <small>{moment(at)}</small>}
          </li>
        ))}
      </ol>
      {told.amount.amount > 0 && (
        <Section title={t('returnResult')}>
          <Cell title={money(told.amount)} note={told.outcome_text} />
          {told.credit_code && (
            <Cell
              title={<b>{told.credit_code}</b>}
              note={t('creditCode')}
              after={t('copy')}
              onPress={() =>
                void navigator.clipboard
                  ?.writeText(told.credit_code!)
                  .then(() => dispatch(say({ text: t('copied') })))
              }
            />
          )}
        </Section>
      )}
      <Section title={t('sendingBack')}>
        {told.lines.map((line, at) => (
          <Cell
            key={at}
            title={line.title}
            note={[line.options, plural('pieces', line.quantity)].filter(Boolean).join(' · ')}
            after={money(line.worth)}
          />
        ))}
      </Section>
      <Section title={t('reason')}>
        <Cell title={told.reason_text} note={told.comment ?? undefined} />
        <Cell title={told.outcome_text} note={t('wanted')} />
        {told.tracking && <Cell title={told.tracking} note={t('returnSent')} />}
      </Section>
      <div class="actions">
        {told.exchange && (
          <Link to={`/orders/${told.exchange}`}>
            {t('orderNumber', { number: told.exchange_number ?? '' })}
          </Link>
        )}
        <Link to={`/orders/${told.order}`}>{t('orderNumber', { number: told.number })}</Link>
        {told.can_cancel && (
          <button type="button" class="go soft danger" disabled={busy} onClick={() => setAsking('cancel')}>
            {t('cancelReturn')}
          </button>
        )}
      </div>
      {told.can_track && (
        <Main
          text={t(told.tracking ? 'trackAgain' : 'trackIt')}
          busy={busy}
          onPress={() => setAsking('track')}
        />
      )}
      {asking === 'track' && (
        <Sheet title={t('trackIt')} onClose={() => setAsking(null)}>
          <Field label={t('trackTyped')} hint="RA123456789RU" value={typed} onInput={setTyped} />
          <button
            type="button"
            class="go"
            disabled={!typed.trim()}
            onClick={() => void run('tracking', { tracking: typed.trim() })}
          >
            {t('send')}
          </button>
        </Sheet>
      )}
      {asking === 'cancel' && (
        <Sheet title={t('cancelReturnSure')} onClose={() => setAsking(null)}>
          <div class="pair">
            <button type="button" class="go soft" onClick={() => setAsking(null)}>
              {t('keepReturn')}
            </button>
            <button type="button" class="go danger" onClick={() => void run('cancel')}>
              {t('cancelReturn')}
            </button>
          </div>
        </Sheet>
      )}
    </main>
  );
}

const REASONS: [string, Key][] = [
  ['defect', 'reasonDefect'],
  ['wrong', 'reasonWrong'],
  ['unlike', 'reasonOther'],
  ['fit', 'reasonFit'],
  ['mind', 'reasonMind'],
];
const OUTCOMES: [string, Key][] = [
  ['refund', 'wantRefund'],
  ['credit', 'wantCredit'],
];

/** What the picked pieces cost, by what each was paid for. */
export const worthOf = (lines: Order['lines'], picked: Record<number, number>): number =>
  lines.reduce(
    (sum, line) => sum + Math.floor((line.total.amount * (picked[line.position] ?? 0)) / line.quantity),
    0,
  );

/** A page of its own, so that it can be opened by its address and left with the back button. */
export function SendBackPage({ name }: { name: string }) {
  const path = `~/orders/${name}`;
  const person = useSelect((state) => state.page.person);
  const { data: order, error, code } = useAnswer<Order>(person ? path : null, true);
  const [picked, setPicked] = useState<Record<number, number>>({});
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState('refund');
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [key] = useState(newKey);
  if (!order)
    return (
      <main class="page narrow">
        <Top title={t('sendBack')} />
        {!person ? (
          <NeedsSignIn drawn="box" title={t('ordersGuest')} word={`o_${name}`} />
        ) : error ? (
          <Failed error={error} code={code} onRetry={() => void load(path)} />
        ) : (
          <Skeleton rows={4} />
        )}
      </main>
    );
  const lines = order.lines.filter((line) => line.returnable > 0);
  if (!order.can_return || !lines.length)
    return (
      <main class="page narrow">
        <Top title={t('sendBack')} />
        <Empty drawn="box" title={t('nothingToReturn')}>
          <Link to={`/orders/${order.id}`}>{t('orderNumber', { number: order.number })}</Link>
        </Empty>
      </main>
    );
  const chosen = Object.entries(picked).filter(([, quantity]) => quantity > 0);
  const worth = worthOf(order.lines, picked);
  const send = async () => {
    setBusy(true);
    try {
      const asked = await change<Return>(
        'POST',
        `${path}/returns`,
        {
          lines: chosen.map(([position, quantity]) => ({ position: Number(position), quantity })),
          reason,
          outcome,
          comment,
        },
        key,
      );
      tick('success');
      dispatch(aged('~/orders'));
      dispatch(say({ text: t('returnAsked') }));
      go(`/returns/${asked.id}`, true);
    } catch (problem) {
      complain(problem);
    }
    setBusy(false);
  };
  return (
    <main class="page narrow">
      <Top title={t('sendBack')} />
      {order.return_until && <p class="note">{t('returnUntil', { day: day(order.return_until) })}</p>}
      <Section title={t('whatBack')}>
        {lines.map((line) => {
          const count = picked[line.position] ?? 0;
          const put = (quantity: number) => {
            tick();
            setPicked({ ...picked, [line.position]: quantity });
          };
          return (
            <div key={line.position} class="cell">
              <span class="cell-text">
                <span>{line.title}</span>
                <small>{[line.options, money(line.price)].filter(Boolean).join(' · ')}</small>
              </span>
              <span class="step short">
                <button
                  type="button"
                  aria-label={t('less', { title: line.title })}
                  disabled={!count}
                  onClick={() => put(count - 1)}
                >
                  −
                </button>
                <span aria-live="polite">{count}</span>
                <button
                  type="button"
                  aria-label={t('more', { title: line.title })}
                  disabled={count >= line.returnable}
                  onClick={() => put(count + 1)}
                >
                  +
                </button>
              </span>
            </div>
          );
        })}
      </Section>
      <Section title={t('whyBack')}>
        {REASONS.map(([one, title]) => (
          <Pick
            key={one}
            name="reason"
            checked={reason === one}
            title={t(title)}
            onPick={() => setReason(one)}
          />
        ))}
        <Field label={t('comment')} lines={2} value={comment} onInput={setComment} />
      </Section>
      <Section title={t('wanted')}>
        {OUTCOMES.map(([one, title]) => (
          <Pick
            key={one}
            name="outcome"
            checked={outcome === one}
            title={t(title)}
            onPick={() => setOutcome(one)}
          />
        ))}
      </Section>
      <p class="note">{t('returnInChat')}</p>
      <Main
        text={
          !chosen.length
            ? t('pickBack')
            : !reason
              ? t('pickReason')
              : t('askReturnFor', { sum: money({ ...order.total, amount: worth }) })
        }
        disabled={!chosen.length || !reason}
        busy={busy}
        onPress={() => void send()}
      />
    </main>
  );
}

// What has to be said with a step of a return.
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type {
  Closing,
  InspectionAsked,
  LineCame,
  LineTaken,
  Reception,
  ReceptionAsked,
  ReturnOutcome,
  StaffReturn,
  StaffReturnLine,
  StockVerdict,
} from '@/shared/api/schema';
import { Choose } from '@/shared/ui/choose';
import { Dialog } from '@/shared/ui/dialog';
import { Chips } from '@/shared/ui/filters';
import { Stepper } from '@/shared/ui/stepper';
import { type Key, money, named, t } from '@/shared/words/words';

interface Asking<Body> {
  send: (body: Body) => Promise<boolean>;
  close: () => void;
}

const REFUSALS: Key[] = ['refusal_late', 'refusal_used', 'refusal_incomplete'];

export function Refuse({ send, close }: Asking<string>) {
  const [words, say] = useState('');
  return (
    <Dialog
      title={t('refuseTitle')}
      action={t('refuse')}
      tone="error"
      disabled={!words.trim()}
      send={() => send(words.trim())}
      close={close}
    >
      <Chips
        wrap
        label={t('readyReasons')}
        chosen={words}
        choose={say}
        options={REFUSALS.map((key) => ({ name: t(key), title: t(key) }))}
      />
      <TextField
        label={t('reason')}
        value={words}
        onChange={(event) => say(event.target.value)}
        helperText={t('reasonRead')}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </Dialog>
  );
}

const nameOf = (line: StaffReturnLine) => (line.options ? `${line.title} · ${line.options}` : line.title);

function LineFields({
  line,
  count,
  most,
  change,
  children,
}: {
  line: StaffReturnLine;
  count: number;
  most: number;
  change: (count: number) => void;
  children: ReactNode;
}) {
  return (
    <Stack sx={{ gap: 1.25 }}>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center', gap: 2 }}>
        <Typography>
          {nameOf(line)}
          <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
            {t('outOf', { count: most })}
          </Typography>
        </Typography>
        <Stepper label={nameOf(line)} value={count} most={most} change={change} />
      </Stack>
      {children}
    </Stack>
  );
}

/** How a line can have come, by how many pieces of it did. */
export function receptions(came: number, quantity: number): Reception[] {
  if (came === quantity) return ['received'];
  return came === 0 ? ['lost', 'wrong_item'] : ['short', 'wrong_item'];
}

export function Receive({ card, send, close }: Asking<ReceptionAsked> & { card: StaffReturn }) {
  const [said, say] = useState<LineCame[]>(() =>
    card.lines.map((line) => ({
      position: line.position,
      reception: line.reception === 'awaiting' ? 'received' : (line.reception as Reception),
      number: line.reception === 'awaiting' ? line.quantity : line.received,
    })),
  );
  const change = (at: number, part: Partial<LineCame>) =>
    say(said.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <Dialog title={t('receiveTitle')} action={t('save')} send={() => send({ lines: said })} close={close}>
      {card.lines.map((line, at) => {
        const { number, reception } = said[at]!;
        const ways = receptions(number, line.quantity);
        return (
          <LineFields
            key={line.position}
            line={line}
            count={number}
            most={line.quantity}
            change={(count) => change(at, { number: count, reception: receptions(count, line.quantity)[0]! })}
          >
            {ways.length > 1 && (
              <Choose
                label={t('howCame')}
                value={reception}
                options={ways.map((one) => [one, named('reception', one)])}
                choose={(one) => change(at, { reception: one as Reception })}
              />
            )}
          </LineFields>
        );
      })}
    </Dialog>
  );
}

const VERDICTS: StockVerdict[] = ['restock', 'quarantine', 'write_off'];

export function Inspect({ card, send, close }: Asking<InspectionAsked> & { card: StaffReturn }) {
  const came = card.lines.filter((line) => line.received > 0);
  const [said, say] = useState<LineTaken[]>(() =>
    came.map((line) => ({
      position: line.position,
      accepted: line.acceptance === 'pending' ? line.received : line.accepted,
      verdict: (line.verdict as StockVerdict | null) ?? 'restock',
    })),
  );
  const change = (at: number, part: Partial<LineTaken>) =>
    say(said.map((one, place) => (place === at ? { ...one, ...part } : one)));
  return (
    <Dialog title={t('inspectTitle')} action={t('save')} send={() => send({ lines: said })} close={close}>
      <Typography color="textSecondary">{t('inspectText')}</Typography>
      {came.map((line, at) => {
        const { accepted, verdict } = said[at]!;
        return (
          <LineFields
            key={line.position}
            line={line}
            count={accepted}
            most={line.received}
            change={(count) => change(at, { accepted: count })}
          >
            {accepted > 0 && (
              <Choose
                label={t('whatOfGoods')}
                value={verdict ?? 'restock'}
                options={VERDICTS.map((one) => [one, named('verdict', one)])}
                choose={(one) => change(at, { verdict: one as StockVerdict })}
              />
            )}
          </LineFields>
        );
      })}
    </Dialog>
  );
}

const OUTCOMES: ReturnOutcome[] = ['refund', 'credit', 'exchange'];

export function Close({ card, send, close }: Asking<Closing> & { card: StaffReturn }) {
  const [outcome, choose] = useState(card.told.outcome as ReturnOutcome);
  const [delivery, withDelivery] = useState(false);
  const exchangeable = card.lines.some((line) => line.instead);
  return (
    <Dialog
      title={t('closeTitle')}
      action={t('closeReturn')}
      send={() => send({ outcome, delivery })}
      close={close}
    >
      <Typography>{t('closeWorth', { sum: money(card.worth) })}</Typography>
      <Choose
        label={t('buyerGets')}
        value={outcome}
        options={OUTCOMES.filter((one) => one !== 'exchange' || exchangeable).map((one) => [
          one,
          named('outcome', one),
        ])}
        choose={(one) => choose(one as ReturnOutcome)}
      />
      {card.delivery.amount > 0 && (
        <FormControlLabel
          control={<Checkbox checked={delivery} onChange={(_, on) => withDelivery(on)} />}
          label={t('withDelivery', { sum: money(card.delivery) })}
        />
      )}
    </Dialog>
  );
}

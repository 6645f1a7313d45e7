import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useAct } from '@/shared/act';
import type { Refused } from '@/shared/api/base';
import type { RefundAsked, RefundableTold, StockVerdict } from '@/shared/api/schema';
import { Choose } from '@/shared/ui/choose';
import { Dialog } from '@/shared/ui/dialog';
import { Chips } from '@/shared/ui/filters';
import { Loaded, Waiting } from '@/shared/ui/states';
import { Stepper } from '@/shared/ui/stepper';
import { amountOf, money, named, symbolOf, t } from '@/shared/words/words';
import { useRefundableQuery, useRefundMutation } from './api';

type Way = 'all' | 'lines' | 'sum';

const REASONS = ['defect', 'wrong', 'late', 'agreed'];
const VERDICTS: StockVerdict[] = ['keep', 'restock', 'quarantine', 'write_off'];

interface Draft {
  way: Way;
  picked: Record<number, number>;
  delivery: boolean;
  typed: string;
  verdict: StockVerdict;
  reason: string;
}

/** Money back: everything that is left, some pieces, or a sum. */
export function RefundDialog({ id, close }: { id: string; close: () => void }) {
  const left = useRefundableQuery(id);
  const act = useAct();
  const [refund] = useRefundMutation();
  const [draft, write] = useState<Draft>({
    way: 'lines',
    picked: {},
    delivery: false,
    typed: '',
    verdict: 'keep',
    reason: 'defect',
  });
  // Who would rather not show a code has changed their mind about this, too.
  const unproven = (left.error as Refused | undefined)?.code === 'error-step-up';
  useEffect(() => {
    if (unproven) close();
  }, [unproven, close]);
  const asked = left.data && askedOf(draft, left.data);
  const amount = left.data ? amountOfDraft(draft, left.data) : 0;
  return (
    <Dialog
      title={t('refundTitle')}
      action={
        amount
          ? t('refundSum', { sum: money({ amount, currency: left.data!.left.currency }) })
          : t('step_refund')
      }
      disabled={!asked}
      send={async () => {
        if (!asked) return false;
        try {
          const written = await refund({ id, asked }).unwrap();
          const key = written.state === 'waiting' ? 'refundWaits' : 'refundUnderWay';
          return act(Promise.resolve(), t(key, { sum: money(written.amount) }));
        } catch (error) {
          return act(Promise.reject(error));
        }
      }}
      close={close}
    >
      <Loaded asked={left} waiting={<Waiting rows={3} height={48} />}>
        {(told) => <Fields told={told} draft={draft} write={(part) => write({ ...draft, ...part })} />}
      </Loaded>
    </Dialog>
  );
}

interface FieldsProps {
  told: RefundableTold;
  draft: Draft;
  write: (part: Partial<Draft>) => void;
}

function Fields({ told, draft, write }: FieldsProps) {
  // Everything, before anything was sent, is a cancellation.
  const ways: Way[] = told.gone ? ['lines', 'sum', 'all'] : ['lines', 'sum'];
  const wrong = draft.typed !== '' && !sumOf(draft, told);
  return (
    <>
      <Typography color="textSecondary">{t('canRefund', { sum: money(told.left) })}</Typography>
      <Chips
        wrap
        label={t('refundHow')}
        chosen={draft.way}
        choose={(way) => write({ way: way as Way })}
        options={ways.map((name) => ({ name, title: named('refundWay', name) }))}
      />
      {draft.way === 'lines' && <Lines told={told} draft={draft} write={write} />}
      {draft.way === 'sum' && (
        <TextField
          label={t('sum')}
          value={draft.typed}
          onChange={(event) => write({ typed: event.target.value })}
          error={wrong}
          helperText={t('sumHint', { sum: money(told.left) })}
          slotProps={{
            htmlInput: { inputMode: 'decimal' },
            input: { endAdornment: symbolOf(told.left.currency) },
          }}
        />
      )}
      {draft.way !== 'sum' && told.gone && (
        <Choose
          label={t('whatOfGoods')}
          value={draft.verdict}
          options={VERDICTS.map((name) => [name, named('verdict', name)])}
          choose={(verdict) => write({ verdict: verdict as StockVerdict })}
        />
      )}
      <Choose
        label={t('reason')}
        value={draft.reason}
        options={REASONS.map((name) => [name, named('why', name)])}
        choose={(reason) => write({ reason })}
      />
    </>
  );
}

function Lines({ told, draft, write }: FieldsProps) {
  return (
    <Stack sx={{ gap: 1.25 }}>
      {told.lines.map((line) => {
        const name = line.options ? `${line.title} · ${line.options}` : line.title;
        return (
          <Stack
            key={line.position}
            direction="row"
            sx={{ alignItems: 'center', justifyContent: 'space-between', gap: 2 }}
          >
            <Typography variant="body2">
              {name}
              <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
                {t('ofLine', { count: line.quantity, sum: money(line.amount) })}
              </Typography>
            </Typography>
            <Stepper
              label={name}
              value={draft.picked[line.position] ?? 0}
              most={line.quantity}
              change={(count) => write({ picked: { ...draft.picked, [line.position]: count } })}
            />
          </Stack>
        );
      })}
      {told.delivery.amount > 0 && (
        <FormControlLabel
          control={<Checkbox checked={draft.delivery} onChange={(_, delivery) => write({ delivery })} />}
          label={t('withDelivery', { sum: money(told.delivery) })}
        />
      )}
    </Stack>
  );
}

/** The sum that was typed, where it can be given back. */
function sumOf(draft: Draft, told: RefundableTold): number {
  const amount = amountOf(draft.typed, told.left.currency) ?? 0;
  return amount <= told.left.amount ? amount : 0;
}

/** What it will come to, as far as it can be known here. */
export function amountOfDraft(draft: Draft, told: RefundableTold): number {
  if (draft.way === 'all') return told.left.amount;
  if (draft.way === 'sum') return sumOf(draft, told);
  const goods = told.lines.map((line) => {
    const picked = draft.picked[line.position] ?? 0;
    return picked && line.quantity ? Math.floor((line.amount.amount * picked) / line.quantity) : 0;
  });
  return goods.reduce((all, one) => all + one, draft.delivery ? told.delivery.amount : 0);
}

export function askedOf(draft: Draft, told: RefundableTold): RefundAsked | null {
  const { reason, verdict } = draft;
  switch (draft.way) {
    case 'all':
      return told.left.amount ? { reason, verdict } : null;
    case 'sum': {
      const amount = sumOf(draft, told);
      return amount ? { reason, amount } : null;
    }
    case 'lines': {
      const lines = Object.entries(draft.picked)
        .filter(([, quantity]) => quantity > 0)
        .map(([position, quantity]) => ({ position: Number(position), quantity, verdict }));
      return lines.length ? { reason, lines, with_delivery: draft.delivery } : null;
    }
  }
}

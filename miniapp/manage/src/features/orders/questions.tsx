// What has to be said with a step.
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { Delivered, Money, Shipped, Why } from '@/shared/api/schema';
import { Dialog } from '@/shared/ui/dialog';
import { Chips } from '@/shared/ui/filters';
import { amountOf, type Key, money, symbolOf, t, typedOf } from '@/shared/words/words';

interface Asking<Body = void> {
  send: (body: Body) => Promise<boolean>;
  close: () => void;
}

export function Ship({ send, close }: Asking<Shipped>) {
  const [tracking, type] = useState('');
  return (
    <Dialog
      title={t('shipTitle')}
      action={t(tracking.trim() ? 'shipWith' : 'shipWithout')}
      send={() => send({ tracking: tracking.trim() || null })}
      close={close}
    >
      <TextField
        label={t('tracking')}
        value={tracking}
        onChange={(event) => type(event.target.value)}
        helperText={t('trackingHint')}
        autoFocus
        slotProps={{ htmlInput: { maxLength: 100, autoComplete: 'off', autoCapitalize: 'characters' } }}
      />
    </Dialog>
  );
}

/** Cash at the door: all that is due, or less with a reason. */
export function Deliver({ due, send, close }: Asking<Delivered> & { due: Money }) {
  const [typed, type] = useState(() => typedOf(due));
  const [reason, why] = useState('');
  const collected = amountOf(typed, due.currency);
  const less = collected !== null && collected < due.amount;
  const wrong = collected === null || collected > due.amount;
  return (
    <Dialog
      title={t('deliverTitle')}
      action={t('step_deliver')}
      disabled={wrong || (less && !reason.trim())}
      send={() => send(less ? { collected, reason: reason.trim() } : {})}
      close={close}
    >
      <TextField
        label={t('collected')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        error={wrong}
        helperText={t(wrong ? 'collectedWrong' : 'collectedHint', { sum: money(due) })}
        slotProps={{ htmlInput: { inputMode: 'decimal' }, input: { endAdornment: symbolOf(due.currency) } }}
      />
      {less && (
        <TextField
          label={t('whyLess')}
          value={reason}
          onChange={(event) => why(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
      )}
    </Dialog>
  );
}

export function CameBack({ send, close }: Asking) {
  return (
    <Dialog title={t('cameBackTitle')} action={t('step_came-back')} send={() => send()} close={close}>
      <Typography color="textSecondary">{t('cameBackText')}</Typography>
    </Dialog>
  );
}

export function RejectHeld({ send, close }: Asking) {
  return (
    <Dialog
      title={t('rejectHeldTitle')}
      action={t('reviewReject')}
      tone="error"
      send={() => send()}
      close={close}
    >
      <Typography color="textSecondary">{t('rejectHeldText')}</Typography>
    </Dialog>
  );
}

const REASONS: Key[] = ['cancel_out', 'cancel_customer', 'cancel_address', 'cancel_other'];

export function Cancel({ paid, send, close }: Asking<Why> & { paid: Money }) {
  const [reason, why] = useState('');
  return (
    <Dialog
      title={t('cancelTitle')}
      action={t('step_cancel')}
      tone="error"
      disabled={!reason.trim()}
      send={() => send({ reason: reason.trim() })}
      close={close}
    >
      {paid.amount > 0 && <Typography>{t('cancelPaid', { sum: money(paid) })}</Typography>}
      <Chips
        wrap
        label={t('readyReasons')}
        chosen={reason}
        choose={why}
        options={REASONS.map((key) => ({ name: t(key), title: t(key) }))}
      />
      <TextField
        label={t('reason')}
        value={reason}
        onChange={(event) => why(event.target.value)}
        helperText={t('reasonRead')}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
    </Dialog>
  );
}

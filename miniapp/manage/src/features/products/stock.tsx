import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useAct } from '@/shared/act';
import type { StaffVariant } from '@/shared/api/schema';
import { Dialog } from '@/shared/ui/dialog';
import { Chips } from '@/shared/ui/filters';
import { t } from '@/shared/words/words';
import { useChangeStockMutation } from './api';

type Way = 'set' | 'add' | 'take';

const REASONS: Record<Way, string[]> = { set: ['count'], add: ['supply', 'found'], take: ['broken', 'lost'] };

interface StockDialogProps {
  name: string;
  variant: StaffVariant;
  close: () => void;
}

/** Set what is on hand, or add or take some, and why. */
export default function StockDialog({ name, variant, close }: StockDialogProps) {
  const act = useAct();
  const [changeStock] = useChangeStockMutation();
  const [way, go] = useState<Way>('set');
  const [typed, type] = useState(String(variant.on_hand));
  const [reason, why] = useState('');
  const number = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null;
  const after =
    number === null ? null : way === 'set' ? number : variant.on_hand + (way === 'add' ? number : -number);
  const low = after !== null && after < variant.held;
  const same = after === variant.on_hand;
  const send = () =>
    act(
      changeStock({
        sku: variant.sku,
        change: {
          quantity: way === 'take' ? -number! : number!,
          relative: way !== 'set',
          reason: reason.trim(),
        },
      }).unwrap(),
      t('stockNow', { sku: variant.sku, count: after! }),
    );
  return (
    <Dialog
      title={t('stockTitle', { name })}
      action={t('save')}
      disabled={after === null || low || same}
      send={send}
      close={close}
    >
      <Typography color="textSecondary">
        {t('stockHas', { count: variant.on_hand, held: variant.held })}
      </Typography>
      <Chips
        wrap
        label={t('stockWay')}
        chosen={way}
        choose={(next) => {
          go(next as Way);
          type(next === 'set' ? String(variant.on_hand) : '');
          why('');
        }}
        options={(['set', 'add', 'take'] as const).map((one) => ({ name: one, title: t(`stock_${one}`) }))}
      />
      <TextField
        label={t('howMany')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        error={low || (typed !== '' && number === null)}
        helperText={
          low
            ? t('stockTooLow', { held: variant.held })
            : after !== null && !same
              ? t('stockAfter', { count: after })
              : ' '
        }
        autoFocus
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
      />
      <Chips
        wrap
        label={t('readyReasons')}
        chosen={reason}
        choose={why}
        options={REASONS[way].map((one) => ({ name: one, title: t(`stockWhy_${one}` as 'stockWhy_count') }))}
      />
    </Dialog>
  );
}

import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useAct } from '@/shared/act';
import type { StaffVariant } from '@/shared/api/schema';
import { Dialog } from '@/shared/ui/dialog';
import { amountOf, money, symbolOf, t, typedOf } from '@/shared/words/words';
import { useChangeGoodsMutation } from './api';

interface PriceDialogProps {
  name: string;
  variant: StaffVariant;
  close: () => void;
}

/** The price, and the struck one where the goods are cheaper now. */
export default function PriceDialog({ name, variant, close }: PriceDialogProps) {
  const act = useAct();
  const [change] = useChangeGoodsMutation();
  const { currency } = variant.price;
  const [typed, type] = useState(() => typedOf(variant.price));
  const [struck, strike] = useState(() => (variant.old_price ? typedOf(variant.old_price) : ''));
  const price = amountOf(typed, currency);
  const old = struck.trim() ? amountOf(struck, currency) : null;
  const wrong = struck.trim() !== '' && (old === null || (price !== null && old <= price));
  // An old price that is not higher strikes nothing: so a former one goes.
  const send = () =>
    act(
      change({
        sku: variant.sku,
        change: { price, old_price: old ?? (variant.old_price && price) },
      }).unwrap(),
      t('priceNow', { sku: variant.sku, sum: money({ amount: price!, currency }) }),
    );
  return (
    <Dialog
      title={t('priceTitle', { name })}
      action={t('save')}
      disabled={price === null || wrong}
      send={send}
      close={close}
    >
      <TextField
        label={t('price')}
        value={typed}
        onChange={(event) => type(event.target.value)}
        error={price === null}
        autoFocus
        slotProps={{
          htmlInput: { inputMode: 'decimal', maxLength: 14 },
          input: { endAdornment: symbolOf(currency) },
        }}
      />
      <TextField
        label={t('oldPrice')}
        value={struck}
        onChange={(event) => strike(event.target.value)}
        error={wrong}
        helperText={t(wrong ? 'oldPriceWrong' : 'oldPriceHint')}
        slotProps={{
          htmlInput: { inputMode: 'decimal', maxLength: 14 },
          input: { endAdornment: symbolOf(currency) },
        }}
      />
    </Dialog>
  );
}

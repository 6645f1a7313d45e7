import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { knownShops } from '@/shared/storage';
import { Icon } from '@/shared/ui/icon';
import { t } from '@/shared/words/words';
import { Hall } from './hall';

const SLUG = /^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$/;

/** Somebody may copy the shop's whole address: its last part is meant. */
const slugOf = (typed: string) => {
  const plain = typed.trim().toLowerCase();
  return /\/s\/([\w-]+)/.exec(plain)?.[1] ?? plain;
};

export default function ChooseShop() {
  const [typed, type] = useState('');
  const [tried, tryIt] = useState(false);
  const known = knownShops();
  const slug = slugOf(typed);
  const wrong = tried && !SLUG.test(slug);
  return (
    <Hall title={t('whichShop')}>
      {known.length > 0 && (
        <Stack component="ul" sx={{ listStyle: 'none', p: 0, m: 0, gap: 1 }}>
          {known.map((shop) => (
            <li key={shop.slug}>
              <Button
                variant="outlined"
                color="inherit"
                fullWidth
                href={`/manage/?shop=${shop.slug}`}
                startIcon={<Icon name="shop" />}
                endIcon={<Icon name="next" />}
                sx={{ justifyContent: 'flex-start', '.MuiButton-endIcon': { ml: 'auto' } }}
              >
                {shop.title}
              </Button>
            </li>
          ))}
        </Stack>
      )}
      <Typography color="textSecondary">{t(known.length ? 'orAnother' : 'whichShopText')}</Typography>
      <Stack
        component="form"
        noValidate
        sx={{ gap: 1.5 }}
        onSubmit={(event) => {
          event.preventDefault();
          tryIt(true);
          if (SLUG.test(slug)) location.assign(`/manage/?shop=${slug}`);
        }}
      >
        <TextField
          label={t('shopAddress')}
          value={typed}
          onChange={(event) => type(event.target.value)}
          error={wrong}
          helperText={wrong ? t('shopAddressWrong') : t('shopAddressHint')}
          slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, autoComplete: 'off' } }}
        />
        <Button type="submit" variant="contained" size="large">
          {t('open')}
        </Button>
      </Stack>
    </Hall>
  );
}

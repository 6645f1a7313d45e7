import Alert from '@mui/material/Alert';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { slug } from '@/shared/session';
import { openChat } from '@/shared/telegram/bridge';
import { Dialog } from '@/shared/ui/dialog';
import { Loaded, sentence, Waiting } from '@/shared/ui/states';
import { t } from '@/shared/words/words';
import { useFactorQuery, useStepUpMutation } from './api';
import { useShopTold } from './shop';

/** Six digits or a backup code; without a second factor, how to come by one. */
export default function Question({ done }: { done: (passed: boolean) => void }) {
  const factor = useFactorQuery();
  const [show] = useStepUpMutation();
  const [code, type] = useState('');
  const [wrong, setWrong] = useState('');
  const shop = useShopTold(slug);
  const enrolled = factor.data?.enrolled;

  const send = async () => {
    if (!enrolled) {
      if (shop?.bot) openChat(`https://t.me/${shop.bot}`);
      return true;
    }
    try {
      await show(code.trim()).unwrap();
      done(true);
      return true;
    } catch (error) {
      setWrong(sentence(error));
      type('');
      return false;
    }
  };
  return (
    <Dialog
      title={t('proveTitle')}
      action={factor.data && !enrolled ? t('openChat') : t('confirm')}
      disabled={!factor.data || (enrolled && code.trim().length < 6)}
      send={send}
      close={() => done(false)}
    >
      <Loaded asked={factor} waiting={<Waiting rows={1} height={56} />}>
        {({ enrolled: has }) =>
          has ? (
            <>
              <Typography color="textSecondary">{t('proveText')}</Typography>
              <TextField
                label={t('code')}
                value={code}
                onChange={(event) => type(event.target.value)}
                autoFocus
                error={wrong !== ''}
                helperText={wrong || t('codeHint')}
                slotProps={{ htmlInput: { inputMode: 'text', autoComplete: 'one-time-code', maxLength: 32 } }}
              />
            </>
          ) : (
            <Alert severity="info" icon={false}>
              {t('proveMissing')}
            </Alert>
          )
        }
      </Loaded>
    </Dialog>
  );
}

import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import { useAct } from '@/shared/act';
import type { StaffReturn } from '@/shared/api/schema';
import { Card } from '@/shared/ui/card';
import { type Key, t } from '@/shared/words/words';
import { type ReturnStep, useReturnStepMutation } from './api';

const QuestionDialog = lazy(() => import('./question'));

export type Question = 'refuse' | 'receive' | 'inspect' | 'close';
export type Go = (wish: ReturnStep, done: Key) => Promise<boolean>;

/** What can be done with a return now. */
export function Steps({ card }: { card: StaffReturn }) {
  const act = useAct();
  const [take, { isLoading }] = useReturnStepMutation();
  const [question, ask] = useState<Question | null>(null);
  const { steps, told } = card;
  const go: Go = (wish, done) => act(take({ id: told.id, ...wish }).unwrap(), t(done));
  return (
    <Card title={t('nextStep')}>
      <Stack sx={{ gap: 1.25 }}>
        <Typography color="textSecondary">{t(stage(card))}</Typography>
        {card.closing_by && told.state === 'approved' && (
          <Alert severity="info" icon={false}>
            {t('closingBy', { name: card.closing_by })}
          </Alert>
        )}
        {steps.includes('decide') && (
          <>
            <Button
              variant="contained"
              size="large"
              loading={isLoading}
              onClick={() => go({ step: 'decision', body: { decision: 'approve' } }, 'returnApproved')}
            >
              {t('letBack')}
            </Button>
            <Button variant="outlined" color="error" disabled={isLoading} onClick={() => ask('refuse')}>
              {t('refuse')}
            </Button>
          </>
        )}
        {steps.includes('close') && (
          <Button variant="contained" size="large" onClick={() => ask('close')}>
            {t('closeReturn')}
          </Button>
        )}
        {steps.includes('inspect') && (
          <Button
            variant={steps.includes('close') ? 'outlined' : 'contained'}
            color={steps.includes('close') ? 'inherit' : 'primary'}
            onClick={() => ask('inspect')}
          >
            {t('inspect')}
          </Button>
        )}
        {steps.includes('receive') && (
          <Button
            variant={steps.includes('inspect') || steps.includes('close') ? 'outlined' : 'contained'}
            color={steps.includes('inspect') || steps.includes('close') ? 'inherit' : 'primary'}
            onClick={() => ask('receive')}
          >
            {t('receive')}
          </Button>
        )}
      </Stack>
      {question && (
        <Suspense>
          <QuestionDialog question={question} card={card} go={go} close={() => ask(null)} />
        </Suspense>
      )}
    </Card>
  );
}

/** Where it stands, as it concerns staff. */
function stage({ told, lines }: StaffReturn): Key {
  if (told.state !== 'approved') return `returnNow_${told.state}` as Key;
  if (lines.some((line) => line.reception === 'awaiting')) return 'returnNow_approved';
  return lines.some((line) => line.acceptance === 'pending') ? 'returnNow_received' : 'returnNow_inspected';
}

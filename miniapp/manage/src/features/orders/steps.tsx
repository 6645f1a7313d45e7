import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import { useAct } from '@/shared/act';
import type { StaffOrder } from '@/shared/api/schema';
import { Card } from '@/shared/ui/card';
import { Icon, type IconName } from '@/shared/ui/icon';
import { type Key, knows, named, t } from '@/shared/words/words';
import { type Step, useStepMutation } from './api';

const QuestionDialog = lazy(() => import('./question'));

export type Question = 'ship' | 'deliver' | 'came-back' | 'cancel' | 'reject' | 'refund';
export type Go = (step: Step['step'], body?: object) => Promise<boolean>;

const ICONS: Record<string, IconName> = { accept: 'check', pack: 'box', ship: 'truck', deliver: 'door' };
const FORWARD = ['accept', 'pack', 'ship', 'deliver'];
const OTHERS: Record<string, Key> = {
  'came-back': 'step_came-back',
  refund: 'step_refund',
  cancel: 'step_cancel',
};

/** What can be done with an order now: the next step first, the others below. */
export function Steps({ card }: { card: StaffOrder }) {
  const { order, steps } = card;
  const act = useAct();
  const [take, { isLoading }] = useStepMutation();
  const [question, ask] = useState<Question | null>(null);
  const next = steps.find((step) => FORWARD.includes(step));
  const asks = (step: string) =>
    step === 'ship' || (step === 'deliver' && order.payment?.kind === 'cash' && order.owed.amount > 0);

  const go: Go = (step, body) =>
    act(
      take({ id: order.id, step, body: body ?? (step === 'deliver' ? {} : undefined) }).unwrap(),
      t(`done_${step}` as Key),
    );
  const others = steps.filter((step) => step in OTHERS);
  const shown = named('now', order.status === 'fulfilling' ? order.shipment : order.status);

  return (
    <Card title={t('nextStep')}>
      <Stack sx={{ gap: 1.25 }}>
        <Typography color="textSecondary">
          {steps.length || knows('now', order.status) ? shown : order.status_text}
        </Typography>
        {next && (
          <Button
            variant="contained"
            size="large"
            loading={isLoading}
            loadingPosition="start"
            startIcon={<Icon name={ICONS[next] ?? 'check'} />}
            onClick={() => (asks(next) ? ask(next as Question) : go(next as Step['step']))}
          >
            {named('step', next === 'deliver' && card.delivery_kind === 'pickup' ? 'handOut' : next)}
          </Button>
        )}
        {steps.includes('review') && (
          <>
            <Button
              variant="contained"
              size="large"
              loading={isLoading}
              onClick={() => go('review', { decision: 'approve' })}
            >
              {t('reviewApprove')}
            </Button>
            <Button variant="outlined" color="error" onClick={() => ask('reject')}>
              {t('reviewReject')}
            </Button>
          </>
        )}
        {others.map((step) => (
          <Button
            key={step}
            variant="outlined"
            color={step === 'cancel' ? 'error' : 'inherit'}
            disabled={isLoading}
            onClick={() => ask(step as Question)}
          >
            {t(OTHERS[step]!)}
          </Button>
        ))}
      </Stack>
      {question && (
        <Suspense>
          <QuestionDialog question={question} card={card} go={go} close={() => ask(null)} />
        </Suspense>
      )}
    </Card>
  );
}

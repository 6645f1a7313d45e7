import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useAct } from '@/shared/act';
import type { StaffOrder, StaffRefund } from '@/shared/api/schema';
import { Card } from '@/shared/ui/card';
import { Tag } from '@/shared/ui/tag';
import { money, named, t } from '@/shared/words/words';
import { useSettleRefundMutation } from './api';

/** Money given back, or on its way. */
export function Refunds({ card }: { card: StaffOrder }) {
  if (!card.refunds.length) return null;
  return (
    <Card title={t('refunds')}>
      <Stack sx={{ gap: 2 }}>
        {card.refunds.map((one) => (
          <Refund key={one.id} refund={one} order={card.order.id} settles={card.steps.includes('settle')} />
        ))}
      </Stack>
    </Card>
  );
}

function Refund({ refund, order, settles }: { refund: StaffRefund; order: string; settles: boolean }) {
  const act = useAct();
  const [settle, { isLoading }] = useSettleRefundMutation();
  const byHand = refund.state === 'manual';
  const tone =
    refund.state === 'succeeded' ? 'success' : byHand || refund.state === 'failed' ? 'warning' : 'info';
  return (
    <Stack sx={{ gap: 1 }}>
      <Stack
        direction="row"
        sx={{ justifyContent: 'space-between', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}
      >
        <Typography sx={{ fontWeight: 600 }}>{money(refund.amount)}</Typography>
        <Tag tone={tone}>{named('refund', refund.state)}</Tag>
      </Stack>
      {byHand && (
        <Typography variant="body2" color="textSecondary">
          {t('byHandText', { reference: refund.reference })}
          {refund.failure && ` ${refund.failure}`}
        </Typography>
      )}
      {byHand && settles && (
        <Button
          variant="outlined"
          size="small"
          loading={isLoading}
          sx={{ alignSelf: 'flex-start' }}
          onClick={() => act(settle({ id: refund.id, order }).unwrap(), t('settled'))}
        >
          {t('settle')}
        </Button>
      )}
    </Stack>
  );
}

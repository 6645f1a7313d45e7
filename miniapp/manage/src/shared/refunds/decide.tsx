import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useAct } from '../act';
import type { NoteTold } from '../api/schema';
import { useMay } from '../staff';
import { money, t } from '../words/words';
import { useDecideRefundMutation } from './api';

/** A refund above the limit: a second person agrees or refuses, who asked for it may take it back. */
export function DecideRefund({ note, order }: { note: NoteTold; order: string }) {
  const may = useMay();
  const act = useAct();
  const [decide, { isLoading, originalArgs }] = useDecideRefundMutation();
  const busy = (decision: string) => isLoading && originalArgs?.decision === decision;
  const go = (decision: 'approve' | 'reject') => () =>
    act(
      decide({ id: note.id, order, decision }).unwrap(),
      decision === 'approve' ? t('refundApproved', { sum: money(note.amount) }) : t('refundRefused'),
    );
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
      {!note.mine && may('approve_refunds') && (
        <Button
          size="small"
          variant="contained"
          loading={busy('approve')}
          disabled={isLoading}
          onClick={go('approve')}
        >
          {t('approve')}
        </Button>
      )}
      {(note.mine ? may('refund_orders') : may('approve_refunds')) && (
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          loading={busy('reject')}
          disabled={isLoading}
          onClick={go('reject')}
        >
          {t(note.mine ? 'takeBack' : 'refuse')}
        </Button>
      )}
    </Stack>
  );
}

import type { StaffOrder } from '@/shared/api/schema';
import { CameBack, Cancel, Deliver, RejectHeld, Ship } from './questions';
import { RefundDialog } from './refund';
import type { Go, Question } from './steps';

interface QuestionProps {
  question: Question;
  card: StaffOrder;
  go: Go;
  close: () => void;
}

/** What has to be asked before a step; comes when it is asked. */
export default function QuestionDialog({ question, card, go, close }: QuestionProps) {
  const { order, paid } = card;
  switch (question) {
    case 'ship':
      return <Ship send={(body) => go('ship', body)} close={close} />;
    case 'deliver':
      return <Deliver due={order.owed} send={(body) => go('deliver', body)} close={close} />;
    case 'came-back':
      return <CameBack send={() => go('came-back')} close={close} />;
    case 'cancel':
      return <Cancel paid={paid} send={(body) => go('cancel', body)} close={close} />;
    case 'reject':
      return <RejectHeld send={() => go('review', { decision: 'reject' })} close={close} />;
    case 'refund':
      return <RefundDialog id={order.id} close={close} />;
  }
}

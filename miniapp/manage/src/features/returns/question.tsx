import type { StaffReturn } from '@/shared/api/schema';
import { Close, Inspect, Receive, Refuse } from './questions';
import type { Go, Question } from './steps';

interface QuestionProps {
  question: Question;
  card: StaffReturn;
  go: Go;
  close: () => void;
}

/** What has to be asked before a step; comes when it is asked. */
export default function QuestionDialog({ question, card, go, close }: QuestionProps) {
  switch (question) {
    case 'refuse': {
      const send = (words: string) =>
        go({ step: 'decision', body: { decision: 'reject', words } }, 'returnRefused');
      return <Refuse send={send} close={close} />;
    }
    case 'receive':
      return (
        <Receive card={card} send={(body) => go({ step: 'reception', body }, 'received')} close={close} />
      );
    case 'inspect':
      return (
        <Inspect card={card} send={(body) => go({ step: 'inspection', body }, 'inspected')} close={close} />
      );
    case 'close':
      return (
        <Close card={card} send={(body) => go({ step: 'close', body }, 'returnCarriedOut')} close={close} />
      );
  }
}

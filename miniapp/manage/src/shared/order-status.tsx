import { Tag, type Tone } from './ui/tag';
import { named, t } from './words/words';

const TONES: Record<string, Tone> = {
  awaiting_confirmation: 'warning',
  confirmed: 'warning',
  packed: 'warning',
  handed_over: 'info',
  delivered: 'success',
  on_hold: 'error',
};

/** An order's status as it concerns staff: what waits for them is amber. */
export function OrderStatus({ status, shipment }: { status: string; shipment: string }) {
  const shown = status === 'fulfilling' && shipment !== 'planned' ? shipment : status;
  return <Tag tone={TONES[shown] ?? 'quiet'}>{named('status', shown)}</Tag>;
}

/** How an order is called. */
export const orderTitle = (number: number) => t('orderNumber', { number });

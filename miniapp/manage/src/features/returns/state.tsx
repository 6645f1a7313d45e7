import { Tag, type Tone } from '@/shared/ui/tag';
import { named } from '@/shared/words/words';

const TONES: Record<string, Tone> = { requested: 'warning', approved: 'info', closed: 'success' };

export const ReturnState = ({ state }: { state: string }) => (
  <Tag tone={TONES[state] ?? 'quiet'}>{named('returnState', state)}</Tag>
);

import { base } from '../shared/first';
import { t } from '../shared/words';
import type { Category } from '../types';

/** The shelves within one, or those at the top. */
export function Shelves({ all, within }: { all: Category[]; within: string | null }) {
  const here = all.filter((one) => one.parent === within);
  if (!here.length) return null;
  return (
    <nav class="chips" aria-label={t('shelves')}>
      {here.map((one) => (
        <a key={one.id} class="chip" href={`${base}/c/${one.id}`}>
          {`${one.emoji} ${one.title}`.trim()}
        </a>
      ))}
    </nav>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { go, usePlace } from '../router';
import { t } from '../shared/words';
import { useAnswer } from '../store';
import type { Found } from '../types';
import { Goods } from '../ui/Goods';
import { Empty, Link } from '../ui/kit';
import { FilterBar, filtersOf } from './List';

const PAUSE_MS = 250;

export function Search() {
  const { query } = usePlace();
  const asked = query.get('q') ?? '';
  const [typed, setTyped] = useState(asked);
  const [begun, setBegun] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!asked) field.current?.focus();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setBegun(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const suggesting = begun.length > 1 && begun !== asked;
  const { data: suggestions } = useAnswer<{ items: string[] }>(
    suggesting ? `/suggestions?q=${encodeURIComponent(begun.slice(0, 64))}` : null,
  );
  const path = asked ? `/products?search=${encodeURIComponent(asked)}${filtersOf(query)}` : null;
  const { data } = useAnswer<Found>(path);
  const find = (words: string) => {
    setTyped(words);
    setBegun(words);
    field.current?.blur();
    go(`/search?q=${encodeURIComponent(words)}`, true);
  };
  return (
    <main class="page">
      <h1 class="hidden">{t('search')}</h1>
      <form
        role="search"
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) find(typed.trim());
        }}
      >
        <input
          ref={field}
          type="search"
          enterkeyhint="search"
          maxLength={200}
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {suggesting && suggestions && suggestions.items.length > 0 && (
        <ul class="suggestions" aria-label={t('suggestions')}>
          {suggestions.items.map((one) => (
            <li key={one}>
              <button type="button" class="cell" onClick={() => find(one)}>
                {one}
              </button>
            </li>
          ))}
        </ul>
      )}
      {!asked && !typed && <Empty drawn="lens" title={t('searchHint')} />}
      {path && (filtersOf(query) || data?.items.length !== 0) && <FilterBar path={`/search`} shelf="" />}
      {data?.near && <p class="note">{t('near')}</p>}
      {path && data && !data.items.length ? (
        <Empty drawn="fog" title={t('notFound', { words: asked })}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      ) : (
        path && <Goods path={path} />
      )}
    </main>
  );
}

import { useState } from 'preact/hooks';
import { go, usePlace } from '../router';
import { base } from '../shared/first';
import { type Key, money, t } from '../shared/words';
import { useAnswer } from '../store';
import type { Category, Facets, Found } from '../types';
import { Goods, Tile, Waiting } from '../ui/Goods';
import { Empty, Link, Sheet, Switch } from '../ui/kit';
import { Shelves } from '../ui/Shelves';
import { ToCart } from './Home';

const SORTS: [string, Key][] = [
  ['', 'sortShelf'],
  ['popular', 'sortPopular'],
  ['new', 'sortNew'],
  ['cheap', 'sortCheap'],
  ['dear', 'sortDear'],
];

const NAMES = ['sort', 'in_stock', 'low', 'high', 'marks'];

/** The filters that an address names, as the API takes them. */
export function filtersOf(query: URLSearchParams): string {
  return NAMES.filter((name) => query.get(name))
    .map((name) => `&${name}=${encodeURIComponent(query.get(name)!)}`)
    .join('');
}

/** The values chosen: three characters each. */
export const marksOf = (told: string): string[] => told.match(/.{3}/g) ?? [];

export function FilterBar({ path, shelf }: { path: string; shelf: string }) {
  const { query } = usePlace();
  const [open, setOpen] = useState(false);
  const choose = (changes: Record<string, string>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    go(`${path}${next.size ? `?${next}` : ''}`, true);
  };
  const used = NAMES.slice(1).filter((name) => query.get(name)).length;
  return (
    <div class="filters">
      <label class="chip sort">
        <span class="hidden">{t('sort')}</span>
        <select
          value={query.get('sort') ?? ''}
          onChange={(event) => choose({ sort: event.currentTarget.value })}
        >
          {SORTS.map(([value, key]) => (
            <option key={value} value={value}>
              {t(key)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="chip" aria-pressed={used > 0} onClick={() => setOpen(true)}>
        {used ? t('filtersOn', { count: used }) : t('filters')}
      </button>
      {open && <Filters shelf={shelf} query={query} choose={choose} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface FiltersProps {
  shelf: string;
  query: URLSearchParams;
  choose: (changes: Record<string, string>) => void;
  onClose: () => void;
}

function Filters({ shelf, query, choose, onClose }: FiltersProps) {
  const { data } = useAnswer<Facets>(
    shelf ? `/facets?category=${shelf}` : `/facets?search=${encodeURIComponent(query.get('q') ?? '')}`,
  );
  const marks = marksOf(query.get('marks') ?? '');
  const prices = data?.prices ?? [];
  const ranges = prices.slice(1).map((high, at) => [prices[at]!, high] as const);
  return (
    <Sheet title={t('filters')} onClose={onClose}>
      <Switch
        title={t('inStock')}
        checked={query.get('in_stock') === 'true'}
        onChange={(wanted) => choose({ in_stock: wanted ? 'true' : '' })}
      />
      {ranges.length > 0 && (
        <fieldset class="facet">
          <legend>{t('price')}</legend>
          {ranges.map(([low, high]) => {
            const on = query.get('low') === String(low.amount) && query.get('high') === String(high.amount);
            return (
              <button
                key={low.amount}
                type="button"
                class="chip"
                aria-pressed={on}
                onClick={() =>
                  choose(on ? { low: '', high: '' } : { low: `${low.amount}`, high: `${high.amount}` })
                }
              >
                {money(low)} – {money(high)}
              </button>
            );
          })}
        </fieldset>
      )}
      {data?.options.map((option) => (
        <fieldset key={option.title} class="facet">
          <legend>{option.title}</legend>
          {option.values.map(({ mark, title, products }) => {
            const on = marks.includes(mark);
            return (
              <button
                key={mark}
                type="button"
                class="chip"
                aria-pressed={on}
                onClick={() =>
                  choose({ marks: (on ? marks.filter((one) => one !== mark) : [...marks, mark]).join('') })
                }
              >
                {title} <small>{products}</small>
              </button>
            );
          })}
        </fieldset>
      ))}
      <div class="pair">
        <button
          type="button"
          class="go soft"
          onClick={() => choose({ in_stock: '', low: '', high: '', marks: '' })}
        >
          {t('reset')}
        </button>
        <button type="button" class="go" onClick={onClose}>
          {t('show')}
        </button>
      </div>
    </Sheet>
  );
}

/** The shelves below one that have goods of their own to show. */
export function leavesOf(all: Category[], within: string): Category[] {
  return all
    .filter((one) => one.parent === within)
    .flatMap((one) => {
      const below = leavesOf(all, one.id);
      return below.length ? below : [one];
    });
}

/** A department shows what lies on each of its shelves. */
function Departments({ all }: { all: Category[] }) {
  return (
    <>
      {all.map((one) => (
        <section key={one.id}>
          <h2>
            <a href={`${base}/c/${one.id}`}>{`${one.emoji} ${one.title}`.trim()} ›</a>
          </h2>
          <Strip path={`/products?category=${one.id}`} />
        </section>
      ))}
    </>
  );
}

function Strip({ path }: { path: string }) {
  const { data } = useAnswer<Found>(path);
  return (
    <ul class="grid strip">
      {data ? data.items.map((card) => <Tile key={card.id} card={card} />) : <Waiting />}
    </ul>
  );
}

export function List({ name }: { name: string }) {
  const { query } = usePlace();
  const { data: shelves } = useAnswer<{ items: Category[] }>('/categories');
  const filters = filtersOf(query);
  const path = `/products?category=${name}${filters}`;
  const { data } = useAnswer<Found>(path);
  const shelf = shelves?.items.find((one) => one.id === name);
  const within = leavesOf(shelves?.items ?? [], name);
  const bare = data?.items.length === 0;
  const department = bare && !filters && within.length > 0;
  return (
    <main class="page">
      <h1>{shelf ? `${shelf.emoji} ${shelf.title}`.trim() : ''}</h1>
      <Shelves all={shelves?.items ?? []} within={name} />
      {!department && <FilterBar path={`/c/${name}`} shelf={name} />}
      {department ? (
        <Departments all={within} />
      ) : bare ? (
        <Empty drawn="shelf" title={t(filters ? 'nothingFits' : 'shelfEmpty')}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      ) : (
        <Goods path={path} />
      )}
      <ToCart />
    </main>
  );
}

import Stack from '@mui/material/Stack';
import { itemsOf } from '@/shared/lists';
import { useQueryPart } from '@/shared/page';
import { Chips, Search } from '@/shared/ui/filters';
import { More } from '@/shared/ui/rows';
import { Screen } from '@/shared/ui/screen';
import { Loaded, Scene, Waiting } from '@/shared/ui/states';
import { type Key, t } from '@/shared/words/words';
import { type GoodsAsked, useProductsInfiniteQuery } from './api';
import { Product } from './product';

const SHELVES: Record<string, Key> = { '': 'shelfAll', low: 'shelfLow', hidden: 'shelfHidden' };

export function Products() {
  const [shelf, look] = useQueryPart('shelf');
  const [words, search] = useQueryPart('search');
  return (
    <Screen
      title={t('products')}
      needs="see_stock"
      actions={<Search label={t('searchProducts')} value={words} search={search} />}
    >
      {!words && (
        <Chips
          label={t('whichProducts')}
          chosen={shelf}
          choose={look}
          options={Object.entries(SHELVES).map(([name, title]) => ({ name, title: t(title) }))}
        />
      )}
      <List asked={words ? { search: words } : { shelf: shelf || undefined }} />
    </Screen>
  );
}

function List({ asked }: { asked: GoodsAsked }) {
  const found = useProductsInfiniteQuery(asked, { pollingInterval: 30_000, skipPollingIfUnfocused: true });
  return (
    <Stack sx={{ mt: 2 }}>
      <Loaded
        asked={{ ...found, data: found.isFetching && !found.currentData ? undefined : found.data }}
        waiting={<Waiting rows={5} height={112} />}
      >
        {({ pages }) => {
          const items = itemsOf(pages);
          if (!items.length) return <Nothing asked={asked} />;
          return (
            <>
              <Stack
                component="ul"
                aria-label={t('products')}
                sx={{ listStyle: 'none', m: 0, p: 0, gap: 1.5 }}
              >
                {items.map((one) => (
                  <Product key={one.id} product={one} />
                ))}
              </Stack>
              <More has={found.hasNextPage} busy={found.isFetchingNextPage} load={found.fetchNextPage} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function Nothing({ asked }: { asked: GoodsAsked }) {
  if (asked.search)
    return (
      <Scene drawing="shelf" title={t('notFound', { words: asked.search })} text={t('notFoundProducts')} />
    );
  if (asked.shelf === 'low') return <Scene drawing="harbour" title={t('noneLow')} text={t('noneLowText')} />;
  if (asked.shelf === 'hidden')
    return <Scene drawing="shelf" title={t('noneHidden')} text={t('noneHiddenText')} />;
  return <Scene drawing="shelf" title={t('noProducts')} text={t('noProductsText')} />;
}

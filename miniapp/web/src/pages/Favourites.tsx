import { t } from '../shared/words';
import { isGuest, load, useAnswer, useSelect } from '../store';
import type { Found } from '../types';
import { Goods } from '../ui/Goods';
import { Empty, Failed, Link, NeedsSignIn, Skeleton } from '../ui/kit';
import { ToCart } from './Home';

export function FavouritesPage() {
  const person = useSelect((state) => state.page.person);
  const guest = useSelect(isGuest);
  const { data, error, code } = useAnswer<Found>(person ? '/favourites' : null);
  return (
    <main class="page">
      <h1 class="room">{t('favourites')}</h1>
      {guest ? (
        <NeedsSignIn drawn="heart" title={t('favouritesGuest')} word="favourites" />
      ) : !person || (!data && !error) ? (
        <Skeleton rows={4} />
      ) : !data && error ? (
        <Failed error={error} code={code} onRetry={() => void load('/favourites')} />
      ) : data && !data.items.length ? (
        <Empty drawn="heart" title={t('favouritesEmpty')}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      ) : (
        <Goods path="/favourites" />
      )}
      <ToCart />
    </main>
  );
}

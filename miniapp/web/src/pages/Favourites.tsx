import { t } from '../shared/words';
import { askToSignIn, dispatch, useAnswer, useSelect } from '../store';
import type { Found } from '../types';
import { Goods } from '../ui/Goods';
import { Empty, Link } from '../ui/kit';
import { ToCart } from './Home';

export function FavouritesPage() {
  const person = useSelect((state) => state.page.person);
  const { data } = useAnswer<Found>(person ? '/favourites' : null);
  return (
    <main class="page">
      <h1 class="room">{t('favourites')}</h1>
      {!person ? (
        <Empty drawn="♡" title={t('favouritesGuest')}>
          <button type="button" class="go" onClick={() => dispatch(askToSignIn('favourites'))}>
            {t('enter')}
          </button>
        </Empty>
      ) : data && !data.items.length ? (
        <Empty drawn="♡" title={t('favouritesEmpty')}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      ) : (
        <Goods path="/favourites" />
      )}
      <ToCart />
    </main>
  );
}

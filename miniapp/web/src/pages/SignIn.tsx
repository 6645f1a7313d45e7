import { now } from '../router';
import { base, first } from '../shared/first';
import { launch } from '../shared/telegram/bridge';
import { t } from '../shared/words';
import { askToSignIn, dispatch, useAnswer, useSelect } from '../store';
import type { Shop } from '../types';
import { Sheet } from '../ui/kit';

/** Where a browser is sent to log in, and the page it comes back to. */
export function loginAt(path: string, search: string): string {
  const back = `${base}${path === '/' ? '' : path}${search}`;
  return `/api/v1/auth/telegram-login?${new URLSearchParams({ shop: first.slug, back })}`;
}

/** In a plain browser one logs in with Telegram where the shop has that; else buying goes on in Telegram. */
export function SignIn() {
  const { data: shop } = useAnswer<Shop>('');
  const word = useSelect((state) => state.page.asksToSignIn);
  const close = () => dispatch(askToSignIn(null));
  const here = !launch.data && shop?.login;
  return (
    <Sheet title={t(here ? 'logInTitle' : 'signInTitle')} onClose={close}>
      <p class="words">{t(launch.data ? 'signInAgain' : here ? 'logInWhy' : 'signInWhy')}</p>
      {here && (
        <a class="go" href={loginAt(now().path, location.search)}>
          {t('logIn')}
        </a>
      )}
      {shop?.bot ? (
        <a
          class={here ? 'go soft' : 'go'}
          href={`https://t.me/${shop.bot}?startapp=${word}`}
          target="_blank"
          rel="noopener"
        >
          {t('openTelegram')}
        </a>
      ) : (
        !here && <p class="note">{t('noBot')}</p>
      )}
      <button type="button" class="go soft" onClick={close}>
        {t('lookOn')}
      </button>
    </Sheet>
  );
}

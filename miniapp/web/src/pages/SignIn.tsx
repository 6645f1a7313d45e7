import { launch } from '../shared/telegram/bridge';
import { t } from '../shared/words';
import { askToSignIn, dispatch, useAnswer, useSelect } from '../store';
import type { Shop } from '../types';
import { Sheet } from '../ui/kit';

/** In a plain browser one looks around; buying goes on in Telegram, on the same page. */
export function SignIn() {
  const { data: shop } = useAnswer<Shop>('');
  const word = useSelect((state) => state.page.asksToSignIn);
  const close = () => dispatch(askToSignIn(null));
  return (
    <Sheet title={t('signInTitle')} onClose={close}>
      <p class="words">{t(launch.data ? 'signInAgain' : 'signInWhy')}</p>
      {shop?.bot ? (
        <a class="go" href={`https://t.me/${shop.bot}?startapp=${word}`} target="_blank" rel="noopener">
          {t('openTelegram')}
        </a>
      ) : (
        <p class="note">{t('noBot')}</p>
      )}
      <button type="button" class="go soft" onClick={close}>
        {t('lookOn')}
      </button>
    </Sheet>
  );
}

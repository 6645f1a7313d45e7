import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { Refused } from '@/shared/api/base';
import { renew, returned, slug } from '@/shared/session';
import { Staff, useStaffQuery } from '@/shared/staff';
import { rememberShop } from '@/shared/storage';
import { setEntry, useDo, useNow } from '@/shared/store';
import { inTelegram } from '@/shared/telegram/bridge';
import { Failed, Scene } from '@/shared/ui/states';
import { useSpeak } from '@/shared/words/language';
import { type Language, setZone, t } from '@/shared/words/words';

const ChooseShop = lazy(() => import('./choose-shop'));
const SignIn = lazy(() => import('./sign-in'));

const Soon = () => (
  <div className="soon" role="status" aria-label={t('loading')}>
    <i />
  </div>
);

/** Lets in who works here; everybody else is told how to come in. */
export function Door({ children }: { children: ReactNode }) {
  const entry = useNow((state) => state.entry);
  const dispatch = useDo();
  useEffect(() => {
    if (!slug) return;
    // What signing in has left in the address is used up.
    if (returned.signed || returned.error) {
      const rest = new URLSearchParams(location.search);
      rest.delete('signed');
      rest.delete('sign_in_error');
      history.replaceState(history.state, '', `${location.pathname}?${rest}`);
    }
    renew().then((came) => dispatch(setEntry(came)));
  }, [dispatch]);
  const again = async () => {
    dispatch(setEntry('starting'));
    dispatch(setEntry(await renew()));
  };
  if (slug && entry === 'starting') return <Soon />;
  if (!slug || entry === 'out')
    return <Suspense fallback={<Soon />}>{slug ? <SignIn /> : <ChooseShop />}</Suspense>;
  if (entry === 'offline')
    return (
      <Hall>
        <Failed error={{ code: 'offline' }} again={again} />
      </Hall>
    );
  return <Inside>{children}</Inside>;
}

const Hall = ({ children }: { children: ReactNode }) => (
  <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center', p: 2 }}>
    <Box>{children}</Box>
  </Box>
);

function Inside({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useStaffQuery(undefined, {
    pollingInterval: 60_000,
    skipPollingIfUnfocused: true,
  });
  const speak = useSpeak();
  useEffect(() => {
    if (!data) return;
    rememberShop({ slug, title: data.shop });
    speak(data.language as Language);
  }, [data, speak]);
  if (!data) {
    if (!error) return <Soon />;
    const { code } = error as Refused;
    const stranger = code === 'error-forbidden' || code === 'error-not-found';
    return (
      <Hall>
        {stranger ? (
          <Scene drawing="key" title={t('strangerTitle')} text={t('strangerText')}>
            {!inTelegram && (
              <Button variant="contained" href="/manage/">
                {t('otherShops')}
              </Button>
            )}
          </Scene>
        ) : (
          <Failed error={error} again={refetch} />
        )}
      </Hall>
    );
  }
  setZone(data.timezone);
  return <Staff value={data}>{children}</Staff>;
}

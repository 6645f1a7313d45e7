import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { returned, slug, whyOut } from '@/shared/session';
import { inTelegram } from '@/shared/telegram/bridge';
import { Icon } from '@/shared/ui/icon';
import { knows, named, t } from '@/shared/words/words';
import { Hall } from './hall';
import { useShopTold } from './shop';

/** For who comes with a plain browser, or whose launch is too long ago. */
export default function SignIn() {
  const shop = useShopTold(slug);
  const why = returned.error || whyOut();
  if (shop === null)
    return (
      <Hall title={t('noShop')}>
        <Typography color="textSecondary">{t('noShopText', { slug })}</Typography>
        <Button variant="contained" href="/manage/">
          {t('otherShops')}
        </Button>
      </Hall>
    );
  return (
    <Hall title={t('signIn')}>
      <Typography color="textSecondary">
        {shop ? t('signInText', { shop: shop.title }) : <Skeleton width="80%" />}
      </Typography>
      {why && <Alert severity="warning">{knows('why', why) ? named('why', why) : t('why_other')}</Alert>}
      {inTelegram ? (
        <Typography>{t('openAgain')}</Typography>
      ) : shop === undefined ? (
        <Skeleton variant="rounded" height={44} />
      ) : shop.login ? (
        <Button variant="contained" size="large" href={loginAddress()} startIcon={<Icon name="chat" />}>
          {t('withTelegram')}
        </Button>
      ) : (
        <>
          <Typography>{t('fromChat')}</Typography>
          {shop.bot && (
            <Button
              variant="contained"
              size="large"
              href={`https://t.me/${shop.bot}?start=manage`}
              target="_blank"
              rel="noopener"
              startIcon={<Icon name="chat" />}
            >
              {t('openBot', { bot: shop.bot })}
            </Button>
          )}
        </>
      )}
    </Hall>
  );
}

function loginAddress(): string {
  const back = `${location.pathname}${location.search}`;
  return `/api/v1/auth/telegram-login?${new URLSearchParams({ shop: slug, back })}`;
}

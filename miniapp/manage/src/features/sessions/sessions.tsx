import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useAct } from '@/shared/act';
import type { SessionTold } from '@/shared/api/schema';
import { Dialog } from '@/shared/ui/dialog';
import { Icon } from '@/shared/ui/icon';
import { Screen } from '@/shared/ui/screen';
import { Loaded } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/tag';
import { moment, named, plural, t } from '@/shared/words/words';
import { useEndOthersMutation, useEndSessionMutation, useSessionsQuery } from './api';

/** Where one is signed in; each can be ended, at once. */
export function Sessions() {
  const asked = useSessionsQuery();
  const act = useAct();
  const [endOthers] = useEndOthersMutation();
  const [sure, ask] = useState(false);
  const others = asked.data?.items.some((one) => !one.current);
  const end = async () => {
    try {
      const { count } = await endOthers().unwrap();
      return act(Promise.resolve(), plural('endedCount', count));
    } catch (error) {
      return act(Promise.reject(error));
    }
  };
  return (
    <Screen
      title={t('sessions')}
      actions={
        others && (
          <Button variant="outlined" color="error" onClick={() => ask(true)}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      <Typography color="textSecondary" sx={{ mb: 2, maxWidth: 640 }}>
        {t('sessionsText')}
      </Typography>
      <Loaded asked={asked}>
        {({ items }) => (
          <Paper variant="outlined">
            <Box
              component="ul"
              sx={{ listStyle: 'none', m: 0, p: 0, 'li + li': { borderTop: 1, borderColor: 'divider' } }}
            >
              {items.map((one) => (
                <Session key={one.id} session={one} />
              ))}
            </Box>
          </Paper>
        )}
      </Loaded>
      {sure && (
        <Dialog
          title={t('endOthersTitle')}
          action={t('endOthers')}
          tone="error"
          send={end}
          close={() => ask(false)}
        >
          <Typography color="textSecondary">{t('endOthersText')}</Typography>
        </Dialog>
      )}
    </Screen>
  );
}

/** A browser and a system, as far as one says what it is. */
export function deviceOf(agent: string): string {
  const browser = [
    [/Telegram/i, 'Telegram'],
    [/Edg/, 'Edge'],
    [/OPR|Opera/, 'Opera'],
    [/YaBrowser/, 'Yandex'],
    [/Firefox|FxiOS/, 'Firefox'],
    [/Chrom|CriOS/, 'Chrome'],
    [/Safari/, 'Safari'],
  ].find(([sign]) => (sign as RegExp).test(agent))?.[1];
  const system = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X|Macintosh/, 'macOS'],
    [/Linux|X11/, 'Linux'],
  ].find(([sign]) => (sign as RegExp).test(agent))?.[1];
  return [browser, system].filter(Boolean).join(', ') || agent.slice(0, 40);
}

function Session({ session }: { session: SessionTold }) {
  const act = useAct();
  const [end, { isLoading }] = useEndSessionMutation();
  const device = deviceOf(session.device) || t('unknownDevice');
  const mobile = /Android|iPhone|iPad|Mobile/.test(session.device);
  return (
    <Stack
      component="li"
      direction="row"
      sx={{ gap: 2, alignItems: 'center', px: { xs: 2, sm: 2.5 }, py: 1.5 }}
    >
      <Icon name={mobile ? 'mobile' : 'device'} sx={{ color: 'text.secondary' }} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Typography sx={{ fontWeight: 600 }}>{device}</Typography>
          {session.current && <Tag tone="success">{t('thisOne')}</Tag>}
        </Stack>
        <Typography variant="body2" color="textSecondary">
          {named('way', session.way)} · {t('seenAt', { when: moment(session.seen_at) })}
        </Typography>
      </Box>
      {!session.current && (
        <Button
          variant="outlined"
          color="inherit"
          size="small"
          loading={isLoading}
          aria-label={t('endThat', { device })}
          onClick={() => act(end(session.id).unwrap(), t('ended'))}
        >
          {t('end')}
        </Button>
      )}
    </Stack>
  );
}

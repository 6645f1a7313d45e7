// What a screen shows while it waits, when there is nothing, and when something went wrong.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Refused } from '../api/base';
import { t } from '../words/words';
import { Drawing, type DrawingName } from './drawing';

interface SceneProps {
  drawing: DrawingName;
  title: string;
  text?: string;
  children?: ReactNode;
}

/** A drawing, what is the matter, and what can be done. */
export function Scene({ drawing, title, text, children }: SceneProps) {
  return (
    <Stack sx={{ alignItems: 'center', textAlign: 'center', py: { xs: 4, sm: 6 }, px: 2, gap: 1 }}>
      <Drawing name={drawing} />
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      {text && (
        <Typography color="textSecondary" sx={{ maxWidth: 440 }}>
          {text}
        </Typography>
      )}
      {children && (
        <Stack direction="row" sx={{ gap: 1, mt: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          {children}
        </Stack>
      )}
    </Stack>
  );
}

export function Waiting({ rows = 6, height = 68 }: { rows?: number; height?: number }) {
  return (
    <Stack sx={{ gap: 1 }} role="status" aria-label={t('loading')}>
      {[1, 2, 3, 4, 5, 6].slice(0, rows).map((row) => (
        <Skeleton key={row} variant="rounded" height={height} sx={{ opacity: 1.15 - row / 7 }} />
      ))}
    </Stack>
  );
}

/** A refusal as a sentence: the API's own, where it has one. */
export const sentence = (error: unknown): string => {
  const why = error as Partial<Refused> | undefined;
  return why?.code === 'offline' ? t('offline') : why?.title || t('failed');
};

export function Failed({ error, again }: { error: unknown; again: () => void }) {
  const code = (error as Partial<Refused>).code;
  if (code === 'error-not-found') return <Scene drawing="parcel" title={t('gone')} text={t('goneText')} />;
  if (code === 'error-forbidden') return <NotAllowed />;
  const offline = code === 'offline';
  return (
    <Box role="alert">
      <Scene drawing="storm" title={offline ? t('offlineTitle') : t('failedTitle')} text={sentence(error)}>
        <Button variant="contained" onClick={again}>
          {t('retry')}
        </Button>
      </Scene>
    </Box>
  );
}

export function NotAllowed() {
  return <Scene drawing="key" title={t('notAllowed')} text={t('notAllowedText')} />;
}

interface Asked<T> {
  data?: T;
  error?: unknown;
  refetch: () => unknown;
}

/** What was asked for, as soon as it is there; what was loaded before stays in sight. */
export function Loaded<T>({
  asked,
  waiting,
  children,
}: {
  asked: Asked<T>;
  waiting?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (asked.data !== undefined) return children(asked.data);
  if (asked.error) return <Failed error={asked.error} again={asked.refetch} />;
  return waiting ?? <Waiting />;
}

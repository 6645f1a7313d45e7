// The frame of one screen: its heading, the way back, what can be done with all of it.
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { type Permission, useMay } from '../staff';
import { on, setBack } from '../telegram/bridge';
import { t } from '../words/words';
import { Icon } from './icon';
import { address, IconLink } from './links';
import { NotAllowed } from './states';

interface ScreenProps {
  title: string;
  needs?: Permission;
  back?: { to: string; title: string };
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Screen({ title, needs, back, beside, actions, children }: ScreenProps) {
  const may = useMay();
  useEffect(() => {
    document.title = `${title} · ${t('dashboard')}`;
  }, [title]);
  const router = useRouter();
  const behind = back && address(back.to);
  useEffect(() => {
    if (!behind) return;
    // Telegram's own button leads back, too.
    setBack(true);
    const stop = on('back_button_pressed', () => router.push(behind));
    return () => {
      stop();
      setBack(false);
    };
  }, [behind, router]);
  return (
    <Box sx={{ maxWidth: 1080, mx: 'auto', px: { xs: 2, md: 4 }, pt: { xs: 2, md: 4 }, pb: 6 }}>
      <Stack
        direction="row"
        sx={{ alignItems: 'center', gap: 1.5, mb: 2.5, minHeight: 44, flexWrap: 'wrap' }}
      >
        {back && (
          <IconLink to={back.to} aria-label={back.title} sx={{ ml: -1.5, mr: -1 }}>
            <Icon name="back" />
          </IconLink>
        )}
        <Typography variant="h1">{title}</Typography>
        {beside}
        <Box sx={{ flex: 1 }} />
        {actions}
      </Stack>
      {needs && !may(needs) ? <NotAllowed /> : children}
    </Box>
  );
}

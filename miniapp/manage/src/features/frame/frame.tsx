import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ROOMS, type Room, roomOf } from '@/shared/rooms';
import { useMay, useMe } from '@/shared/staff';
import { Icon } from '@/shared/ui/icon';
import { AreaLink } from '@/shared/ui/links';
import { t } from '@/shared/words/words';
import { Profile } from './profile';

/** What stands around every room: the ways to the others, and oneself. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useMe();
  const may = useMay();
  const path = usePathname();
  const here = roomOf(path);
  const rooms = ROOMS.filter((room) => !room.needs || may(room.needs));
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    // Whoever listens instead of looking begins where the new page does.
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <Box sx={{ display: 'flex', minHeight: '100dvh' }}>
      <Box
        component="a"
        href="#main"
        sx={{
          position: 'fixed',
          left: 8,
          top: -60,
          zIndex: 2000,
          p: 1.5,
          borderRadius: 1,
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
          '&:focus': { top: 8 },
        }}
      >
        {t('skip')}
      </Box>
      <Stack
        component="header"
        sx={{
          display: { xs: 'none', md: 'flex' },
          width: 236,
          flexShrink: 0,
          position: 'sticky',
          top: 0,
          height: '100dvh',
          p: 2,
          gap: 3,
          borderRight: 1,
          borderColor: 'divider',
          bgcolor: 'background.paper',
        }}
      >
        <Brand shop={me.shop} />
        <Rooms rooms={rooms} here={here} />
        <Box sx={{ flex: 1 }} />
        <Profile wide />
      </Stack>
      <Stack sx={{ flex: 1, minWidth: 0 }}>
        <Stack
          component="header"
          direction="row"
          sx={{
            display: { xs: 'flex', md: 'none' },
            alignItems: 'center',
            justifyContent: 'space-between',
            gap: 1,
            pl: 2,
            pr: 1,
            py: 0.75,
            borderBottom: 1,
            borderColor: 'divider',
            bgcolor: 'background.paper',
          }}
        >
          <Brand shop={me.shop} />
          <Profile />
        </Stack>
        <Offline />
        <Box component="main" id="main" ref={main} tabIndex={-1} sx={{ flex: 1 }}>
          {children}
        </Box>
        <Bar rooms={rooms} here={here} />
      </Stack>
    </Box>
  );
}

function Brand({ shop }: { shop: string }) {
  return (
    <Stack direction="row" sx={{ alignItems: 'center', gap: 1.25, minWidth: 0, minHeight: 44 }}>
      <Box
        sx={{
          display: 'grid',
          placeItems: 'center',
          width: 36,
          height: 36,
          flexShrink: 0,
          borderRadius: '10px',
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
        }}
      >
        <Icon name="shop" fontSize="small" />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3" component="p" noWrap>
          {shop}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p" noWrap>
          {t('dashboard')}
        </Typography>
      </Box>
    </Stack>
  );
}

interface RoomsProps {
  rooms: Room[];
  here: Room | undefined;
}

function Rooms({ rooms, here }: RoomsProps) {
  return (
    <Stack component="nav" aria-label={t('rooms')} sx={{ gap: 0.5 }}>
      {rooms.map((room) => (
        <AreaLink
          key={room.path}
          to={room.path}
          aria-current={room === here ? 'page' : undefined}
          sx={{
            justifyContent: 'flex-start',
            gap: 1.5,
            px: 1.5,
            minHeight: 44,
            borderRadius: '10px',
            fontSize: '0.9375rem',
            fontWeight: 600,
            color: room === here ? 'primary.dark' : 'text.secondary',
            bgcolor: room === here ? 'primary.light' : 'transparent',
            '&:hover': { bgcolor: room === here ? 'primary.light' : 'action.hover' },
          }}
        >
          <Icon name={room.icon} fontSize="small" />
          {t(room.title)}
        </AreaLink>
      ))}
    </Stack>
  );
}

function Bar({ rooms, here }: RoomsProps) {
  if (rooms.length < 2) return null;
  return (
    <Box
      component="nav"
      aria-label={t('rooms')}
      sx={{
        display: { xs: 'grid', md: 'none' },
        gridAutoFlow: 'column',
        gridAutoColumns: '1fr',
        position: 'sticky',
        bottom: 0,
        zIndex: 10,
        pb: 'env(safe-area-inset-bottom)',
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      {rooms.map((room) => (
        <AreaLink
          key={room.path}
          to={room.path}
          aria-current={room === here ? 'page' : undefined}
          sx={{
            flexDirection: 'column',
            gap: 0.25,
            py: 0.875,
            minHeight: 56,
            fontSize: '0.75rem',
            fontWeight: 600,
            color: room === here ? 'primary.main' : 'text.secondary',
          }}
        >
          <Icon name={room.icon} />
          {t(room.title)}
        </AreaLink>
      ))}
    </Box>
  );
}

/** While there is no connection: said above everything. */
function Offline() {
  const [away, set] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => set(!navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  if (!away) return null;
  return (
    <Stack
      role="status"
      direction="row"
      sx={{
        alignItems: 'center',
        gap: 1,
        px: 2,
        py: 1,
        bgcolor: 'primary.light',
        color: 'text.primary',
        fontSize: '0.875rem',
      }}
    >
      <Icon name="offline" fontSize="small" />
      {t('offlineShown')}
    </Stack>
  );
}

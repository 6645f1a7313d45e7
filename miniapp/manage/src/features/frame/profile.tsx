import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useId, useState } from 'react';
import { useMe } from '@/shared/staff';
import { named, t } from '@/shared/words/words';

const ProfileMenu = lazy(() => import('./profile-menu'));

/** Oneself: the language, the colours, one's sessions, the way out. */
export function Profile({ wide = false }: { wide?: boolean }) {
  const me = useMe();
  const id = useId();
  const [anchor, open] = useState<HTMLElement | null>(null);
  // Its code comes when somebody presses, and stays for the way out.
  const [opened, fetch] = useState(false);
  return (
    <>
      <ButtonBase
        id={id}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={wide ? undefined : t('profileOf', { name: me.name })}
        onClick={(event) => {
          fetch(true);
          open(event.currentTarget);
        }}
        sx={{
          borderRadius: '10px',
          p: 0.75,
          gap: 1.25,
          minHeight: 44,
          minWidth: 44,
          textAlign: 'left',
          justifyContent: wide ? 'flex-start' : 'center',
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        <Box
          component="span"
          aria-hidden
          sx={{
            display: 'grid',
            placeItems: 'center',
            width: 34,
            height: 34,
            flexShrink: 0,
            borderRadius: '50%',
            fontSize: '0.9375rem',
            fontWeight: 650,
            bgcolor: 'primary.light',
            color: 'primary.dark',
          }}
        >
          {me.name.trim().slice(0, 1).toUpperCase() || '·'}
        </Box>
        {wide && (
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="h3" component="span" sx={{ display: 'block' }} noWrap>
              {me.name}
            </Typography>
            <Typography variant="caption" color="textSecondary" sx={{ display: 'block' }} noWrap>
              {named('role', me.role)}
            </Typography>
          </Box>
        )}
      </ButtonBase>
      {opened && (
        <Suspense>
          <ProfileMenu anchor={anchor} labelled={id} close={() => open(null)} />
        </Suspense>
      )}
    </>
  );
}

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import type { ReactNode } from 'react';
import { t } from '../words/words';
import { AreaLink } from './links';

/** A list of things that can be opened. */
export const Rows = ({ children, label }: { children: ReactNode; label: string }) => (
  <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
    <Box
      component="ul"
      aria-label={label}
      sx={{ listStyle: 'none', m: 0, p: 0, 'li + li': { borderTop: 1, borderColor: 'divider' } }}
    >
      {children}
    </Box>
  </Paper>
);

interface RowProps {
  to: string;
  title: ReactNode;
  about: ReactNode;
  mark?: ReactNode;
  sum?: ReactNode;
}

/** One of them: on a phone in two lines, on a desk in one. */
export const Row = ({ to, title, about, mark, sum }: RowProps) => (
  <li>
    <AreaLink
      to={to}
      sx={{
        width: '100%',
        display: 'grid',
        textAlign: 'left',
        gridTemplateColumns: { xs: '1fr auto', sm: 'minmax(120px, 1fr) 2fr 150px 110px' },
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'center',
        px: { xs: 2, sm: 2.5 },
        py: 1.5,
        minHeight: 64,
        '&:hover': { bgcolor: 'action.hover' },
        '&:focus-visible': { outlineOffset: -3 },
      }}
    >
      <Box sx={{ fontWeight: 600, gridRow: 1, gridColumn: 1 }}>{title}</Box>
      <Box
        sx={{
          color: 'text.secondary',
          fontSize: '0.875rem',
          gridRow: { xs: 2, sm: 1 },
          gridColumn: { xs: 1, sm: 2 },
        }}
      >
        {about}
      </Box>
      <Box sx={{ gridRow: { xs: 2, sm: 1 }, gridColumn: { xs: 2, sm: 3 }, justifySelf: 'end' }}>{mark}</Box>
      <Box
        sx={{
          fontWeight: 600,
          gridRow: 1,
          gridColumn: { xs: 2, sm: 4 },
          justifySelf: 'end',
          whiteSpace: 'nowrap',
        }}
      >
        {sum}
      </Box>
    </AreaLink>
  </li>
);

/** The next part of a list. */
export function More({ has, busy, load }: { has: boolean; busy: boolean; load: () => unknown }) {
  if (!has) return null;
  return (
    <Stack sx={{ alignItems: 'center', mt: 2 }}>
      <Button variant="outlined" color="inherit" loading={busy} onClick={() => load()}>
        {t('more')}
      </Button>
    </Stack>
  );
}

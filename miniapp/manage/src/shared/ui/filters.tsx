import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import InputBase from '@mui/material/InputBase';
import Stack from '@mui/material/Stack';
import { useEffect, useState } from 'react';
import { Icon } from './icon';

interface ChipsProps {
  label: string;
  chosen: string;
  choose: (name: string) => void;
  options: readonly { name: string; title: string }[];
  /** In several rows, where there is no room to swipe. */
  wrap?: boolean;
}

/** Bring the chosen one into sight, where the row is longer than the screen. */
const inSight = (chip: HTMLElement | null) => chip?.scrollIntoView?.({ block: 'nearest', inline: 'center' });

/** One of several: pressed ones are said to be so. On a phone the row is swiped. */
export function Chips({ label, chosen, choose, options, wrap = false }: ChipsProps) {
  return (
    <Stack
      role="group"
      aria-label={label}
      direction="row"
      sx={[
        { gap: 0.75 },
        wrap
          ? { flexWrap: 'wrap' }
          : {
              overflowX: 'auto',
              mx: { xs: -2, md: 0 },
              px: { xs: 2, md: 0 },
              py: 0.5,
              scrollbarWidth: 'none',
            },
      ]}
    >
      {options.map(({ name, title }) => {
        const on = name === chosen;
        return (
          <ButtonBase
            key={name}
            ref={on && !wrap ? inSight : undefined}
            aria-pressed={on}
            onClick={() => choose(name)}
            sx={{
              flexShrink: 0,
              px: 1.5,
              minHeight: 34,
              borderRadius: '999px',
              border: 1,
              borderColor: on ? 'primary.main' : 'divider',
              bgcolor: on ? 'primary.main' : 'background.paper',
              color: on ? 'primary.contrastText' : 'text.primary',
              fontSize: '0.875rem',
              fontWeight: 600,
              '@media (pointer: coarse)': { minHeight: 40 },
            }}
          >
            {title}
          </ButtonBase>
        );
      })}
    </Stack>
  );
}

interface SearchProps {
  label: string;
  value: string;
  search: (words: string) => void;
}

/** Looks as one types, after a breath. */
export function Search({ label, value, search }: SearchProps) {
  const [typed, type] = useState(value);
  useEffect(() => {
    if (typed.trim() === value) return;
    const later = setTimeout(() => search(typed.trim()), 350);
    return () => clearTimeout(later);
  }, [typed, value, search]);
  return (
    <Box
      component="search"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 1.5,
        minHeight: 44,
        flex: 1,
        minWidth: { xs: '100%', sm: 260 },
        maxWidth: { sm: 420 },
        border: 1,
        borderColor: 'divider',
        borderRadius: '10px',
        bgcolor: 'background.paper',
        color: 'text.secondary',
        '&:focus-within': {
          borderColor: 'primary.main',
          boxShadow: '0 0 0 1px var(--mui-palette-primary-main)',
        },
      }}
    >
      <Icon name="search" fontSize="small" />
      <InputBase
        type="search"
        placeholder={label}
        value={typed}
        onChange={(event) => type(event.target.value)}
        sx={{
          flex: 1,
          color: 'text.primary',
          fontSize: '0.9375rem',
          'input:focus-visible': { outline: 'none' },
        }}
        slotProps={{ input: { 'aria-label': label, maxLength: 64, enterKeyHint: 'search' } }}
      />
    </Box>
  );
}

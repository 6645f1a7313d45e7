import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export type Tone = 'warning' | 'primary' | 'success' | 'error' | 'info' | 'quiet';

/** A word with a colour: a status, a mark. */
export function Tag({ tone = 'quiet', children }: { tone?: Tone; children: ReactNode }) {
  const colour = tone === 'quiet' ? 'var(--mui-palette-text-secondary)' : `var(--mui-palette-${tone}-main)`;
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-block',
        flexShrink: 0,
        overflowWrap: 'normal',
        px: 1,
        py: '2px',
        borderRadius: '7px',
        fontSize: '0.8125rem',
        fontWeight: 600,
        lineHeight: 1.45,
        color: colour,
        backgroundColor: `color-mix(in srgb, ${colour} 11%, var(--mui-palette-background-paper))`,
      }}
    >
      {children}
    </Box>
  );
}

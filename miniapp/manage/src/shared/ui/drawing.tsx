// Small drawings for rooms with nothing in them.
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export type DrawingName = 'shelf' | 'harbour' | 'parcel' | 'storm' | 'key' | 'lighthouse';

const wash = 'var(--mui-palette-primary-light)';
const line = 'var(--mui-palette-primary-main)';
const amber = 'var(--mui-palette-warning-main)';

const DRAWN: Record<DrawingName, ReactNode> = {
  harbour: (
    <>
      <path d="M40 74h40l-6 14H46z" fill={wash} />
      <path d="M40 74h40l-6 14H46zM60 74V34M60 36l22 30H60zM60 44L42 66h18" />
      <path d="M14 96q8-6 16 0t16 0 16 0 16 0 16 0 16 0" stroke={line} opacity=".6" />
      <circle cx="94" cy="28" r="7" stroke={amber} />
    </>
  ),
  parcel: (
    <>
      <path d="M60 26l34 16v38L60 96 26 80V42z" fill={wash} />
      <path d="M60 26l34 16v38L60 96 26 80V42zM26 42l34 16 34-16M60 58v38M43 34l34 16" />
      <path d="M36 66l10 5M36 73l6 3" stroke={amber} />
    </>
  ),
  shelf: (
    <>
      <path d="M20 50h80v6H20zM20 88h80v6H20z" fill={wash} />
      <path d="M20 50h80v6H20zM20 88h80v6H20zM26 56v32M94 56v32" />
      <path d="M38 50V36h14v14M60 50l4-18h10l4 18M42 88V70h16v18" />
      <path d="M70 88c0-10 16-10 16 0M78 76v4" stroke={amber} />
    </>
  ),
  storm: (
    <>
      <path d="M36 66a16 16 0 0 1 2-31 22 22 0 0 1 42-2 17 17 0 0 1 4 33z" fill={wash} />
      <path d="M36 66a16 16 0 0 1 2-31 22 22 0 0 1 42-2 17 17 0 0 1 4 33z" />
      <path d="M60 62l-8 14h12l-8 16" stroke={amber} />
      <path d="M38 76l-4 10M82 76l-4 10" />
    </>
  ),
  key: (
    <>
      <circle cx="42" cy="60" r="18" fill={wash} />
      <circle cx="42" cy="60" r="18" />
      <circle cx="42" cy="60" r="6" stroke={amber} />
      <path d="M60 60h40M86 60v12M98 60v10" />
    </>
  ),
  lighthouse: (
    <>
      <path d="M52 92l4-46h14l4 46z" fill={wash} />
      <path d="M52 92l4-46h14l4 46zM54 46v-12h18v12M52 46h22M56 34q7-14 14 0M40 92h46M54 70h18" />
      <path d="M48 38L22 30M48 42l-24 8M78 38l26-8M78 42l24 8" stroke={amber} />
    </>
  ),
};

export function Drawing({ name, size = 132 }: { name: DrawingName; size?: number }) {
  return (
    <Box
      component="svg"
      viewBox="0 0 120 120"
      aria-hidden
      width={size}
      height={size}
      fill="none"
      stroke={line}
      strokeWidth={2.2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {DRAWN[name]}
    </Box>
  );
}

// How the dashboard looks: quiet greens of deep water on paper, amber for what waits, the system's own letters.
import { createTheme } from '@mui/material/styles';

const SYSTEM =
  'Inter, "Segoe UI Variable Text", "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Noto Sans", "Liberation Sans", sans-serif';
// Fingers need more than a mouse does.
const TOUCH = '@media (pointer: coarse)';

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-scheme' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#0f6457', dark: '#0a4b41', light: '#dcece8', contrastText: '#ffffff' },
        secondary: { main: '#8a5200' },
        error: { main: '#b3261e' },
        warning: { main: '#8a5200' },
        success: { main: '#2a6a2e' },
        info: { main: '#2a5d91' },
        background: { default: '#f4f5f2', paper: '#ffffff' },
        text: { primary: '#18211e', secondary: '#55615c' },
        divider: '#e0e4df',
      },
    },
    dark: {
      palette: {
        primary: { main: '#74cfbc', dark: '#9be0d1', light: '#1d3a35', contrastText: '#06211c' },
        secondary: { main: '#efbd6c' },
        error: { main: '#ffb4ab' },
        warning: { main: '#efbd6c' },
        success: { main: '#93d797' },
        info: { main: '#a0cbff' },
        background: { default: '#111614', paper: '#1a211f' },
        text: { primary: '#e8eeeb', secondary: '#a5b3ad' },
        divider: '#2e3835',
      },
    },
  },
  shape: { borderRadius: 10 },
  typography: {
    fontFamily: SYSTEM,
    fontSize: 14,
    h1: { fontSize: '1.5rem', fontWeight: 650, letterSpacing: '-0.015em', lineHeight: 1.25 },
    h2: { fontSize: '1.0625rem', fontWeight: 650, letterSpacing: '-0.005em', lineHeight: 1.35 },
    h3: { fontSize: '0.9375rem', fontWeight: 600, lineHeight: 1.4 },
    body1: { fontSize: '0.9375rem', lineHeight: 1.5 },
    body2: { fontSize: '0.875rem', lineHeight: 1.45 },
    caption: { fontSize: '0.8125rem', lineHeight: 1.4 },
    button: { textTransform: 'none', fontWeight: 600, fontSize: '0.9375rem' },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: {
        body: { fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { animation: 'none !important', transition: 'none !important' },
        },
        ':focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: 2 },
        'main:focus-visible': { outline: 'none' },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { fontFamily: 'inherit' } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: 38, paddingInline: 16, [TOUCH]: { minHeight: 44 } },
        sizeSmall: { minHeight: 32, paddingInline: 12, fontSize: '0.875rem', [TOUCH]: { minHeight: 44 } },
        outlined: {
          borderColor: 'var(--mui-palette-divider)',
          backgroundColor: 'var(--mui-palette-background-paper)',
        },
      },
    },
    MuiIconButton: {
      styleOverrides: { root: { borderRadius: 10, [TOUCH]: { minWidth: 44, minHeight: 44 } } },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiDialog: {
      styleOverrides: {
        paper: {
          border: '1px solid var(--mui-palette-divider)',
          borderRadius: 16,
          margin: 16,
          width: 'calc(100% - 32px)',
        },
      },
    },
    MuiDialogActions: { styleOverrides: { root: { padding: '8px 24px 20px', gap: 8, flexWrap: 'wrap' } } },
    MuiMenu: { styleOverrides: { paper: { border: '1px solid var(--mui-palette-divider)', marginTop: 4 } } },
    MuiMenuItem: { styleOverrides: { root: { minHeight: 40, [TOUCH]: { minHeight: 44 } } } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: { backgroundColor: 'var(--mui-palette-background-paper)' },
        notchedOutline: {
          borderColor: 'color-mix(in srgb, var(--mui-palette-text-secondary) 55%, transparent)',
        },
      },
    },
    MuiTextField: { defaultProps: { size: 'small', fullWidth: true } },
    MuiChip: { styleOverrides: { root: { fontWeight: 600, fontSize: '0.8125rem' } } },
    MuiLink: { defaultProps: { underline: 'hover' } },
    MuiToggleButton: {
      styleOverrides: {
        root: { textTransform: 'none', fontWeight: 600, minHeight: 38, [TOUCH]: { minHeight: 44 } },
      },
    },
  },
});

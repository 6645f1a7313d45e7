import { useColorScheme } from '@mui/material/styles';
import { useEffect } from 'react';
import { on } from '@/shared/telegram/bridge';

/** Follow the chosen colours, Telegram's and the system's, in this order. */
export function Scheme() {
  const { setMode } = useColorScheme();
  useEffect(() => {
    const paint = () => setMode(window.scheme());
    paint();
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', paint);
    window.addEventListener('scheme', paint);
    const stop = on('theme_changed', ({ theme_params }) => {
      try {
        sessionStorage.setItem('telegram-theme', JSON.stringify(theme_params ?? {}));
      } catch {
        // The colours of the launch stay.
      }
      paint();
    });
    return () => {
      system.removeEventListener('change', paint);
      window.removeEventListener('scheme', paint);
      stop();
    };
  }, [setMode]);
  return null;
}

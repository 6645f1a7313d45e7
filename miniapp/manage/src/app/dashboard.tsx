'use client';

import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { type ReactNode, useEffect, useState } from 'react';
import { Provider } from 'react-redux';
import { Door } from '@/features/door/door';
import { StepUp } from '@/features/door/step-up';
import { Frame } from '@/features/frame/frame';
import { Notices } from '@/features/frame/notices';
import { Scheme } from '@/features/frame/scheme';
import { makeStore } from '@/shared/store';
import { meet } from '@/shared/telegram/bridge';
import { theme } from '@/shared/theme';
import { Language } from '@/shared/words/language';

/** Everything around the rooms. It begins in the browser: only there it is known who looks, and in which language. */
export function Dashboard({ children }: { children: ReactNode }) {
  const [store, begin] = useState<ReturnType<typeof makeStore> | null>(null);
  useEffect(() => {
    meet();
    begin(makeStore());
  }, []);
  if (!store) {
    return (
      <div className="soon">
        <i />
      </div>
    );
  }
  return (
    <Provider store={store}>
      <ThemeProvider theme={theme} storageManager={null} defaultMode={window.scheme()}>
        <CssBaseline enableColorScheme />
        <Scheme />
        <Language>
          <Door>
            <Frame>{children}</Frame>
          </Door>
          <StepUp />
          <Notices />
        </Language>
      </ThemeProvider>
    </Provider>
  );
}

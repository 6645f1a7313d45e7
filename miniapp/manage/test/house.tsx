// The dashboard around one screen, and an API that answers as it is told.
import { ThemeProvider } from '@mui/material/styles';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { vi } from 'vitest';
import { StepUp } from '@/features/door/step-up';
import { Notices } from '@/features/frame/notices';
import type { StaffTold } from '@/shared/api/schema';
import { Staff } from '@/shared/staff';
import { makeStore } from '@/shared/store';
import { theme } from '@/shared/theme';

export const OWNER: StaffTold = {
  role: 'owner',
  permissions: [
    'see_orders',
    'accept_orders',
    'ship_orders',
    'see_stock',
    'change_stock',
    'change_prices',
    'change_products',
    'refund_orders',
    'approve_refunds',
  ],
  second_factor: true,
  proven: false,
  name: 'Marina',
  language: 'en',
  shop: 'Lighthouse',
  currency: 'RUB',
  timezone: 'Europe/Moscow',
};

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  key: string | null;
}

type Answer = [status: number, body: unknown] | 'nobody';
type Api = (sent: Sent) => Answer | undefined;

/** Let an API stand behind `fetch`; returns what was sent to it. */
export function answering(api: Api): Sent[] {
  const all: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, asked: RequestInit = {}) => {
    const headers = new Headers(asked.headers);
    const sent: Sent = {
      method: asked.method ?? 'GET',
      path: url.replace('/api/v1/', ''),
      body: asked.body ? JSON.parse(String(asked.body)) : undefined,
      key: headers.get('Idempotency-Key'),
    };
    const answer: Answer = sent.path === 'auth/refresh' ? [200, TOKENS] : (api(sent) ?? [404, PROBLEM]);
    if (sent.path !== 'auth/refresh') all.push(sent);
    if (answer === 'nobody') throw new TypeError('no connection');
    const [status, body] = answer;
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  });
  localStorage.setItem('manage-lighthouse', JSON.stringify({ refresh: 'r'.repeat(30), person: '' }));
  return all;
}

const TOKENS = { access_token: 'a', refresh_token: 'b', expires_in: 600, user: { id: '1' } };
const PROBLEM = { code: 'error-not-found', title: 'There is no such thing.' };

export function show(screen: ReactNode, me: StaffTold = OWNER) {
  return render(
    <Provider store={makeStore()}>
      <ThemeProvider theme={theme}>
        <Staff value={me}>
          {screen}
          <StepUp />
          <Notices />
        </Staff>
      </ThemeProvider>
    </Provider>,
  );
}

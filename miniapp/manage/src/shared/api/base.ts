// The one API of the dashboard: it signs in again, asks for the second factor, and sends a wish once.
import { type BaseQueryFn, createApi } from '@reduxjs/toolkit/query/react';
import { accessToken, forget, renew, slug } from '../session';
import { language } from '../words/words';
import type { Problem } from './schema';
import { proven } from './step-up';

export interface Asked {
  path: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
}

/** Why nothing came of it; `code` is `offline` where nobody answered. */
export interface Refused {
  status: number;
  code: string;
  title: string;
}

/** The shop's own address in the API, for its staff. */
export const AT = `manage/shops/${slug}`;

// Wishes without an answer: sent again, they have the same key, so that money is not given back twice.
const unanswered = new Map<string, string>();
const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;

function send({ path, method = 'GET', body }: Asked, key: string): Promise<Response> {
  const headers: Record<string, string> = {
    'Accept-Language': language(),
    Authorization: `Bearer ${accessToken()}`,
  };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  return fetch(`/api/v1/${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
  });
}

async function refusal(answer: Response): Promise<Refused> {
  const told: Partial<Problem> = await answer.json().catch(() => ({}));
  return { status: answer.status, code: told.code ?? 'failed', title: told.title ?? '' };
}

const OFFLINE: Refused = { status: 0, code: 'offline', title: '' };
const SIGNED_OUT = 'error-not-signed-in';

const ask: BaseQueryFn<Asked, unknown, Refused> = async (asked, { dispatch }) => {
  const wish = asked.method && asked.method !== 'GET' ? JSON.stringify(asked) : '';
  const key = wish && (unanswered.get(wish) ?? newKey());
  if (wish) unanswered.set(wish, key);
  try {
    if (!accessToken() && (await renew()) === 'offline') return { error: OFFLINE };
    let answer = await send(asked, key);
    if (answer.status === 401) {
      const entry = await renew();
      if (entry === 'offline') return { error: OFFLINE };
      if (entry === 'in') answer = await send(asked, key);
    }
    let why = answer.ok ? null : await refusal(answer);
    // As often as it takes: whoever does not want to, or cannot, is told why nothing happened.
    while (why?.code === 'error-step-up' && (await proven())) {
      answer = await send(asked, key);
      why = answer.ok ? null : await refusal(answer);
    }
    if (answer.status < 500) unanswered.delete(wish);
    if (why?.code === SIGNED_OUT) {
      forget();
      dispatch({ type: 'entry/set', payload: 'out' });
    }
    if (why) return { error: why };
    return { data: answer.status === 204 ? null : await answer.json() };
  } catch {
    return { error: OFFLINE };
  }
};

export const api = createApi({
  reducerPath: 'api',
  baseQuery: ask,
  tagTypes: ['me', 'order', 'orders', 'refunds', 'return', 'returns', 'products', 'sessions', 'waiting'],
  refetchOnReconnect: true,
  keepUnusedDataFor: 120,
  endpoints: () => ({}),
});

// Asks the API. A path belongs to the shop (`/cart`) or, with `~`, to oneself (`~/orders`).
import { first } from './first';
import { accessToken, renew, signedIn } from './session';
import { launch } from './telegram/bridge';
import { language, t } from './words';

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
  ) {
    super(title);
  }
}

export const address = (path: string) => {
  if (!path.startsWith('~')) return `/api/v1/shops/${first.slug}${path}`;
  const own = `/api/v1${path.slice(1)}`;
  return `${own}${own.includes('?') ? '&' : '?'}shop=${first.slug}`;
};

export interface Asked {
  method?: string;
  body?: unknown;
  key?: string;
  etag?: string | null;
}

function send(path: string, { method = 'GET', body, key, etag }: Asked): Promise<Response> {
  const headers: Record<string, string> = { 'Accept-Language': language };
  if (signedIn()) headers.Authorization = `Bearer ${accessToken()}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  if (etag) headers['If-None-Match'] = etag;
  return fetch(address(path), {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    cache: 'no-store',
  });
}

/** Ask, signed in where that is possible. Raises: Refused; `code` is `offline` where nobody answers. */
export async function ask(path: string, asked: Asked = {}): Promise<Response> {
  try {
    // Who taps before the sign-in is done waits for it.
    const own = path.startsWith('~') || (asked.method ?? 'GET') !== 'GET';
    if (own && launch.data && !signedIn()) await renew();
    let answer = await send(path, asked);
    if (answer.status === 401 && (signedIn() || launch.data)) {
      await renew();
      answer = await send(path, asked);
    }
    if (answer.ok || answer.status === 304) return answer;
    const told = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, told.code ?? 'failed', told.title ?? t('failed'));
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(0, 'offline', t('offline'));
  }
}

export const read = async <T>(path: string): Promise<T> => (await ask(path)).json();

/** Change something; the same key is sent again with the same wish. */
export async function change<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const answer = await ask(path, { method, body, key });
  return answer.status === 204 ? (undefined as T) : answer.json();
}

export const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;

// Who is signed in. The access token lives in memory; the refresh token is kept here, as the storefront keeps it, and
// used by one tab at a time: one that comes twice ends the session.
import type { TokensTold } from './api/schema';
import { recall, remember } from './storage';
import { launch, launchUser } from './telegram/bridge';

interface Kept {
  refresh: string;
  person: string;
}

export type Entry = 'in' | 'out' | 'offline';

const here = new URLSearchParams(typeof location === 'undefined' ? '' : location.search);
/** The shop that this page is about, by its address. */
export const slug = (here.get('shop') ?? '').toLowerCase();
/** What came of signing in by Telegram's page, where that has just led back here. */
export const returned = { signed: here.has('signed'), error: here.get('sign_in_error') ?? '' };

const KEY = `manage-${slug}`;
let access = '';
let renewing: Promise<Entry> | null = null;
let refused = '';

export const accessToken = () => access;
/** Why the last attempt to sign in failed: a code of the API's. */
export const whyOut = () => refused;

function kept(): Kept | null {
  try {
    const found: Kept | null = JSON.parse(recall(KEY) || 'null');
    // Another account of the same device is somebody else.
    return found && (!launch.data || found.person === launchUser().id) ? found : null;
  } catch {
    return null;
  }
}

function take(told: TokensTold | null) {
  access = told?.access_token ?? '';
  remember(KEY, told && JSON.stringify({ refresh: told.refresh_token, person: launchUser().id }));
}

async function ask(path: string, body: object): Promise<boolean> {
  const answer = await fetch(`/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.ok) {
    take(await answer.json());
    refused = '';
    returned.error = '';
    return true;
  }
  if (answer.status >= 500 || answer.status === 429) throw new TypeError('the API is away');
  refused = (await answer.json().catch(() => ({}))).code ?? '';
  return false;
}

async function enter(): Promise<Entry> {
  const known = kept();
  if (known && (await ask('refresh', { refresh_token: known.refresh }))) return 'in';
  take(null);
  if (launch.data) return (await ask('telegram', { init_data: launch.data, shop: slug })) ? 'in' : 'out';
  if (returned.signed) {
    returned.signed = false;
    return (await ask('telegram-login/finish', { shop: slug })) ? 'in' : 'out';
  }
  return 'out';
}

/** Sign in, or go on being signed in. */
export function renew(): Promise<Entry> {
  renewing ??= alone(enter)
    .catch((): Entry => 'offline')
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/** Do something while no other tab does it. */
async function alone<T>(what: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(KEY, what) : what();
}

export const forget = () => take(null);

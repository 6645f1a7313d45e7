// Who is signed in: keys from Telegram's launch data, renewed before a person notices.
import { first } from './first';
import { launch } from './telegram/bridge';

interface Tokens {
  access_token: string;
  refresh_token: string;
  person: string;
  /** When they were made. */
  at?: number;
}

const FRESH_MS = 9 * 60_000;

const KEPT = `shop-${first.slug}`;
const person = () => {
  try {
    return String(JSON.parse(new URLSearchParams(launch.data).get('user') ?? '{}').id ?? '');
  } catch {
    return '';
  }
};

function kept(): Tokens | null {
  try {
    const found: Tokens = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
    // Another account of the same device is somebody else.
    return found && (!launch.data || found.person === person()) ? found : null;
  } catch {
    return null;
  }
}

let tokens = kept();
let renewing: Promise<boolean> | null = null;

/** Who this is on this device; nobody for a guest. */
export const who = () => tokens?.person ?? '';
export const signedIn = () => tokens !== null;
export const accessToken = () => tokens?.access_token ?? '';

function take(told: Tokens | null) {
  tokens = told;
  try {
    if (told) localStorage.setItem(KEPT, JSON.stringify(told));
    else localStorage.removeItem(KEPT);
  } catch {
    // Kept for this visit only.
  }
}

/** What another window of this browser was given since; a key that it has used would end the session of both. */
function givenElsewhere(): boolean {
  const found = kept();
  if (!tokens || !found || found.refresh_token === tokens.refresh_token) return false;
  tokens = found;
  return Date.now() - (found.at ?? 0) < FRESH_MS;
}

/** Exchange a proof for keys; returns whether it was taken. Raises: TypeError: no connection, no answer. */
export async function enter(path: string, body: object): Promise<boolean> {
  const answer = await fetch(`/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  // A server that is busy or broken has not said that nobody is signed in.
  if (answer.status === 429 || answer.status >= 500) throw new TypeError(String(answer.status));
  if (!answer.ok) return false;
  const told = await answer.json();
  take({
    access_token: told.access_token,
    refresh_token: told.refresh_token,
    person: person() || String(told.user?.id ?? ''),
    at: Date.now(),
  });
  return true;
}

/** Sign in, or go on being signed in. Returns whether somebody is. Raises: TypeError: no connection, no answer. */
export function renew(): Promise<boolean> {
  renewing ??= (async () => {
    if (givenElsewhere()) return true;
    if (tokens && (await enter('refresh', { refresh_token: tokens.refresh_token }))) return true;
    take(null);
    return launch.data ? enter('telegram', { init_data: launch.data, shop: first.slug }) : false;
  })().finally(() => {
    renewing = null;
  });
  return renewing;
}

export const forget = () => take(null);

// Who is signed in: keys from Telegram's launch data, renewed before a person notices.
import { first } from './first';
import { launch } from './telegram/bridge';

interface Tokens {
  access_token: string;
  refresh_token: string;
  person: string;
}

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

/** Exchange a proof for keys; returns whether it was taken. Raises: TypeError: no connection. */
export async function enter(path: string, body: object): Promise<boolean> {
  const answer = await fetch(`/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) return false;
  const told = await answer.json();
  take({
    access_token: told.access_token,
    refresh_token: told.refresh_token,
    person: person() || String(told.user?.id ?? ''),
  });
  return true;
}

/** Sign in, or go on being signed in. Returns whether somebody is. Raises: TypeError: no connection. */
export function renew(): Promise<boolean> {
  renewing ??= (async () => {
    if (tokens && (await enter('refresh', { refresh_token: tokens.refresh_token }))) return true;
    take(null);
    return launch.data ? enter('telegram', { init_data: launch.data, shop: first.slug }) : false;
  })().finally(() => {
    renewing = null;
  });
  return renewing;
}

export const forget = () => take(null);

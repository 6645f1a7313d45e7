// Coming back from Telegram's login page: the ticket in the cookie becomes a session, and the address is clean again.
import { first } from './shared/first';
import { enter } from './shared/session';
import { type MoreKey, t } from './shared/words';
import { moreWords } from './speak';
import { dispatch, entered, say } from './store';

const SAID: Record<string, MoreKey> = { 'error-login-cancelled': 'logInCancelled' };

/** What the address says of a login, and the address without it; null: nothing. */
export function cameBack(search: string): { signed: boolean; problem: string; rest: string } | null {
  const told = new URLSearchParams(search);
  const [signed, problem] = [told.get('signed') === '1', told.get('sign_in_error') ?? ''];
  if (!signed && !problem) return null;
  told.delete('signed');
  told.delete('sign_in_error');
  return { signed, problem, rest: told.size ? `?${told}` : '' };
}

export async function finishLogin() {
  const back = cameBack(location.search);
  if (!back) return;
  history.replaceState(history.state, '', location.pathname + back.rest);
  const done = back.signed && (await enter('telegram-login/finish', { shop: first.slug }).catch(() => false));
  dispatch(entered(done));
  if (done) return;
  await moreWords();
  dispatch(say({ text: t(SAID[back.problem] ?? 'logInFailed'), bad: true }));
}

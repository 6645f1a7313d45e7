import { beforeEach, expect, test, vi } from 'vitest';

const TOKENS = { access_token: 'a2', refresh_token: 'r2', expires_in: 600, user: { id: '1' } };

beforeEach(() => vi.resetModules());

function answering(answer: (path: string, body: { refresh_token?: string }) => Response) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    asked.push(url.replace('/api/v1/auth/', ''));
    return answer(url, JSON.parse(body));
  });
  return asked;
}

const keep = (refresh: string, person = '') =>
  localStorage.setItem('manage-lighthouse', JSON.stringify({ refresh, person }));

test('many wishes at once renew once, and the new key is kept', async () => {
  keep('r1');
  const asked = answering(() => new Response(JSON.stringify(TOKENS)));
  const { accessToken, renew } = await import('@/shared/session');
  expect(await Promise.all([renew(), renew(), renew()])).toEqual(['in', 'in', 'in']);
  expect(asked).toEqual(['refresh']);
  expect(accessToken()).toBe('a2');
  expect(localStorage.getItem('manage-lighthouse')).toContain('r2');
  expect(localStorage.getItem('manage-lighthouse')).not.toContain('a2');
});

test('another tab’s newer key is used, never the one that is used up', async () => {
  keep('r1');
  const used: (string | undefined)[] = [];
  answering((_, body) => {
    used.push(body.refresh_token);
    return new Response(JSON.stringify(TOKENS));
  });
  const { renew } = await import('@/shared/session');
  await renew();
  keep('r3');
  await renew();
  expect(used).toEqual(['r1', 'r3']);
});

test('a session that was ended is forgotten; an API that is away ends nothing', async () => {
  keep('r1');
  answering(() => new Response('', { status: 503 }));
  const { renew } = await import('@/shared/session');
  expect(await renew()).toBe('offline');
  expect(localStorage.getItem('manage-lighthouse')).toContain('r1');
  answering(() => new Response(JSON.stringify({ code: 'error-not-signed-in' }), { status: 401 }));
  expect(await renew()).toBe('out');
  expect(localStorage.getItem('manage-lighthouse')).toBeNull();
});

test('somebody else’s key of the same device is not theirs', async () => {
  const data = new URLSearchParams({ user: JSON.stringify({ id: 42 }) }).toString();
  window.kept = (name) => (name === 'telegram-launch' ? JSON.stringify({ data, version: '9.1' }) : '');
  keep('r1', '41');
  const asked = answering(() => new Response(JSON.stringify(TOKENS)));
  const { renew } = await import('@/shared/session');
  expect(await renew()).toBe('in');
  expect(asked).toEqual(['telegram']);
  window.kept = () => '';
});

import { expect, test } from 'vitest';
import { leadsTo } from '../src/pages/Home';
import { deviceOf } from '../src/pages/Profile';
import { returnSteps, worthOf } from '../src/pages/Returns';
import { loginAt } from '../src/pages/SignIn';
import { beside } from '../src/pages/Stories';
import { cameBack } from '../src/signed';
import type { Order } from '../src/types';
import { mapOf } from '../src/ui/OnMap';
import { linkTo } from '../src/ui/Share';

test('a block leads where deep links do, or nowhere', () => {
  expect(leadsTo('p_1wk')).toBe('/s/tea/p/1wk');
  expect(leadsTo('c_1wk')).toBe('/s/tea/c/1wk');
  expect(leadsTo('')).toBeUndefined();
});

test('a device is called as people call it', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
  expect(deviceOf(chrome)).toBe('Chrome, Linux');
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari, iPhone',
  );
  expect(deviceOf('Phone of Anna')).toBe('Phone of Anna');
});

test('stories follow each other and end', () => {
  expect(beside(['a', 'b'], 'a', 1)).toBe('b');
  expect(beside(['a', 'b'], 'b', 1)).toBeUndefined();
  expect(beside(['a', 'b'], 'a', -1)).toBeUndefined();
});

test('a return shows what was and, while it goes on, what comes', () => {
  const step = (event: string, hour = 10) => ({ at: `2026-11-23T${hour}:00:00Z`, event });
  const open = returnSteps({ state: 'approved', timeline: [step('ask'), step('approve')] });
  expect(open.map((one) => [one.key, one.at !== null])).toEqual([
    ['returnAskedAt', true],
    ['returnApproved', true],
    ['returnSent', false],
    ['returnReceived', false],
    ['returnClosed', false],
  ]);
  const over = returnSteps({ state: 'cancelled', timeline: [step('ask'), step('cancel')] });
  expect(over.map((one) => one.key)).toEqual(['returnAskedAt', 'returnCancelled']);
  const twice = returnSteps({
    state: 'closed',
    timeline: [step('ask'), step('receive'), step('receive', 12), step('agree'), step('close')],
  });
  expect(twice.map((one) => one.key)).toEqual(['returnAskedAt', 'returnReceived', 'returnClosed']);
  expect(twice[1]?.at).toContain('T12');
});

test('pieces are worth what was paid for them', () => {
  const line = (position: number, quantity: number, amount: number) => ({
    position,
    quantity,
    total: { amount, currency: 'RUB' },
  });
  const lines = [line(1, 3, 1000), line(2, 1, 500)] as unknown as Order['lines'];
  expect(worthOf(lines, {})).toBe(0);
  expect(worthOf(lines, { 1: 2, 2: 1 })).toBe(666 + 500);
});

test('what the address says of a login is read, and goes from the address', () => {
  expect(cameBack('?signed=1&q=tea')).toEqual({ signed: true, problem: '', rest: '?q=tea' });
  expect(cameBack('?sign_in_error=error-login-cancelled')).toEqual({
    signed: false,
    problem: 'error-login-cancelled',
    rest: '',
  });
  expect(cameBack('?q=tea')).toBeNull();
});

test('a login comes back to the page it began on', () => {
  const to = new URL(loginAt('/p/1', '?a=1'), location.origin);
  expect(to.pathname).toBe('/api/v1/auth/telegram-login');
  expect(Object.fromEntries(to.searchParams)).toEqual({ shop: 'tea', back: '/s/tea/p/1?a=1' });
  expect(new URL(loginAt('/', ''), location.origin).searchParams.get('back')).toBe('/s/tea');
});

test('links for others open Telegram where the shop has a bot', () => {
  expect(linkTo('tea_bot', 'p_1', '/p/1')).toBe('https://t.me/tea_bot?startapp=p_1');
  expect(linkTo(null, 'p_1', '/p/1')).toBe(`${location.origin}/s/tea/p/1`);
  expect(mapOf('Тверская, 1')).toContain('query=%D0%A2');
});

import { expect, test } from 'vitest';
import { amountOfDraft, askedOf } from '@/features/orders/refund';
import { receptions } from '@/features/returns/questions';
import { deviceOf } from '@/features/sessions/sessions';
import { words as english } from '@/shared/words/en';
import { words as russian } from '@/shared/words/ru';
import { amountOf, type Key, learn, money, named, plural, t, typedOf } from '@/shared/words/words';

const parts = (told: string) => [...told.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

test('both languages have the same words with the same values', () => {
  expect(Object.keys(english)).toEqual(Object.keys(russian));
  for (const key of Object.keys(russian) as Key[]) {
    expect(parts(english[key]), key).toEqual(parts(russian[key]));
    const forms = russian[key].split('|').length;
    expect([1, 3], key).toContain(forms);
    expect(english[key].split('|').length, key).toBe(forms === 3 ? 2 : 1);
  }
});

test('plurals follow the language', async () => {
  await learn('ru');
  expect([1, 2, 5, 21].map((count) => plural('waits', count))).toEqual([
    'Ждёт 1 дело',
    'Ждут 2 дела',
    'Ждёт 5 дел',
    'Ждёт 21 дело',
  ]);
  expect(money({ amount: 1990_00, currency: 'RUB' })).toBe('1\u00a0990\u00a0₽');
  await learn('en');
  expect(plural('waits', 1)).toBe('1 thing waits for you');
  expect(money({ amount: 19_90, currency: 'USD' })).toBe('$19.90');
  expect(money({ amount: 250, currency: 'XTR' })).toBe('250\u00a0⭐');
});

test('a code that this release does not know stays as it is', () => {
  expect(named('status', 'teleported')).toBe('teleported');
  expect(t('orderNumber', { number: 7 })).toBe('Order 7');
});

test('amounts are read as people type them', () => {
  expect(amountOf('1 990', 'RUB')).toBe(1990_00);
  expect(amountOf('449,50', 'RUB')).toBe(449_50);
  expect(amountOf('12', 'XTR')).toBe(12);
  for (const typed of ['', '-5', '1.999', 'abc', '1e3', '12.5.1'])
    expect(amountOf(typed, 'RUB'), typed).toBeNull();
  expect(amountOf('1.5', 'XTR')).toBeNull();
  expect(typedOf({ amount: 449_50, currency: 'RUB' })).toBe('449.50');
});

test('a refund asks for what was picked, and never for more than is left', () => {
  const rub = (amount: number) => ({ amount, currency: 'RUB' });
  const line = { position: 1, title: '', options: '', quantity: 3, amount: rub(1000_00), in_return: 0 };
  const left = { left: rub(1300_00), delivery: rub(300_00), gone: true, lines: [line] };
  const draft = {
    way: 'lines' as const,
    picked: {},
    delivery: false,
    typed: '',
    verdict: 'keep' as const,
    reason: 'late',
  };
  expect(askedOf(draft, left)).toBeNull();
  expect(amountOfDraft({ ...draft, picked: { 1: 2 } }, left)).toBe(666_66);
  expect(askedOf({ ...draft, way: 'sum', typed: '1300,01' }, left)).toBeNull();
  expect(askedOf({ ...draft, way: 'sum', typed: '1300' }, left)).toEqual({ reason: 'late', amount: 1300_00 });
  expect(askedOf({ ...draft, way: 'all', verdict: 'restock' }, left)).toEqual({
    reason: 'late',
    verdict: 'restock',
  });
});

test('goods arrive only in ways that fit their number', () => {
  expect(receptions(2, 2)).toEqual(['received']);
  expect(receptions(1, 2)).toEqual(['short', 'wrong_item']);
  expect(receptions(0, 2)).toEqual(['lost', 'wrong_item']);
});

test('a device is called by what it says', () => {
  expect(
    deviceOf('Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/126 Mobile Telegram-Android/11.2'),
  ).toBe('Telegram, Android');
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36')).toBe(
    'Chrome, Linux',
  );
  expect(deviceOf('curl/8')).toBe('curl/8');
});

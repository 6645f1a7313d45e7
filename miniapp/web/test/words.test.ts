import { expect, test } from 'vitest';
import { learn, money, plural, speak, t } from '../src/shared/words';
import { words as en } from '../src/words/en';
import { words as moreEn } from '../src/words/more.en';
import { words as moreRu } from '../src/words/more.ru';
import { words as ru } from '../src/words/ru';

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]).sort();

test.each([
  ['first', ru, en],
  ['more', moreRu, moreEn],
])('both languages have the same %s words with the same values', (_, one, other) => {
  expect(Object.keys(one).sort()).toEqual(Object.keys(other).sort());
  for (const [key, text] of Object.entries(one))
    expect(names(text), key).toEqual(names((other as Record<string, string>)[key]!));
});

test('every plural has all forms of its language', () => {
  for (const [key, text] of Object.entries(moreRu)) {
    if (!text.includes('|')) continue;
    expect(text.split('|'), key).toHaveLength(3);
    expect((moreEn as Record<string, string>)[key]!.split('|'), key).toHaveLength(2);
  }
});

test('numbers take the form that people say', () => {
  speak('ru', ru);
  learn(moreRu);
  expect([1, 2, 5, 11, 21, 104].map((count) => plural('reviewsCount', count))).toEqual([
    '1 отзыв',
    '2 отзыва',
    '5 отзывов',
    '11 отзывов',
    '21 отзыв',
    '104 отзыва',
  ]);
  expect(t('toCart', { sum: '5' })).toBe('Корзина · 5');
  speak('en', en);
  learn(moreEn);
  expect([1, 2].map((count) => plural('reviewsCount', count))).toEqual(['1 review', '2 reviews']);
});

test('money is written as in the chat', () => {
  speak('ru', ru);
  expect(money({ amount: 199000, currency: 'RUB' })).toBe('1\u00a0990\u00a0₽');
  expect(money({ amount: 199050, currency: 'RUB' })).toBe('1\u00a0990,50\u00a0₽');
  expect(money({ amount: 250, currency: 'XTR' })).toBe('250\u00a0⭐');
  speak('en', en);
  expect(money({ amount: 1990, currency: 'USD' })).toBe('$19.90');
  expect(money({ amount: -1000, currency: 'USD' })).toBe('−$10');
});

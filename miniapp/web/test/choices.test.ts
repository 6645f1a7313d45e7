import { expect, test } from 'vitest';
import { onlyChoices } from '../src/pages/Checkout';
import { filtersOf, leavesOf, marksOf } from '../src/pages/List';
import { stepsOf } from '../src/pages/Orders';
import { chosenOf } from '../src/pages/Product';
import type { Checkout, Variant } from '../src/types';

const variant = (id: string, options: Record<string, string>, available = 1) =>
  ({ id, options, available }) as unknown as Variant;

test('the chosen variant has all that was chosen, else the nearest in stock', () => {
  const all = [
    variant('a', { colour: 'red', size: 's' }, 0),
    variant('b', { colour: 'red', size: 'm' }),
    variant('c', { colour: 'blue', size: 's' }),
  ];
  expect(chosenOf(all, {})?.id).toBe('b');
  expect(chosenOf(all, { colour: 'red', size: 's' })?.id).toBe('a');
  expect(chosenOf(all, { colour: 'blue', size: 'm' })?.id).toBe('b');
  expect(chosenOf([], {})).toBeUndefined();
});

test('only filters that are known go to the API', () => {
  expect(filtersOf(new URLSearchParams('q=tea&sort=cheap&in_stock=true&low=&evil=1'))).toBe(
    '&sort=cheap&in_stock=true',
  );
});

test('marks are read one by one, never across two', () => {
  expect(marksOf('abcdef')).toEqual(['abc', 'def']);
  expect(marksOf('')).toEqual([]);
});

test('a department ends in the shelves that have goods', () => {
  const shelf = (id: string, parent: string | null) => ({ id, parent, title: id, emoji: '', picture: null });
  const all = [shelf('a', null), shelf('b', 'a'), shelf('c', 'b'), shelf('d', 'a')];
  expect(leavesOf(all, 'a').map((one) => one.id)).toEqual(['c', 'd']);
});

test('what there is only one of is not asked', () => {
  const told = (more: Partial<Checkout>) =>
    ({ delivery: null, payment: null, deliveries: [], payments: [], ...more }) as unknown as Checkout;
  const one = {
    deliveries: [{ id: 'd' }],
    payments: [{ code: 'cash', title: '' }],
  } as unknown as Partial<Checkout>;
  expect(onlyChoices(told(one))).toEqual({ delivery: 'd', payment: 'cash' });
  expect(onlyChoices(told({ ...one, delivery: 'd', payment: 'cash' }))).toEqual({});
  expect(onlyChoices(told({}))).toEqual({});
});

test('the timeline shows what was and, while it goes on, what comes', () => {
  const at = '2026-11-23T10:00:00Z';
  const step = (status: string | null) => ({ at, event: 'x', status });
  const confirmed = stepsOf({
    status: 'confirmed',
    timeline: [step('awaiting_payment'), step(null), step('confirmed')],
  });
  expect(confirmed.map((one) => [one.key, one.at !== null])).toEqual([
    ['stepPlaced', true],
    ['stepConfirmed', true],
    ['stepFulfilling', false],
    ['stepDelivered', false],
  ]);
  const cancelled = stepsOf({ status: 'cancelled', timeline: [step('awaiting_payment'), step('cancelled')] });
  expect(cancelled.map((one) => one.key)).toEqual(['stepPlaced', 'stepCancelled']);
});

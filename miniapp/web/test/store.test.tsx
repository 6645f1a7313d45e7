import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refused, read } from '../src/shared/api';
import { speak } from '../src/shared/words';
import { aged, cartSettled, cartTold, load, pieces, quantityOf, store, want } from '../src/store';
import type { Card, Cart } from '../src/types';
import { Tile } from '../src/ui/Goods';
import { words as ru } from '../src/words/ru';

const asked = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(status === 304 ? null : JSON.stringify(body), { status, headers });
const cartOf = (quantity: number) =>
  ({
    id: 'c',
    currency: 'RUB',
    pieces: quantity,
    totals: null,
    lines: [{ variant: 'v', quantity }],
  }) as unknown as Cart;
const card = {
  id: 'p',
  title: 'Чай',
  price: { amount: 50000, currency: 'RUB' },
  price_to: null,
  old_price: null,
  available: 3,
  variant: 'v',
  picture: null,
  reviews: 0,
  rating: null,
  liked: false,
} as Card;

beforeEach(() => {
  speak('ru', ru);
  asked.mockReset();
  vi.stubGlobal('fetch', asked);
  store.dispatch(cartTold({ ...cartOf(0), lines: [] }));
});
afterEach(cleanup);

test('an answer is asked for with its tag, and stays when nothing has changed', async () => {
  asked.mockResolvedValueOnce(json({ items: [1] }, 200, { ETag: '"x"' }));
  await load('/categories');
  asked.mockResolvedValueOnce(json(null, 304));
  store.dispatch(aged('/cat'));
  expect(store.getState().answers['/categories']?.stale).toBe(true);
  await load('/categories');
  expect((asked.mock.calls[1]![1].headers as Record<string, string>)['If-None-Match']).toBe('"x"');
  expect(store.getState().answers['/categories']).toMatchObject({ data: { items: [1] }, guest: false });
  expect(store.getState().answers['/categories']?.stale).toBeFalsy();
});

test('a tap is shown at once and many taps are one change', async () => {
  asked.mockResolvedValue(json(cartOf(3)));
  want('v', 1);
  want('v', 2);
  want('v', 3);
  expect(quantityOf(store.getState(), 'v')).toBe(3);
  expect(asked).not.toHaveBeenCalled();
  await cartSettled();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked.mock.calls[0]![0]).toBe('/api/v1/shops/tea/cart/items/v');
  expect(JSON.parse(String(asked.mock.calls[0]![1].body))).toEqual({ quantity: 3 });
  expect(store.getState().cart.wanted).toEqual({});
  expect(pieces(store.getState())).toBe(3);
});

test('without a connection the wish is kept, and sent when there is one', async () => {
  asked.mockRejectedValueOnce(new TypeError('no network'));
  want('v', 2);
  await cartSettled();
  expect(store.getState().cart.wanted).toEqual({ v: 2 });
  asked.mockResolvedValueOnce(json(cartOf(2)));
  await cartSettled();
  expect(store.getState().cart.wanted).toEqual({});
});

test('what the shop refuses is said in its words, and the wish is gone', async () => {
  asked.mockResolvedValue(json({ code: 'error-sold-out', title: 'Уже разобрали' }, 409));
  want('v', 9);
  await cartSettled();
  expect(store.getState().page.said).toEqual({ text: 'Уже разобрали', bad: true });
  expect(quantityOf(store.getState(), 'v')).toBe(0);
});

test('keys that ran out are renewed once, and the question is asked again', async () => {
  asked
    .mockResolvedValueOnce(json({ code: 'error-not-signed-in', title: '' }, 401))
    .mockResolvedValueOnce(json({ access_token: 'new', refresh_token: 'r2', expires_in: 600 }))
    .mockResolvedValueOnce(json({ ok: true }));
  expect(await read('~/me')).toEqual({ ok: true });
  expect(asked.mock.calls.map((one) => one[0])).toEqual([
    '/api/v1/me?shop=tea',
    '/api/v1/auth/refresh',
    '/api/v1/me?shop=tea',
  ]);
  expect((asked.mock.calls[2]![1].headers as Record<string, string>).Authorization).toBe('Bearer new');
});

test('a refusal carries its code', async () => {
  asked.mockResolvedValueOnce(json({ code: 'error-not-found', title: 'Нет' }, 404));
  await expect(read('/products/x')).rejects.toMatchObject(new Refused(404, 'error-not-found', 'Нет'));
});

test('a card is put into the cart without opening it', async () => {
  asked.mockResolvedValue(json(cartOf(1)));
  render(<Tile card={card} />);
  fireEvent.click(screen.getByRole('button', { name: 'В корзину: Чай' }));
  expect(await screen.findByText('1')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Меньше: Чай' })).toBeTruthy();
  await cartSettled();
  expect(pieces(store.getState())).toBe(1);
});

test('a card says what is sold out, and leads to where one chooses', () => {
  const { rerender } = render(<Tile card={{ ...card, available: 0 }} />);
  expect(screen.getByText('Нет в наличии')).toBeTruthy();
  rerender(<Tile card={{ ...card, variant: null, price_to: { amount: 90000, currency: 'RUB' } }} />);
  expect(screen.getByText('от 500 ₽')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Выбрать вариант: Чай' }).getAttribute('href')).toBe('/s/tea/p/p');
});

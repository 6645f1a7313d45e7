import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Products } from '@/features/products/products';
import type { StaffProduct } from '@/shared/api/schema';
import { answering, OWNER, show } from './house';

function goods(onHand: number): StaffProduct {
  return {
    id: '1',
    title: 'Green tea',
    kind: 'goods',
    status: 'active',
    picture: null,
    variants: [
      {
        sku: 'TEA/1',
        options: '',
        price: { amount: 500_00, currency: 'RUB' },
        old_price: null,
        on_hand: onHand,
        held: 2,
        available: onHand - 2,
        low: onHand < 6,
        hidden: false,
      },
    ],
  };
}

test('pieces are taken away with a reason, never below what orders hold', async () => {
  let onHand = 8;
  const sent = answering(({ method, body }) => {
    if (method === 'PUT') onHand += (body as { quantity: number }).quantity;
    return [200, method === 'PUT' ? {} : { items: [goods(onHand)], next: null }];
  });
  show(<Products />);
  fireEvent.click(await screen.findByRole('button', { name: 'Stock of TEA/1: 8. Change' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Take away' }));
  const field = within(dialog).getByLabelText('How many');
  fireEvent.change(field, { target: { value: '7' } });
  expect(within(dialog).getByText('Not less than 2: orders hold so many')).toBeTruthy();
  expect((within(dialog).getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(field, { target: { value: '3' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'broken' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await screen.findByText('low');
  const put = sent.find(({ method }) => method === 'PUT');
  expect(put?.path).toBe('manage/shops/lighthouse/stock/TEA%2F1');
  expect(put?.body).toEqual({ quantity: -3, relative: true, reason: 'broken' });
});

test('a shop without goods is told how they come', async () => {
  answering(() => [200, { items: [], next: null }]);
  show(<Products />);
  await screen.findByText('No products yet');
});

test('who only looks changes nothing', async () => {
  answering(() => [200, { items: [goods(8)], next: null }]);
  show(<Products />, { ...OWNER, permissions: ['see_stock'] });
  await screen.findByText('Green tea');
  expect(screen.queryByRole('switch')).toBeNull();
  expect(screen.queryByRole('button', { name: /TEA/ })).toBeNull();
});

test('where nobody answers it can be tried again', async () => {
  let there = false;
  answering(() => (there ? [200, { items: [goods(8)], next: null }] : 'nobody'));
  show(<Products />);
  await screen.findByText('You are offline');
  there = true;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Green tea');
});

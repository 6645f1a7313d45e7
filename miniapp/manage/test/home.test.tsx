import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Home } from '@/features/home/home';
import { answering, OWNER, show } from './house';

const NOTHING = {
  accept: 0,
  pack: 0,
  ship: 0,
  deliver: 0,
  held: 0,
  refunds: 0,
  returns_to_decide: 0,
  returns_under_way: 0,
};

test('what waits is counted and led to', async () => {
  const note = {
    id: '7',
    amount: { amount: 900_00, currency: 'RUB' },
    reason: 'late',
    requested_by: 'Oleg',
    mine: false,
    order: '9',
    number: 17,
    customer: 'Tom',
    created_at: '2026-11-20T10:00:00Z',
  };
  answering(({ path }) => {
    if (path.endsWith('/waiting')) return [200, { ...NOTHING, returns_to_decide: 2, refunds: 1 }];
    if (path.endsWith('/refunds')) return [200, { items: [note] }];
    return [200, { items: [] }];
  });
  show(<Home />);
  await screen.findByText('3 things wait for you');
  const tile = screen.getByRole('link', { name: /returns to decide/ });
  expect(tile.getAttribute('href')).toContain('/returns?shop=lighthouse&state=requested');
  await screen.findByText(/Asked for by Oleg/);
  expect(screen.getByRole('button', { name: 'Approve' })).toBeTruthy();
});

test('a calm day is said to be one', async () => {
  answering(({ path }) => [200, path.endsWith('/waiting') ? NOTHING : { items: [] }]);
  show(<Home />);
  await screen.findByText('Calm sea');
});

test('a courier is led to the chat', () => {
  const sent = answering(() => [403, {}]);
  show(<Home />, { ...OWNER, role: 'courier', permissions: ['deliver_own'] });
  expect(screen.getByText('Your work is in the chat')).toBeTruthy();
  expect(sent).toHaveLength(0);
});

import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Order } from '@/features/orders/order';
import type { Money, StaffOrder } from '@/shared/api/schema';
import { answering, show } from './house';

const rub = (amount: number): Money => ({ amount, currency: 'RUB' });

function card(status: string, steps: string[]): StaffOrder {
  return {
    order: {
      id: '1wjyq6s09khs',
      number: 1042,
      status,
      status_text: status,
      shipment: 'planned',
      placed_at: '2026-11-20T10:00:00Z',
      pay_until: null,
      lines: [
        {
          position: 1,
          variant: '1',
          sku: 'TEA',
          title: 'Green tea',
          options: '',
          price: rub(500_00),
          quantity: 2,
          total: rub(1000_00),
          refunded: 0,
        },
      ],
      goods: rub(1000_00),
      delivery: rub(300_00),
      discount: rub(0),
      tax: rub(0),
      gift: rub(0),
      points: rub(0),
      total: rub(1300_00),
      owed: rub(0),
      delivery_title: 'Courier',
      address: '12 Fontanka Embankment',
      phone: null,
      comment: null,
      gift_note: null,
      payment: null,
      tracking: null,
      timeline: [],
      refunds: [],
      can_pay: false,
      can_cancel: false,
      can_return: false,
      can_review: false,
      returns: [],
    },
    customer: { name: 'Tom', username: 'tom', phone: '+442079460958' },
    notes: [],
    steps,
    paid: rub(1300_00),
    delivery_kind: 'courier',
    courier: null,
    reason: null,
    held: [],
    test_money: false,
    refunds: [],
    journal: [{ at: '2026-11-20T10:00:00Z', event: 'place', status, who: 'Tom', reason: null }],
    // What the card does not show is left out.
  } as unknown as StaffOrder;
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('a card shows what was agreed and only the steps that can be taken', async () => {
  answering(() => [200, card('confirmed', ['pack', 'cancel'])]);
  show(<Order />);
  await screen.findByRole('heading', { name: 'Order 1042' });
  expect(screen.getByText('1,300 ₽')).toBeTruthy();
  expect(screen.getByRole('link', { name: '@tom' }).getAttribute('href')).toBe('https://t.me/tom');
  expect(screen.getByRole('button', { name: 'Packed' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Refund' })).toBeNull();
});

test('a step is taken once, with a key, and the card follows', async () => {
  let status = 'confirmed';
  const sent = answering(({ method }) => {
    if (method === 'POST') status = 'fulfilling';
    return [200, card(status, status === 'confirmed' ? ['pack'] : ['ship'])];
  });
  show(<Order />);
  await screen.findByRole('button', { name: 'Packed' });
  press('Packed');
  await screen.findByRole('button', { name: 'Ship' });
  await screen.findByText('Noted: packed');
  const [step] = sent.filter(({ method }) => method === 'POST');
  expect(step?.path).toBe('manage/shops/lighthouse/orders/1wjyq6s09khs/pack');
  expect(step?.key).toBeTruthy();
});

test('what somebody changed meanwhile is said, and loaded anew', async () => {
  let asked = 0;
  answering(({ method }) => {
    if (method === 'POST')
      return [409, { code: 'error-wrong-state', title: 'Order 1042 is past that step.' }];
    asked += 1;
    return [200, asked === 1 ? card('confirmed', ['pack']) : card('cancelled', [])];
  });
  show(<Order />);
  await screen.findByRole('button', { name: 'Packed' });
  press('Packed');
  await screen.findByText(/It has changed while you were looking.*past that step/);
  await screen.findByText('The order is cancelled.');
});

test('a wish without an answer is sent again with the same key', async () => {
  let tries = 0;
  const sent = answering(({ method }) => {
    if (method !== 'POST') return [200, card('confirmed', ['pack'])];
    tries += 1;
    return tries === 1 ? 'nobody' : [200, card('fulfilling', ['ship'])];
  });
  show(<Order />);
  await screen.findByRole('button', { name: 'Packed' });
  press('Packed');
  await screen.findByText('You are offline. Check the connection and try again.');
  press('Packed');
  await screen.findByRole('button', { name: 'Ship' });
  const keys = sent.filter(({ method }) => method === 'POST').map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test('money goes back after the second factor, and the wish goes on by itself', async () => {
  let proven = false;
  const left = {
    left: rub(1300_00),
    delivery: rub(300_00),
    gone: true,
    lines: [
      { position: 1, title: 'Green tea', options: '', quantity: 2, amount: rub(1000_00), in_return: 0 },
    ],
  };
  const sent = answering(({ path, method }) => {
    if (path === 'auth/second-factor') return [200, { enrolled: true, backup_codes_left: 8 }];
    if (path === 'auth/step-up') {
      proven = true;
      return [204, null];
    }
    if (path.startsWith('shops/')) return [200, { slug: 'lighthouse', bot: 'mayak_bot' }];
    if (path.endsWith('/refundable'))
      return proven ? [200, left] : [403, { code: 'error-step-up', title: 'Code' }];
    if (method === 'POST') return [200, { note: '1', state: 'approved', amount: rub(800_00) }];
    return [200, card('delivered', ['refund'])];
  });
  show(<Order />);
  await screen.findByRole('button', { name: 'Refund' });
  press('Refund');
  fireEvent.change(await screen.findByLabelText('Code'), { target: { value: '123456' } });
  press('Confirm');
  const dialog = await screen.findByRole('dialog', { name: 'Refund' });
  fireEvent.click(await within(dialog).findByRole('button', { name: 'More' }));
  fireEvent.click(within(dialog).getByLabelText(/And the delivery/));
  press('Refund 800\u00a0₽');
  await screen.findByText('800 ₽ is on its way back');
  expect(sent.find(({ path }) => path.endsWith('/refunds'))?.body).toEqual({
    reason: 'defect',
    lines: [{ position: 1, quantity: 1, verdict: 'keep' }],
    with_delivery: true,
  });
});

test('without a second factor it is said how to come by one', async () => {
  answering(({ path }) => {
    if (path === 'auth/second-factor') return [200, { enrolled: false, backup_codes_left: 0 }];
    if (path.startsWith('shops/')) return [200, { slug: 'lighthouse', bot: 'mayak_bot' }];
    if (path.endsWith('/refundable')) return [403, { code: 'error-step-up', title: 'A code comes first.' }];
    return [200, card('delivered', ['refund'])];
  });
  show(<Order />);
  await screen.findByRole('button', { name: 'Refund' });
  press('Refund');
  await screen.findByText(/Send \/mfa to the bot/);
});

test('who may not look at orders is told so kindly', async () => {
  answering(() => [403, { code: 'error-forbidden', title: 'No.' }]);
  const { OWNER } = await import('./house');
  show(<Order />, { ...OWNER, permissions: [] });
  await screen.findByText('This section is not part of your role');
});

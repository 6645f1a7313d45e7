import { beforeAll, expect, test, vi } from 'vitest';

const posted: [string, Record<string, unknown>][] = [];
const receive = (event: string, data: unknown) =>
  (
    window as unknown as { Telegram: { WebView: { receiveEvent(e: string, d: unknown): void } } }
  ).Telegram.WebView.receiveEvent(event, data);
let bridge: typeof import('../src/shared/telegram/bridge');
let actions: typeof import('../src/shared/telegram/actions');

beforeAll(async () => {
  vi.stubGlobal('TelegramWebviewProxy', {
    postEvent: (event: string, data: string) => posted.push([event, JSON.parse(data)]),
  });
  const data = new URLSearchParams({ user: '{"id":1}', start_param: 'p_1', hash: 'x' }).toString();
  location.hash = `#${new URLSearchParams({ tgWebAppData: data, tgWebAppVersion: '7.10' })}`;
  bridge = await import('../src/shared/telegram/bridge');
  actions = await import('../src/shared/telegram/actions');
  bridge.meet();
});

test('launch data is taken from the address, and does not stay in it', () => {
  expect(bridge.launch).toMatchObject({ version: '7.10', start: 'p_1' });
  expect(bridge.inTelegram).toBe(true);
  expect(location.hash).toBe('');
  expect(posted.map(([event]) => event)).toContain('web_app_ready');
});

test('versions are compared as numbers', () => {
  expect([bridge.since('7.9'), bridge.since('7.10'), bridge.since('8.0')]).toEqual([true, true, false]);
});

test('an invoice ends with its own event only', async () => {
  const ended = actions.openInvoice('https://t.me/$abc-1');
  expect(posted.at(-1)).toEqual(['web_app_open_invoice', { slug: 'abc-1' }]);
  receive('invoice_closed', { slug: 'other', status: 'failed' });
  receive('invoice_closed', { slug: 'abc-1', status: 'paid' });
  expect(await ended).toBe('paid');
});

test('a shared phone is read from what Telegram hands over', async () => {
  const phone = actions.requestPhone();
  receive('phone_requested', { status: 'sent' });
  await vi.waitFor(() => expect(posted.at(-1)?.[0]).toBe('web_app_invoke_custom_method'));
  const contact = new URLSearchParams({ contact: '{"phone_number":"79123456789"}' }).toString();
  receive('custom_method_invoked', { req_id: posted.at(-1)?.[1].req_id, result: contact });
  expect(await phone).toBe('+79123456789');
  const refused = actions.requestPhone();
  receive('phone_requested', { status: 'cancelled' });
  expect(await refused).toBe('');
});

test('back is heard by what lies on top alone', () => {
  const [page, sheet] = [vi.fn(), vi.fn()];
  const stop = [bridge.on('back_button_pressed', page), bridge.on('back_button_pressed', sheet)];
  receive('back_button_pressed', null);
  expect([page.mock.calls.length, sheet.mock.calls.length]).toEqual([0, 1]);
  stop[1]!();
  receive('back_button_pressed', null);
  expect([page.mock.calls.length, sheet.mock.calls.length]).toEqual([1, 1]);
  stop[0]!();
});

import { beforeAll, expect, test, vi } from 'vitest';

const posted: string[] = [];
let actions: typeof import('../src/shared/telegram/actions');

beforeAll(async () => {
  vi.stubGlobal('TelegramWebviewProxy', { postEvent: (event: string) => posted.push(event) });
  const launch = new URLSearchParams({
    tgWebAppData: new URLSearchParams({ user: '{"id":1}' }).toString(),
    tgWebAppVersion: '6.0',
    tgWebAppPlatform: 'android',
  });
  location.hash = `#${launch}`;
  await import('../src/shared/telegram/bridge');
  actions = await import('../src/shared/telegram/actions');
});

test('what an old client does not know is not asked of it, and nobody waits for it', async () => {
  expect(await actions.canAddToHomeScreen()).toBe(false);
  expect(actions.canShareToStory()).toBe(false);
  expect(actions.canFillScreen()).toBe(false);
  expect(actions.canLocate()).toBe(false);
  expect(actions.canRequestPhone()).toBe(false);
  actions.fullScreen()();
  actions.offerSettings(() => {})();
  actions.guardClosing(true);
  expect(posted).toEqual([]);
});

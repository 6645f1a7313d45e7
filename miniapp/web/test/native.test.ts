import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

const posted: [string, Record<string, unknown>][] = [];
const answers: Record<string, [string, Record<string, unknown>]> = {};
const tell = (event: string, data: unknown) =>
  (
    window as unknown as { Telegram: { WebView: { receiveEvent(e: string, d: unknown): void } } }
  ).Telegram.WebView.receiveEvent(event, data);
let actions: typeof import('../src/shared/telegram/actions');

beforeAll(async () => {
  vi.stubGlobal('TelegramWebviewProxy', {
    postEvent(event: string, data: string) {
      posted.push([event, JSON.parse(data)]);
      const answer = answers[event];
      if (answer) queueMicrotask(() => tell(...answer));
    },
  });
  const launch = new URLSearchParams({
    tgWebAppData: new URLSearchParams({ user: '{"id":1}' }).toString(),
    tgWebAppVersion: '9.1',
    tgWebAppPlatform: 'ios',
  });
  location.hash = `#${launch}`;
  (await import('../src/shared/telegram/bridge')).meet();
  actions = await import('../src/shared/telegram/actions');
});

beforeEach(() => {
  posted.length = 0;
  for (const event of Object.keys(answers)) delete answers[event];
});

const names = () => posted.map(([event]) => event);

test('sharing opens a chat of one’s choice, or a story with the picture', () => {
  actions.shareToChat('https://t.me/tea_bot?startapp=p_1', 'Зелёный чай');
  expect(posted[0]).toEqual([
    'web_app_open_tg_link',
    {
      path_full:
        '/share/url?url=https%3A%2F%2Ft.me%2Ftea_bot%3Fstartapp%3Dp_1&text=%D0%97%D0%B5%D0%BB%D1%91%D0%BD%D1%8B%D0%B9+%D1%87%D0%B0%D0%B9',
    },
  ]);
  expect(actions.canShareToStory()).toBe(true);
  actions.shareToStory('https://shop.example/pictures/tea/1/large.jpg', 'Чай');
  expect(posted[1]).toEqual([
    'web_app_share_to_story',
    { media_url: 'https://shop.example/pictures/tea/1/large.jpg', text: 'Чай' },
  ]);
});

test('a shortcut is offered only where there is none yet', async () => {
  answers.web_app_check_home_screen = ['home_screen_checked', { status: 'added' }];
  expect(await actions.canAddToHomeScreen()).toBe(false);
  answers.web_app_check_home_screen = ['home_screen_checked', { status: 'missed' }];
  expect(await actions.canAddToHomeScreen()).toBe(true);
  answers.web_app_add_to_home_screen = ['home_screen_failed', { error: 'UNSUPPORTED' }];
  expect(await actions.addToHomeScreen()).toBe(false);
  answers.web_app_add_to_home_screen = ['home_screen_added', {}];
  expect(await actions.addToHomeScreen()).toBe(true);
});

test('the whole screen is given back, unless somebody wants to keep it', () => {
  actions.fullScreen()();
  expect(names()).toEqual(['web_app_request_fullscreen', 'web_app_exit_fullscreen']);
  actions.keepFullScreen(true);
  expect(actions.wantsFullScreen()).toBe(true);
  actions.fullScreen()();
  expect(names().slice(2)).toEqual(['web_app_request_fullscreen']);
  actions.keepFullScreen(false);
  expect(actions.wantsFullScreen()).toBe(false);
});

test('a place is shared only by who wants to', async () => {
  answers.web_app_check_location = ['location_checked', { available: false }];
  expect(await actions.locate()).toBeNull();
  answers.web_app_check_location = [
    'location_checked',
    { available: true, access_requested: true, access_granted: false },
  ];
  expect(await actions.locate()).toBeNull();
  expect(names()).toContain('web_app_open_location_settings');
  answers.web_app_check_location = ['location_checked', { available: true, access_requested: false }];
  answers.web_app_request_location = [
    'location_requested',
    { available: true, latitude: 55.75, longitude: 37.61 },
  ];
  expect(await actions.locate()).toEqual({ latitude: 55.75, longitude: 37.61 });
  answers.web_app_request_location = ['location_requested', { available: false }];
  expect(await actions.locate()).toBeNull();
});

test('the entry in Telegram’s menu leads somewhere', () => {
  const open = vi.fn();
  const stop = actions.offerSettings(open);
  expect(posted[0]).toEqual(['web_app_setup_settings_button', { is_visible: true }]);
  tell('settings_button_pressed', {});
  stop();
  tell('settings_button_pressed', {});
  expect(open).toHaveBeenCalledTimes(1);
});

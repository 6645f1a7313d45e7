// The bridge to Telegram's clients: a web view's proxy, the page around an iframe, or nobody (a plain browser).
type Data = Record<string, unknown>;
type Hear = (data: Data) => void;

interface Launch {
  data: string;
  version: string;
  start: string;
  platform: string;
}

const KEPT = 'telegram-launch';
const host = window as unknown as {
  TelegramWebviewProxy?: { postEvent(event: string, data: string): void };
  external?: { notify?(message: string): void };
  paint?(theme: Data): void;
  Telegram?: unknown;
  TelegramGameProxy?: unknown;
  TelegramGameProxy_receiveEvent?: unknown;
};

function readLaunch(): Launch {
  const told = new URLSearchParams(location.hash.slice(1));
  if (told.has('tgWebAppData')) {
    const data = told.get('tgWebAppData') ?? '';
    const launch = {
      data,
      version: told.get('tgWebAppVersion') ?? '6.0',
      start: new URLSearchParams(data).get('start_param') ?? '',
      platform: told.get('tgWebAppPlatform') ?? '',
    };
    // What proves who somebody is does not stay in the address.
    history.replaceState(history.state, '', location.pathname + location.search);
    keep(launch);
    return launch;
  }
  try {
    return { ...JSON.parse(sessionStorage.getItem(KEPT) ?? ''), start: '' };
  } catch {
    return { data: '', version: '', start: '', platform: '' };
  }
}

function keep(launch: Launch) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(launch));
  } catch {
    // A browser that keeps nothing still shows the shop.
  }
}

export const launch = readLaunch();
/** Whether Telegram opened this page and said for whom. */
export const inTelegram = launch.data !== '';

export function since(version: string): boolean {
  const [a = 0, b = 0] = launch.version.split('.').map(Number);
  const [c = 0, d = 0] = version.split('.').map(Number);
  return inTelegram && (a > c || (a === c && b >= d));
}

export function post(eventType: string, eventData: Data = {}) {
  if (host.TelegramWebviewProxy) host.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  else if (window.parent !== window)
    // Who may stand around this page says its policy (frame-ancestors), and nothing posted is a secret.
    window.parent.postMessage(JSON.stringify({ eventType, eventData }), '*');
  else host.external?.notify?.(JSON.stringify({ eventType, eventData }));
}

const heard = new Map<string, Set<Hear>>();

/** Hear an event; what is returned stops that. */
export function on(event: string, hear: Hear): () => void {
  const all = heard.get(event) ?? new Set();
  heard.set(event, all.add(hear));
  return () => all.delete(hear);
}

/** The next event that fits. */
export function once(event: string, fits: (data: Data) => boolean = () => true): Promise<Data> {
  return new Promise((done) => {
    const stop = on(event, (data) => {
      if (!fits(data)) return;
      stop();
      done(data);
    });
  });
}

function receive(event: string, data: Data | null) {
  const all = [...(heard.get(event) ?? [])];
  // Back belongs to what lies on top: a sheet is closed, and the page below stays.
  for (const hear of event === 'back_button_pressed' ? all.slice(-1) : all) hear(data ?? {});
}

function inset(prefix: string) {
  return (data: Data) => {
    for (const side of ['top', 'bottom', 'left', 'right'])
      document.documentElement.style.setProperty(`--${prefix}-${side}`, `${Number(data[side]) || 0}px`);
  };
}

/** Listen to the client and tell it that the page is there. */
export function meet() {
  const view = { receiveEvent: receive };
  host.Telegram = { WebView: view };
  host.TelegramGameProxy = view;
  host.TelegramGameProxy_receiveEvent = receive;
  window.addEventListener('message', (message) => {
    if (message.source !== window.parent || typeof message.data !== 'string') return;
    try {
      const { eventType, eventData } = JSON.parse(message.data);
      if (typeof eventType === 'string') receive(eventType, eventData);
    } catch {
      // Not for us.
    }
  });
  if (!inTelegram) return;
  on('theme_changed', (data) => host.paint?.((data.theme_params ?? {}) as Data));
  on('safe_area_changed', inset('safe'));
  on('content_safe_area_changed', inset('content'));
  document.documentElement.classList.add('telegram');
  post('web_app_ready');
  post('web_app_expand');
  if (since('8.0')) {
    post('web_app_request_safe_area');
    post('web_app_request_content_safe_area');
  }
}

export function tick(kind: 'light' | 'success' | 'error' = 'light') {
  if (!since('6.1')) return;
  const told =
    kind === 'light'
      ? { type: 'impact', impact_style: kind }
      : { type: 'notification', notification_type: kind };
  post('web_app_trigger_haptic_feedback', told);
}

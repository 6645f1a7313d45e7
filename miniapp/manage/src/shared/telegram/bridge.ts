// The bridge to Telegram's clients: a web view's proxy, the page around an iframe, or nobody (a plain browser).
type Data = Record<string, unknown>;
type Hear = (data: Data) => void;

const host = globalThis as unknown as {
  TelegramWebviewProxy?: { postEvent(event: string, data: string): void };
  external?: { notify?(message: string): void };
  Telegram?: unknown;
  TelegramGameProxy?: unknown;
  TelegramGameProxy_receiveEvent?: unknown;
};

interface Launch {
  data: string;
  version: string;
}

function readLaunch(): Launch {
  try {
    return JSON.parse(window.kept('telegram-launch'));
  } catch {
    return { data: '', version: '' };
  }
}

export const launch: Launch = typeof window === 'undefined' ? { data: '', version: '' } : readLaunch();
/** Whether Telegram opened this page and said for whom. */
export const inTelegram = launch.data !== '';

interface TelegramUser {
  id: string;
  language: string;
}

/** Whom Telegram says this is: a hint, the server decides. */
export function launchUser(): TelegramUser {
  try {
    const told = JSON.parse(new URLSearchParams(launch.data).get('user') ?? '{}');
    return { id: String(told.id ?? ''), language: String(told.language_code ?? '') };
  } catch {
    return { id: '', language: '' };
  }
}

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

function receive(event: string, data: Data | null) {
  for (const hear of [...(heard.get(event) ?? [])]) hear(data ?? {});
}

/** Listen to the client and tell it that the page is there. */
export function meet() {
  if (!inTelegram) return;
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
  post('web_app_ready');
  post('web_app_expand');
}

/** Show Telegram's own way back, or not. */
export function setBack(visible: boolean) {
  if (since('6.1')) post('web_app_setup_back_button', { is_visible: visible });
}

export function tick(kind: 'success' | 'error') {
  if (since('6.1'))
    post('web_app_trigger_haptic_feedback', { type: 'notification', notification_type: kind });
}

/** Open a chat, in Telegram itself where the page is in it. */
export function openChat(url: string) {
  if (!inTelegram) {
    window.open(url, '_blank', 'noopener');
    return;
  }
  const path = new URL(url);
  post('web_app_open_tg_link', { path_full: path.pathname + path.search });
}

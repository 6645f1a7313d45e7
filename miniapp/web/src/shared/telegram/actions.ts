// What the shop asks of Telegram beyond its buttons.
import { inTelegram, launch, on, once, post, since } from './bridge';

const onPhone = ['ios', 'android', 'android_x'].includes(launch.platform);

export type InvoiceEnd = 'paid' | 'cancelled' | 'failed' | 'pending';

/** Show an invoice; how it ended is only a hint, the server knows. */
export async function openInvoice(url: string): Promise<InvoiceEnd> {
  const slug = /(?:\$|invoice\/)([\w-]+)/.exec(url)?.[1] ?? '';
  const ended = once('invoice_closed', (data) => data.slug === slug);
  post('web_app_open_invoice', { slug });
  return (await ended).status as InvoiceEnd;
}

/** Open something of Telegram's; a browser hands it to the application it has. */
export function openTelegramLink(url: string) {
  const path = new URL(url);
  if (since('6.1')) post('web_app_open_tg_link', { path_full: path.pathname + path.search });
  else window.open(url, '_blank', 'noopener');
}

/** Open another's page: beside ours, unless ours is to become it (`here`: a page to pay on). */
export function openLink(url: string, here = false) {
  if (since('6.0')) post('web_app_open_link', { url });
  else if (here) window.location.assign(url);
  else window.open(url, '_blank', 'noopener');
}

/** Offer something to a chat of one's own choice. */
export const shareToChat = (url: string, text: string) =>
  openTelegramLink(`https://t.me/share/url?${new URLSearchParams({ url, text })}`);

export const canShareToStory = () => since('7.8') && onPhone;

export function shareToStory(media_url: string, text: string) {
  post('web_app_share_to_story', { media_url, text });
}

/** Whether a shortcut on the home screen can be offered: not where it is already, or nobody knows how. */
export async function canAddToHomeScreen(): Promise<boolean> {
  if (!since('8.0')) return false;
  const told = once('home_screen_checked');
  post('web_app_check_home_screen');
  return ['unknown', 'missed'].includes(String((await told).status));
}

/** Put a shortcut on the home screen; returns whether it is there now. */
export async function addToHomeScreen(): Promise<boolean> {
  const added = once('home_screen_added').then(() => true);
  const failed = once('home_screen_failed').then(() => false);
  post('web_app_add_to_home_screen');
  return Promise.race([added, failed]);
}

export const canFillScreen = () => since('8.0') && onPhone;

const FULL = 'full-screen';
const onWhole = (wanted: boolean) => post(wanted ? 'web_app_request_fullscreen' : 'web_app_exit_fullscreen');

export const fillScreen = () => onWhole(true);

/** Whether somebody wants the shop to take the whole screen. */
export function wantsFullScreen(): boolean {
  try {
    return canFillScreen() && localStorage.getItem(FULL) === '1';
  } catch {
    return false;
  }
}

export function keepFullScreen(wanted: boolean) {
  try {
    localStorage.setItem(FULL, wanted ? '1' : '');
  } catch {
    // For this visit only.
  }
  onWhole(wanted);
}

/** Take the whole screen where that makes sense (a phone); what is returned gives it back. */
export function fullScreen(): () => void {
  if (!canFillScreen() || wantsFullScreen()) return () => {};
  onWhole(true);
  return () => onWhole(false);
}

export interface Point {
  latitude: number;
  longitude: number;
}

export const canLocate = () => since('8.0') || (!inTelegram && 'geolocation' in navigator);

/** Where somebody is, if they want to say so. */
export async function locate(): Promise<Point | null> {
  if (!inTelegram)
    return new Promise((done) =>
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude } }) => done({ latitude, longitude }),
        () => done(null),
        { enableHighAccuracy: true, timeout: 15_000 },
      ),
    );
  const checked = once('location_checked');
  post('web_app_check_location');
  const { available, access_requested, access_granted } = await checked;
  if (!available) return null;
  if (access_requested && !access_granted) {
    // It was refused once: Telegram's own settings are where that is changed.
    post('web_app_open_location_settings');
    return null;
  }
  const told = once('location_requested');
  post('web_app_request_location');
  const { available: here, latitude, longitude } = await told;
  return here ? { latitude: Number(latitude), longitude: Number(longitude) } : null;
}

/** Telegram's own menu has an entry of ours. */
export function offerSettings(open: () => void): () => void {
  if (!since('7.0')) return () => {};
  post('web_app_setup_settings_button', { is_visible: true });
  return on('settings_button_pressed', open);
}

/** One's phone number, shared with one tap; empty where one would rather not. */
export async function requestPhone(): Promise<string> {
  const answered = once('phone_requested');
  post('web_app_request_phone');
  if ((await answered).status !== 'sent') return '';
  const id = Math.random().toString(36).slice(2);
  const told = once('custom_method_invoked', (data) => data.req_id === id);
  post('web_app_invoke_custom_method', { req_id: id, method: 'getRequestedContact', params: {} });
  try {
    const contact = new URLSearchParams(String((await told).result ?? '')).get('contact') ?? '{}';
    const phone = String(JSON.parse(contact).phone_number ?? '');
    return phone && !phone.startsWith('+') ? `+${phone}` : phone;
  } catch {
    return '';
  }
}

export const canRequestPhone = () => since('6.9');

/** Ask before the shop is closed while something is in the cart. */
export function guardClosing(wanted: boolean) {
  if (since('6.2')) post('web_app_setup_closing_behavior', { need_confirmation: wanted });
}

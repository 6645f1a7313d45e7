// What the shop asks of Telegram beyond its buttons.
import { once, post, since } from './bridge';

export type InvoiceEnd = 'paid' | 'cancelled' | 'failed' | 'pending';

/** Show an invoice; how it ended is only a hint, the server knows. */
export async function openInvoice(url: string): Promise<InvoiceEnd> {
  const slug = /(?:\$|invoice\/)([\w-]+)/.exec(url)?.[1] ?? '';
  const ended = once('invoice_closed', (data) => data.slug === slug);
  post('web_app_open_invoice', { slug });
  return (await ended).status as InvoiceEnd;
}

export function openTelegramLink(url: string) {
  const path = new URL(url);
  post('web_app_open_tg_link', { path_full: path.pathname + path.search });
}

export function openLink(url: string) {
  if (since('6.0')) post('web_app_open_link', { url });
  else window.location.assign(url);
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

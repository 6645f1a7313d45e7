// The words of one language: `t('ship')`, `t('order', { number })`; forms of plurals are parted by `|`, `#` is the number.
import type { Money } from '../api/schema';
import { recall, remember } from '../storage';
import { launchUser } from '../telegram/bridge';
import type { words as russian } from './ru';

export type Language = 'ru' | 'en';
export type Key = keyof typeof russian;
export type Words = Record<Key, string>;

const KEPT = 'manage-language';
const FORMS: Record<Language, string[]> = { ru: ['one', 'few', 'many'], en: ['one', 'other'] };
const SYMBOLS: Record<string, string> = {
  RUB: '₽',
  USD: '$',
  EUR: '€',
  GBP: '£',
  KZT: '₸',
  UAH: '₴',
  XTR: '⭐',
};

function wanted(): Language {
  const told = recall(KEPT) || launchUser().language || navigator.language;
  return told.startsWith('ru') ? 'ru' : 'en';
}

let spoken: Language = 'en';
let words = {} as Words;
let zone: string | undefined;

export const language = () => spoken;

/** Learn a language: the one that was chosen here before, Telegram's or the browser's where none is named. */
export async function learn(chosen: Language = wanted()) {
  words = (await (chosen === 'ru' ? import('./ru') : import('./en'))).words;
  spoken = chosen;
  document.documentElement.lang = chosen;
}

/** Speak it from now on, also the next time. */
export const keepLanguage = (chosen: Language) => remember(KEPT, chosen);

/** Tell the time as the shop's clock does. */
export function setZone(name: string) {
  zone = name;
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** Words for a code of the API's, such as a status; what this release does not know stays as it is. */
export function named(group: string, code: string): string {
  return words[`${group}_${code}` as Key] ?? code;
}

export const knows = (group: string, code: string) => `${group}_${code}` in words;

export function plural(key: Key, count: number): string {
  const forms = (words[key] ?? key).split('|');
  const at = FORMS[spoken].indexOf(new Intl.PluralRules(spoken).select(count));
  return (forms[at] ?? forms.at(-1) ?? '').replace('#', new Intl.NumberFormat(spoken).format(count));
}

/** How many digits of an amount stand after the point. */
export const digitsOf = (currency: string) =>
  currency === 'XTR'
    ? 0
    : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2);

export const symbolOf = (currency: string) => SYMBOLS[currency] ?? currency;

/** An amount as the chat writes it: `1 990 ₽`, `$19.90`. */
export function money({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  const shown = new Intl.NumberFormat(spoken, {
    minimumFractionDigits: amount % 10 ** digits ? digits : 0,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions).format(Math.abs(amount) / 10 ** digits);
  const symbol = symbolOf(currency);
  const sign = amount < 0 ? '−' : '';
  return spoken === 'en' && '$€£'.includes(symbol) ? sign + symbol + shown : `${sign}${shown}\u00a0${symbol}`;
}

/** An amount to be changed in a field: `1990`, `19.90`. */
export function typedOf({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(amount % 10 ** digits ? digits : 0);
}

/** What somebody typed as an amount in minor units; null where it is none. */
export function amountOf(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (!new RegExp(digits ? `^\\d{1,10}(\\.\\d{1,${digits}})?$` : '^\\d{1,10}$').test(plain)) return null;
  return Math.round(Number(plain) * 10 ** digits);
}

const format = (told: string, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(spoken, { ...how, timeZone: zone }).format(new Date(told));

/** The day where it is not today's, and the time. */
export function moment(told: string): string {
  const today =
    format(new Date().toISOString(), { dateStyle: 'short' }) === format(told, { dateStyle: 'short' });
  const sameYear =
    format(new Date().toISOString(), { year: 'numeric' }) === format(told, { year: 'numeric' });
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  if (today) return t('today', { time: format(told, time) });
  return format(told, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }), ...time });
}

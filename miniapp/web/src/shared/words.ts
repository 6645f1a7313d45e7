// The words of one language: `t('add')`, `t('saved', { sum })`; forms of plurals are parted by `|`, `#` is the number.
import type { Money } from '../types';
import type { words as more } from '../words/more.ru';
import type { words as start } from '../words/ru';
import { first } from './first';

export type Language = 'ru' | 'en';
export type FirstKey = keyof typeof start;
export type MoreKey = keyof typeof more;
export type Key = FirstKey | MoreKey;

let words = {} as Record<Key, string>;
export let language: Language = first.language;

export function speak(chosen: Language, told: Record<FirstKey, string>) {
  language = chosen;
  words = { ...words, ...told };
  document.documentElement.lang = chosen;
}

export function learn(told: Record<MoreKey, string>) {
  words = { ...words, ...told };
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

const FORMS: Record<Language, string[]> = { ru: ['one', 'few', 'many'], en: ['one', 'other'] };

export function plural(key: Key, count: number): string {
  const forms = words[key].split('|');
  const at = FORMS[language].indexOf(new Intl.PluralRules(language).select(count));
  return (forms[at] ?? forms.at(-1) ?? '').replace('#', String(count));
}

const SYMBOLS: Record<string, string> = {
  RUB: '₽',
  USD: '$',
  EUR: '€',
  GBP: '£',
  KZT: '₸',
  UAH: '₴',
  XTR: '⭐',
};

/** An amount as the chat writes it: `1 990 ₽`, `$19.90`. */
export function money({ amount, currency }: Money): string {
  const digits =
    currency === 'XTR'
      ? 0
      : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
          .maximumFractionDigits ?? 2);
  const shown = new Intl.NumberFormat(language, {
    minimumFractionDigits: amount % 10 ** digits ? digits : 0,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  } as Intl.NumberFormatOptions).format(Math.abs(amount) / 10 ** digits);
  const symbol = SYMBOLS[currency] ?? currency;
  const sign = amount < 0 ? '−' : '';
  return language === 'en' && '$€£'.includes(symbol)
    ? sign + symbol + shown
    : `${sign}${shown}\u00a0${symbol}`;
}

export const day = (moment: string) =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(new Date(moment));
export const moment = (told: string) =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(told));
export const rating = (tenths: number) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(tenths / 10);

// What the server wrote into the page: the shop's word, the language, the answers for what is shown first.
import type { Language } from './words';

export interface First {
  slug: string;
  language: Language;
  build: string;
  seeds: Record<string, unknown>;
}

const SPOKEN = 'shop-language';

/** The language that was spoken here last. */
function keptLanguage(): Language | null {
  try {
    const kept = localStorage.getItem(SPOKEN);
    return kept === 'ru' || kept === 'en' ? kept : null;
  } catch {
    return null;
  }
}

export function keepLanguage(spoken: Language) {
  try {
    localStorage.setItem(SPOKEN, spoken);
  } catch {
    // Guessed anew next time.
  }
}

/** An empty shell (the worker's, when there is no connection) says nothing: the address names the shop. */
function unsaid(): First {
  const slug = location.pathname.split('/')[2] ?? '';
  const language = keptLanguage() ?? (navigator.language.startsWith('ru') ? 'ru' : 'en');
  return { slug, language, build: '', seeds: {} };
}

const told = document.getElementById('first')?.textContent;
export const first: First = told ? JSON.parse(told) : unsaid();
export const base = `/s/${first.slug}`;

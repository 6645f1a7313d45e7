// What the server wrote into the page: the shop's word, the language, the answers for what is shown first.
import type { Language } from './words';

export interface First {
  slug: string;
  language: Language;
  build: string;
  seeds: Record<string, unknown>;
}

/** An empty shell (the worker's, when there is no connection) says nothing: the address names the shop. */
function unsaid(): First {
  const slug = location.pathname.split('/')[2] ?? '';
  return { slug, language: navigator.language.startsWith('ru') ? 'ru' : 'en', build: '', seeds: {} };
}

const told = document.getElementById('first')?.textContent;
export const first: First = told ? JSON.parse(told) : unsaid();
export const base = `/s/${first.slug}`;

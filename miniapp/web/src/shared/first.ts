// What the server wrote into the page: the shop's word, the language, the answers for what is shown first.
import type { Language } from './words';

export interface First {
  slug: string;
  language: Language;
  build: string;
  seeds: Record<string, unknown>;
}

export const first: First = JSON.parse(
  document.getElementById('first')?.textContent ?? '{"slug":"","language":"en","build":"","seeds":{}}',
);
export const base = `/s/${first.slug}`;

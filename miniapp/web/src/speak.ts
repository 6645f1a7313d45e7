// Loads the words of a language: the first ones with the page, the others with the first room that needs them.
import { keepLanguage } from './shared/first';
import { type Language, language, learn, speak } from './shared/words';

const FIRST = { ru: () => import('./words/ru'), en: () => import('./words/en') };
const MORE = { ru: () => import('./words/more.ru'), en: () => import('./words/more.en') };

export async function speakIn(chosen: Language) {
  speak(chosen, (await FIRST[chosen]()).words);
  keepLanguage(chosen);
}

export async function moreWords(chosen: Language = language) {
  learn((await MORE[chosen]()).words);
}

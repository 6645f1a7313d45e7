// The cart as it will be: what the server knows, and what is wished for beside it, told from what was seen of it.

import type { Answer, State } from '../store';
import type { Card, CartLine, Found, Product } from '../types';

/** What was seen of a variant: on a card, or on its own page. */
function seen(answers: Record<string, Answer>, variant: string): Omit<CartLine, 'quantity' | 'total'> | null {
  for (const { data } of Object.values(answers)) {
    const told = data as Partial<Found & Product> | undefined;
    const card = (told?.items as Card[] | undefined)?.find((one) => one.variant === variant);
    if (card) {
      const { id: product, title, price, available, picture } = card;
      return {
        product,
        variant,
        sku: '',
        title,
        options: '',
        price,
        seen_price: price,
        available,
        picture,
        problem: null,
      };
    }
    const own = told?.variants?.find((one) => one.id === variant);
    if (own) {
      const { sku, price, available, title: options } = own;
      const picture = own.picture ?? told?.pictures?.[0] ?? null;
      const of = { product: told?.id ?? '', title: told?.title ?? '' };
      return { ...of, variant, sku, options, price, seen_price: price, available, picture, problem: null };
    }
  }
  return null;
}

/** All lines of the cart: first those that the server has told of. */
export function linesOf({ told, wanted }: State['cart'], answers: Record<string, Answer>): CartLine[] {
  const known = told?.lines ?? [];
  const wished = Object.entries(wanted)
    .filter(([variant, quantity]) => quantity > 0 && !known.some((one) => one.variant === variant))
    .flatMap(([variant, quantity]) => {
      const found = seen(answers, variant);
      if (!found) return [];
      return [{ ...found, quantity, total: { ...found.price, amount: found.price.amount * quantity } }];
    });
  return [...known, ...wished];
}

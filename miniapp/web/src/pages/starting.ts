import type { Checkout } from '../types';

/** A checkout that was begun a moment ago need not be asked for again. */
const begun = new Map<string, Checkout>();

export function startCheckout(told: Checkout) {
  if (told.cart.id) begun.set(told.cart.id, told);
}

export function takeStarted(cart: string): Checkout | undefined {
  const found = begun.get(cart);
  begun.delete(cart);
  return found;
}

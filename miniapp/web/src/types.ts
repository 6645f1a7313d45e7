// What the API answers (see /api/docs): ids are opaque, money is whole minor units.
export interface Money {
  amount: number;
  currency: string;
}
export interface Picture {
  url: string;
  thumb: string;
  width: number | null;
  height: number | null;
}
export interface Paged<T> {
  items: T[];
  next: string | null;
}
export interface Shop {
  slug: string;
  title: string;
  greeting: string;
  about: string;
  terms: string;
  support: string;
  currency: string;
  template: string;
  accent: string;
  cover: Picture | null;
  open: boolean;
  orders_open: boolean;
  bot: string | null;
}
export interface Category {
  id: string;
  parent: string | null;
  title: string;
  emoji: string;
}
export interface Card {
  id: string;
  title: string;
  price: Money;
  price_to: Money | null;
  old_price: Money | null;
  available: number;
  variant: string | null;
  picture: Picture | null;
  reviews: number;
  rating: number | null;
  liked: boolean;
}
export interface Found extends Paged<Card> {
  total: number | null;
  near: boolean;
}
export interface Facets {
  options: { title: string; values: { mark: string; title: string; products: number }[] }[];
  prices: Money[];
}
export interface Variant {
  id: string;
  sku: string;
  options: Record<string, string>;
  title: string;
  price: Money;
  old_price: Money | null;
  available: number;
  picture: Picture | null;
  awaited: boolean;
}
export interface Product {
  id: string;
  category: string | null;
  title: string;
  description: string;
  options: { key: string; title: string; values: { key: string; title: string }[] }[];
  variants: Variant[];
  pictures: Picture[];
  reviews: number;
  rating: number | null;
  liked: boolean;
  related: Card[];
}
export interface Review {
  id: string;
  author: string;
  rating: number;
  words: string;
  answer: string | null;
  photos: Picture[];
  created_at: string;
}
export interface Reviews extends Paged<Review> {
  total: number;
  rating: number | null;
}
export interface CartLine {
  product: string;
  variant: string;
  title: string;
  options: string;
  quantity: number;
  price: Money;
  seen_price: Money;
  total: Money;
  available: number;
  picture: Picture | null;
  problem: 'gone' | 'short' | 'no_price' | null;
}
export interface Totals {
  goods: Money;
  delivery: Money;
  discount: Money;
  tax: Money;
  gift: Money;
  points: Money;
  total: Money;
  to_pay: Money;
}
export interface Cart {
  id: string | null;
  currency: string;
  pieces: number;
  lines: CartLine[];
  totals: Totals | null;
}
export interface Delivery {
  id: string;
  kind: string;
  title: string;
  details: string;
  price: Money | null;
  free_from: Money | null;
  needs_address: boolean;
  zoned: boolean;
  computed: boolean;
}
export interface Address {
  id: string;
  label: string;
  address: string;
  preferred: boolean;
}
export interface Checkout {
  cart: Cart;
  step: 'delivery' | 'address' | 'zone' | 'phone' | 'quote' | 'payment' | 'confirm';
  delivery: string | null;
  deliveries: Delivery[];
  zones: { id: string; name: string }[];
  zone: string | null;
  zone_problem: string | null;
  address: string | null;
  addresses: Address[];
  phone: string | null;
  comment: string | null;
  gift_note: string | null;
  payment: string | null;
  payments: { code: string; title: string }[];
  promo_code: string | null;
  promo_problem: string | null;
  gift_card: string | null;
  points_balance: number;
  use_points: boolean;
  asked_quote: boolean;
}
export interface Payment {
  method: string;
  title: string;
  kind: 'invoice' | 'redirect' | 'cash' | 'manual' | 'none' | 'later';
  url: string | null;
  fields: { name: string; value: string }[];
}
export interface Placed {
  id: string;
  number: number;
  status: string;
  total: Money;
  payment: Payment;
}
export interface OrderSummary {
  id: string;
  number: number;
  status: string;
  status_text: string;
  total: Money;
  placed_at: string;
}
export interface OrderLine {
  position: number;
  variant: string;
  title: string;
  options: string;
  price: Money;
  quantity: number;
  total: Money;
  refunded: number;
}
export interface Order {
  id: string;
  number: number;
  status: string;
  status_text: string;
  shipment: string;
  placed_at: string;
  pay_until: string | null;
  lines: OrderLine[];
  goods: Money;
  delivery: Money;
  discount: Money;
  gift: Money;
  points: Money;
  total: Money;
  owed: Money;
  delivery_title: string;
  address: string | null;
  phone: string | null;
  comment: string | null;
  payment: Payment | null;
  tracking: { number: string; carrier: string | null; url: string | null } | null;
  timeline: { at: string; event: string; status: string | null }[];
  refunds: { amount: Money; state: string }[];
  can_pay: boolean;
  can_cancel: boolean;
  can_return: boolean;
  can_review: boolean;
  returns: string[];
}
export interface Me {
  id: string;
  name: string;
  language: 'ru' | 'en';
  phone: string | null;
  notifications: Record<string, boolean>;
  addresses: Address[];
}
export interface Bonus {
  points: Money;
  level: string | null;
  code: string;
  invited: number;
  earned: Money;
}
export interface SessionOf {
  id: string;
  way: string;
  device: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}
export interface ToReview {
  items: { product: string; title: string; review: string | null; rating: number | null }[];
}

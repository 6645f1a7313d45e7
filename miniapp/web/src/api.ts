// Made by `main.py openapi --types` of the API's own types; change those.

/** Call it something, or fill it in from now on. */
export interface AddressChanged {
  label?: string | null;
  preferred?: true | null;
}

/** A saved address. */
export interface AddressTold {
  id: string;
  label: string;
  address: string;
  preferred: boolean;
}

/** An address, with a label before a colon if it has one. */
export interface AddressTyped {
  address: string;
}

/** One's addresses. */
export interface AddressesTold {
  items: AddressTold[];
}

/** What the buyer answered; what is not named stays. `cart`: null for the lasting one. */
export interface Answers {
  cart?: string | null;
  delivery?: string | null;
  address?: string | null;
  saved_address?: string | null;
  point?: PointTold | null;
  zone?: string | null;
  phone?: string | null;
  comment?: string | null;
  gift_note?: string | null;
  payment?: string | null;
  use_points?: boolean | null;
  currency?: string | null;
  ask_seller?: boolean;
}

/** A piece of the first page. `leads`: nowhere, or a word as in deep links: `p_…` a product, `c_…` a shelf. */
export interface BlockTold {
  id: string;
  title: string;
  text: string;
  picture: Picture | null;
  leads: string;
}

/** One's points and guests. */
export interface Bonus {
  points: Money;
  level: string | null;
  code: string;
  invited: number;
  earned: Money;
}

/** One product, at once, beside the lasting cart. */
export interface BuyNow {
  variant: string;
  quantity?: number;
}

/** A product in a list. `variant` is there where one tap can buy it. `rating` is in tenths of a star. */
export interface CardTold {
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

/** A line. `problem`: why it cannot be ordered as it stands (`gone`, `short`, `no_price`). */
export interface CartLineTold {
  product: string;
  variant: string;
  sku: string;
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

/** A cart; empty where there is none. `id` changes when it has become an order. */
export interface CartTold {
  id: string | null;
  currency: string;
  pieces: number;
  lines: CartLineTold[];
  totals: TotalsTold | null;
}

/** All shelves, in their order. */
export interface Categories {
  items: CategoryTold[];
}

/** A shelf; `parent` is null at the top. `picture`: of the first of its goods. */
export interface CategoryTold {
  id: string;
  parent: string | null;
  title: string;
  emoji: string;
  picture: Picture | null;
}

/** What is to change; the rest stays. */
export interface ChangeMe {
  language?: 'ru' | 'en' | null;
  phone?: string | null;
  notifications?: Record<string, boolean> | null;
}

/** What is known, what can be chosen, and the first thing missing (`step`; `confirm`: nothing). */
export interface CheckoutTold {
  cart: CartTold;
  step: Step;
  delivery: string | null;
  deliveries: DeliveryTold[];
  zones: ZoneTold[];
  zone: string | null;
  zone_problem: string | null;
  address: string | null;
  addresses: AddressTold[];
  phone: string | null;
  comment: string | null;
  gift_note: string | null;
  payment: string | null;
  payments: WayTold[];
  promo_code: string | null;
  promo_problem: string | null;
  gift_card: string | null;
  points_balance: number;
  use_points: boolean;
  currencies: string[];
  asked_quote: boolean;
}

/** Six digits of the app, or a backup code. */
export interface Code {
  code: string;
}

/** A promo code or a gift card's code. */
export interface CodeTyped {
  cart?: string | null;
  code: string;
}

/** Backup codes, shown this once. */
export interface CodesTold {
  backup_codes: string[];
}

/** How many there are now. */
export interface Count {
  count: number;
}

/** A way of delivery; `price` is null while the seller or the place decides it. */
export interface DeliveryTold {
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

/** How many it was. */
export interface Done {
  count: number;
}

/** An option to filter by. */
export interface Facet {
  title: string;
  values: FacetValue[];
}

/** A value of an option, with how many products have it. */
export interface FacetValue {
  mark: string;
  title: string;
  products: number;
}

/** What can be chosen, and the prices there: least, two marks between, most. */
export interface FacetsTold {
  options: Facet[];
  prices: Money[];
}

/** Whether there is a second factor. */
export interface FactorTold {
  enrolled: boolean;
  backup_codes_left: number;
}

/** A line to copy: an account, a comment. */
export interface FieldTold {
  name: string;
  value: string;
}

/** A page of products. `near`: nothing has all the words; these have some. */
export interface FoundTold {
  items: CardTold[];
  next: string | null;
  total: number | null;
  near: boolean;
}

/** A line as it was agreed. `returnable`: pieces that can still be sent back, until the order's `return_until`. */
export interface LineTold {
  position: number;
  variant: string;
  sku: string;
  title: string;
  options: string;
  price: Money;
  quantity: number;
  total: Money;
  refunded: number;
  returnable: number;
}

/** The shop that is entered. */
export interface LoginShop {
  shop: string;
}

/** Oneself in this shop. */
export interface MeTold {
  id: string;
  name: string;
  language: string;
  phone: string | null;
  role: string | null;
  second_factor: boolean;
  proven: boolean;
  notifications: Record<string, boolean>;
  addresses: AddressTold[];
}

/** An amount in minor units: 1990 RUB is 19.90 roubles. */
export interface Money {
  amount: number;
  currency: string;
}

/** What people may be written to about; they choose for each shop. Orders are always told of. */
export type NotificationKind = 'orders' | 'marketing' | 'reminders' | 'alerts' | 'reviews';

/** An option with its values, in the order of the product. */
export interface OptionTold {
  key: string;
  title: string;
  values: OptionValue[];
}

/** A value of an option; `key` is what variants name it by. */
export interface OptionValue {
  key: string;
  title: string;
}

/** A new order, and how to pay for it. */
export interface OrderPlacedTold {
  id: string;
  number: number;
  status: string;
  total: Money;
  payment: PaymentTold;
}

/** An order card. */
export interface OrderTold {
  id: string;
  number: number;
  status: string;
  status_text: string;
  shipment: string;
  placed_at: string;
  pay_until: string | null;
  lines: LineTold[];
  goods: Money;
  delivery: Money;
  discount: Money;
  tax: Money;
  gift: Money;
  points: Money;
  total: Money;
  owed: Money;
  delivery_title: string;
  address: string | null;
  phone: string | null;
  comment: string | null;
  gift_note: string | null;
  payment: PaymentTold | null;
  tracking: TrackTold | null;
  timeline: StepTold[];
  refunds: RefundTold[];
  can_pay: boolean;
  can_cancel: boolean;
  can_return: boolean;
  return_until: string | null;
  can_review: boolean;
  returns: string[];
}

export interface Page_SummaryTold_ {
  items: SummaryTold[];
  next: string | null;
}

/** How to pay; null: as chosen before. */
export interface PayBy {
  method?: string | null;
}

/** How to pay. `invoice`: a link that Telegram opens; `redirect`: a page; `manual`: fields to copy; `later`: ask again. */
export interface PaymentTold {
  method: string;
  title: string;
  kind: 'invoice' | 'redirect' | 'cash' | 'manual' | 'none' | 'later';
  url: string | null;
  fields: FieldTold[];
}

/** A picture in two sizes, as AVIF, WebP or JPEG by what the asker takes. `tone`: the colour there is most of. */
export interface Picture {
  url: string;
  thumb: string;
  width: number | null;
  height: number | null;
  tone: string | null;
}

/** What the buyer saw: the order is placed for this sum or not at all. `cart`: null for the lasting one. */
export interface PlaceIt {
  cart?: string | null;
  expected_total: number;
}

/** A place on the map, in degrees. */
export interface PointTold {
  latitude: number;
  longitude: number;
}

/** A product with everything beside it. */
export interface ProductTold {
  id: string;
  category: string | null;
  title: string;
  description: string;
  options: OptionTold[];
  variants: VariantTold[];
  pictures: Picture[];
  reviews: number;
  rating: number | null;
  liked: boolean;
  related: CardTold[];
}

/** How many there are to be; 0 takes the line out. */
export interface Quantity {
  quantity: number;
}

/** Stars and words for a product one received. */
export interface Rated {
  product: string;
  rating: number;
  words?: string | null;
}

/** The key from the answer before; it is used up. */
export interface RefreshToken {
  refresh_token: string;
}

/** Money on its way back. */
export interface RefundTold {
  amount: Money;
  state: string;
}

/** How many lines went into the cart, and what is not sold any more. */
export interface RepeatedTold {
  added: number;
  gone: string[];
}

/** Pieces of a line to send back; for an exchange the variant wanted instead. */
export interface ReturnLine {
  position: number;
  quantity: number;
  instead?: string | null;
}

/** What the buyer gets for a returned line. */
export type ReturnOutcome = 'refund' | 'credit' | 'exchange';

/** States of a return (domain.md, Machines). */
export type ReturnState = 'requested' | 'approved' | 'rejected' | 'closed' | 'cancelled';

/** A step of a return's life. */
export interface ReturnStepTold {
  at: string;
  event: string;
}

/** A return. `amount`: what closing it came to, of which `credit` stays as store credit with a code. */
export interface ReturnTold {
  id: string;
  order: string;
  number: number;
  state: ReturnState;
  state_text: string;
  next_text: string;
  reason: string;
  reason_text: string;
  outcome: ReturnOutcome;
  outcome_text: string;
  comment: string | null;
  answer: string | null;
  tracking: string | null;
  lines: ReturnedLine[];
  photos: number;
  timeline: ReturnStepTold[];
  received: boolean;
  worth: Money;
  amount: Money;
  credit: Money;
  credit_code: string | null;
  exchange: string | null;
  exchange_number: number | null;
  can_cancel: boolean;
  can_track: boolean;
  created_at: string;
}

/** A line of a return; `worth`: what its pieces cost. */
export interface ReturnedLine {
  title: string;
  options: string;
  quantity: number;
  worth: Money;
}

/** Returns of an order, the newest first. */
export interface ReturnsTold {
  items: ReturnTold[];
}

/** What somebody says of a product. */
export interface ReviewTold {
  id: string;
  author: string;
  rating: number;
  words: string;
  answer: string | null;
  photos: Picture[];
  created_at: string;
}

/** A page of reviews. */
export interface ReviewsTold {
  items: ReviewTold[];
  next: string | null;
  total: number;
  rating: number | null;
}

/** What to send back, why, and what for. */
export interface SendBack {
  lines: ReturnLine[];
  reason: string;
  outcome?: ReturnOutcome;
  comment?: string;
}

/** One of one's sessions. */
export interface SessionTold {
  id: string;
  way: string;
  device: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}

/** All of them. */
export interface SessionsTold {
  items: SessionTold[];
}

/** A shop. */
export interface ShopTold {
  id: string;
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
  blocks: BlockTold[];
  open: boolean;
  orders_open: boolean;
  bot: string | null;
  login: boolean;
  languages: string[];
  catalogue_version: number;
  role: string | null;
}

/** What the conversation asks next. */
export type Step = 'delivery' | 'address' | 'zone' | 'phone' | 'quote' | 'payment' | 'confirm';

/** A step of the order's life. */
export interface StepTold {
  at: string;
  event: string;
  status: string | null;
}

/** Titles that begin so; each finds something. */
export interface Suggestions {
  items: string[];
}

/** An order in a list. */
export interface SummaryTold {
  id: string;
  number: number;
  status: string;
  status_text: string;
  total: Money;
  placed_at: string;
}

/** What Telegram launched the Mini App with, as it came. */
export interface TelegramProof {
  init_data: string;
  shop: string;
}

/** A product one received, with the stars given. */
export interface ToReviewTold {
  product: string;
  title: string;
  review: string | null;
  rating: number | null;
}

/** What can be reviewed of an order. */
export interface ToReviewsTold {
  items: ToReviewTold[];
}

/** Both tokens; the access token is good for `expires_in` seconds. */
export interface TokensTold {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
  user: User;
}

/** The parts of the sum. */
export interface TotalsTold {
  goods: Money;
  delivery: Money;
  discount: Money;
  tax: Money;
  gift: Money;
  points: Money;
  total: Money;
  to_pay: Money;
}

/** Where the parcel can be followed. */
export interface TrackTold {
  number: string;
  carrier: string | null;
  url: string | null;
}

/** How it was sent. */
export interface Tracking {
  tracking: string;
}

/** Who signed in. */
export interface User {
  id: string;
}

/** What is sold. */
export interface VariantTold {
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

/** Whether one waits for a variant. */
export interface Waiting {
  awaited: boolean;
}

/** A way to pay. */
export interface WayTitle {
  code: string;
  title: string;
}

/** A way to pay. */
export interface WayTold {
  code: string;
  title: string;
}

/** The ways to pay an order now. */
export interface WaysTold {
  items: WayTitle[];
}

/** What the login widget handed to the page, all values as strings. */
export interface WidgetProof {
  shop: string;
  fields: Record<string, string>;
}

/** A zone to choose by its name. */
export interface ZoneTold {
  id: string;
  name: string;
}

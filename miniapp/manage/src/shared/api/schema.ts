// Made by `npm run types` from the API's OpenAPI document: not to be edited.
/** A saved address. */
export interface AddressTold {
  id: string;
  label: string;
  address: string;
  preferred: boolean;
}

/** Approve or reject, with words for the buyer. */
export interface Answered {
  decision: 'approve' | 'reject';
  words?: string;
}

/** A piece of the first page. `leads`: nowhere, or a word as in deep links: `p_…` a product, `c_…` a shelf. */
export interface BlockTold {
  id: string;
  title: string;
  text: string;
  picture: Picture | null;
  leads: string;
}

/** What is to change; the rest stays. */
export interface ChangeMe {
  language?: 'ru' | 'en' | null;
  phone?: string | null;
  notifications?: Record<string, boolean> | null;
}

/** Another price (minor units), the struck one, on sale or not; what is not named stays. */
export interface ChangedGoods {
  price?: number | null;
  old_price?: number | null;
  hidden?: boolean | null;
}

/** Set what is on hand, or change it by so many. */
export interface ChangedStock {
  quantity: number;
  relative?: boolean;
  reason?: string;
}

/** What the buyer gets; null: what they asked for. `delivery`: the delivery is given back, too. */
export interface Closing {
  outcome?: ReturnOutcome | null;
  delivery?: boolean;
}

/** Six digits of the app, or a backup code. */
export interface Code {
  code: string;
}

/** Backup codes, shown this once. */
export interface CodesTold {
  backup_codes: string[];
}

/** Who bought. */
export interface Customer {
  name: string;
  username: string | null;
  phone: string | null;
}

/** With cash on delivery: what was collected, in minor units; null: all that was due. */
export interface Delivered {
  collected?: number | null;
  reason?: string | null;
}

/** A step of the order's life, and who took it. */
export interface DidTold {
  at: string;
  event: string;
  status: string | null;
  who: string | null;
  reason: string | null;
}

/** How many it was. */
export interface Done {
  count: number;
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

/** What is taken; nothing named: the rest, back on the shelf. */
export interface InspectionAsked {
  lines?: LineTaken[];
}

/** Pieces of a line whose money goes back, and what becomes of them. */
export interface LineBack {
  position: number;
  quantity: number;
  verdict?: StockVerdict;
}

/** How much of a line came, and how. */
export interface LineCame {
  position: number;
  reception: Reception;
  number: number;
}

/** What of a line can still be given back: pieces, and what they come to. `in_return`: pieces on their way back. */
export interface LineLeftTold {
  position: number;
  title: string;
  options: string;
  quantity: number;
  amount: Money;
  in_return: number;
}

/** How much of a line is taken, and what becomes of the goods. */
export interface LineTaken {
  position: number;
  accepted: number;
  verdict?: StockVerdict;
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

/** A refund that waits for a second person. `mine`: who asks wanted it, so somebody else has to agree. */
export interface NoteTold {
  id: string;
  amount: Money;
  reason: string;
  requested_by: string;
  mine: boolean;
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

export interface Page_ReturnSummaryTold_ {
  items: ReturnSummaryTold[];
  next: string | null;
}

export interface Page_StaffProduct_ {
  items: StaffProduct[];
  next: string | null;
}

export interface Page_StaffSummary_ {
  items: StaffSummary[];
  next: string | null;
}

/** How to pay.

`invoice`: a link that Telegram opens; `redirect`: a page; `manual`: fields to copy; `later`: ask again. */
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

/** A refusal (RFC 9457). `code` stays the same in every language; `title` is a sentence for the person. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string | null;
  errors: Record<string, string>[] | null;
}

/** What became of a returned line on its way to us. */
export type Reception = 'awaiting' | 'received' | 'short' | 'wrong_item' | 'lost';

/** What came; nothing named: the rest, as announced. */
export interface ReceptionAsked {
  lines?: LineCame[];
}

/** The key from the answer before; it is used up. */
export interface RefreshToken {
  refresh_token: string;
}

/** Lines, or a sum in minor units, or (neither) everything that is left. */
export interface RefundAsked {
  reason: string;
  amount?: number | null;
  lines?: LineBack[] | null;
  with_delivery?: boolean;
  verdict?: StockVerdict;
}

/** Money on its way back. */
export interface RefundTold {
  amount: Money;
  state: string;
}

/** What was written: paid out at once, or waiting for a second person. */
export interface RefundWritten {
  note: string;
  state: string;
  amount: Money;
}

/** What of an order can still be given back. `gone`: the goods have left us. */
export interface RefundableTold {
  left: Money;
  delivery: Money;
  gone: boolean;
  lines: LineLeftTold[];
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

/** A return in a list. */
export interface ReturnSummaryTold {
  id: string;
  order: string;
  number: number;
  state: string;
  outcome: string;
  customer: string;
  created_at: string;
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

/** An order on hold goes on, or is cancelled with its money given back. */
export interface Reviewed {
  decision: 'approve' | 'reject';
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

/** The tracking number, if there is one. */
export interface Shipped {
  tracking?: string | null;
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

/** An order card as staff see it. `steps`: what this person may do with it now; `held`: why it waits for a look. */
export interface StaffOrder {
  order: OrderTold;
  customer: Customer;
  notes: NoteTold[];
  steps: string[];
  paid: Money;
  delivery_kind: string;
  courier: string | null;
  reason: string | null;
  held: string[];
  test_money: boolean;
  refunds: StaffRefund[];
  journal: DidTold[];
}

/** A product in the staff's list. `status`: draft, active or hidden. */
export interface StaffProduct {
  id: string;
  title: string;
  kind: string;
  status: string;
  picture: Picture | null;
  variants: StaffVariant[];
}

/** Money on its way back. `manual`: somebody has to pay it by hand, and `failure` is why. */
export interface StaffRefund {
  id: string;
  amount: Money;
  state: string;
  reason: string;
  provider: string;
  reference: string;
  failure: string | null;
}

/** A return as staff see it. `steps`: what this person may do with it now. */
export interface StaffReturn {
  told: ReturnTold;
  customer: string;
  username: string | null;
  tracking: string | null;
  photos: number;
  lines: StaffReturnLine[];
  worth: Money;
  delivery: Money;
  amount: Money;
  credit: Money;
  exchange: number | null;
  closing_by: string | null;
  steps: string[];
  journal: DidTold[];
}

/** A line of a return: how it came, and what is taken of it. */
export interface StaffReturnLine {
  position: number;
  title: string;
  options: string;
  quantity: number;
  reception: string;
  received: number;
  acceptance: string;
  accepted: number;
  verdict: string | null;
  instead: string | null;
  worth: Money;
}

/** An order in the staff's list. */
export interface StaffSummary {
  id: string;
  number: number;
  status: string;
  status_text: string;
  total: Money;
  placed_at: string;
  customer: string;
  shipment: string;
}

/** Who one is here: the role, and what it allows; and what is shown of the shop itself. */
export interface StaffTold {
  role: string;
  permissions: string[];
  second_factor: boolean;
  proven: boolean;
  name: string;
  language: string;
  shop: string;
  currency: string;
  timezone: string;
}

/** A variant with its stock. */
export interface StaffVariant {
  sku: string;
  options: string;
  price: Money;
  old_price: Money | null;
  on_hand: number;
  held: number;
  available: number;
  low: boolean;
  hidden: boolean;
}

/** A step of the order's life. */
export interface StepTold {
  at: string;
  event: string;
  status: string | null;
}

/** A variant's stock. */
export interface StockTold {
  product: string;
  sku: string;
  title: string;
  options: string;
  price: Money;
  on_hand: number;
  held: number;
  available: number;
  low: boolean;
  hidden: boolean;
}

/** What happens to goods whose money goes back. `keep`: the buyer keeps them. */
export type StockVerdict = 'restock' | 'quarantine' | 'write_off' | 'keep';

/** Several. */
export interface StocksTold {
  items: StockTold[];
}

/** What Telegram launched the Mini App with, as it came. */
export interface TelegramProof {
  init_data: string;
  shop: string;
}

/** Both tokens; the access token is good for `expires_in` seconds. */
export interface TokensTold {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: string;
  user: User;
}

/** Where the parcel can be followed. */
export interface TrackTold {
  number: string;
  carrier: string | null;
  url: string | null;
}

/** Who signed in. */
export interface User {
  id: string;
}

/** Such a refund with its order. */
export interface WaitingNote {
  id: string;
  amount: Money;
  reason: string;
  requested_by: string;
  mine: boolean;
  order: string;
  number: number;
  customer: string;
  created_at: string;
}

/** All of them. */
export interface WaitingNotes {
  items: WaitingNote[];
}

/** How many wait for each of the staff's steps. `held`: orders that somebody has to look at first. */
export interface WaitingTold {
  accept: number;
  pack: number;
  ship: number;
  deliver: number;
  held: number;
  refunds: number;
  returns_to_decide: number;
  returns_under_way: number;
}

/** Why, in words the buyer may read. */
export interface Why {
  reason: string;
}

/** What the login widget handed to the page, all values as strings. */
export interface WidgetProof {
  shop: string;
  fields: Record<string, string>;
}

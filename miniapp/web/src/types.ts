// What the API answers, under the names used here. The shapes themselves are in `api.ts`, made of the API's own types.

export type {
  AddressTold as Address,
  BlockTold as Block,
  Bonus,
  CardTold as Card,
  CartLineTold as CartLine,
  CartTold as Cart,
  CategoryTold as Category,
  CheckoutTold as Checkout,
  DeliveryTold as Delivery,
  FacetsTold as Facets,
  FoundTold as Found,
  MeTold as Me,
  Money,
  OrderPlacedTold as Placed,
  OrderTold as Order,
  PaymentTold as Payment,
  Picture,
  ProductTold as Product,
  ReturnsTold as Returns,
  ReturnTold as Return,
  ReviewsTold as Reviews,
  SessionTold as SessionOf,
  ShopTold as Shop,
  SummaryTold as OrderSummary,
  ToReviewsTold as ToReview,
  TotalsTold as Totals,
  VariantTold as Variant,
} from './api';

/** A part of a list; `next` is the cursor of the following part. */
export interface Paged<T> {
  items: T[];
  next: string | null;
}

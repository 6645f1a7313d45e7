import { AT, api } from '@/shared/api/base';
import type {
  Page_StaffSummary_,
  RefundAsked,
  RefundableTold,
  RefundWritten,
  StaffOrder,
  StaffTold,
} from '@/shared/api/schema';
import { BY_CURSOR, query } from '@/shared/lists';

export interface OrdersAsked {
  status?: string;
  shipment?: string;
  search?: string;
}

export interface Step {
  id: string;
  step: 'accept' | 'pack' | 'ship' | 'deliver' | 'came-back' | 'review' | 'cancel';
  body?: object;
}

const orders = api.injectEndpoints({
  endpoints: (build) => ({
    orders: build.infiniteQuery<Page_StaffSummary_, OrdersAsked, string>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg, pageParam }) => ({
        path: `${AT}/orders${query({ ...queryArg, cursor: pageParam })}`,
      }),
      providesTags: ['orders'],
    }),
    order: build.query<StaffOrder, string>({
      query: (id) => ({ path: `${AT}/orders/${id}` }),
      providesTags: (_told, _error, id) => [{ type: 'order', id }],
    }),
    step: build.mutation<StaffOrder, Step>({
      query: ({ id, step, body }) => ({ path: `${AT}/orders/${id}/${step}`, method: 'POST', body }),
      // Also when it was refused: somebody else was faster, and this page is behind.
      invalidatesTags: (_told, _error, { id }) => [{ type: 'order', id }, 'orders', 'waiting'],
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const told = await queryFulfilled.catch(() => null);
        if (told) dispatch(orders.util.updateQueryData('order', id, () => told.data));
      },
    }),
    refundable: build.query<RefundableTold, string>({
      query: (id) => ({ path: `${AT}/orders/${id}/refundable` }),
      keepUnusedDataFor: 0,
    }),
    refund: build.mutation<RefundWritten, { id: string; asked: RefundAsked }>({
      query: ({ id, asked }) => ({ path: `${AT}/orders/${id}/refunds`, method: 'POST', body: asked }),
      invalidatesTags: (_told, _error, { id }) => [{ type: 'order', id }, 'orders', 'waiting', 'refunds'],
    }),
    settleRefund: build.mutation<StaffTold, { id: string; order: string }>({
      query: ({ id }) => ({ path: `${AT}/refunds/${id}/paid`, method: 'POST' }),
      invalidatesTags: (_told, _error, { order }) => [{ type: 'order', id: order }, 'waiting'],
    }),
  }),
});

export const {
  useOrdersInfiniteQuery,
  useOrderQuery,
  useStepMutation,
  useRefundableQuery,
  useRefundMutation,
  useSettleRefundMutation,
} = orders;

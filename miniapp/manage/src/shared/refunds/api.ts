import { AT, api } from '@/shared/api/base';
import type { StaffTold, WaitingNotes } from '@/shared/api/schema';

const refunds = api.injectEndpoints({
  endpoints: (build) => ({
    waitingRefunds: build.query<WaitingNotes, void>({
      query: () => ({ path: `${AT}/refunds` }),
      providesTags: ['refunds'],
    }),
    decideRefund: build.mutation<StaffTold, { id: string; order: string; decision: 'approve' | 'reject' }>({
      query: ({ id, decision }) => ({ path: `${AT}/refunds/${id}/${decision}`, method: 'POST' }),
      invalidatesTags: (_told, _error, { order }) => [
        'refunds',
        'waiting',
        'orders',
        { type: 'order', id: order },
      ],
    }),
  }),
});

export const { useWaitingRefundsQuery, useDecideRefundMutation } = refunds;

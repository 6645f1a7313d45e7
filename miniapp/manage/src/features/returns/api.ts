import { AT, api } from '@/shared/api/base';
import type {
  Answered,
  Closing,
  InspectionAsked,
  Page_ReturnSummaryTold_,
  ReceptionAsked,
  StaffReturn,
} from '@/shared/api/schema';
import { BY_CURSOR, query } from '@/shared/lists';

export type ReturnStep =
  | { step: 'decision'; body: Answered }
  | { step: 'reception'; body: ReceptionAsked }
  | { step: 'inspection'; body: InspectionAsked }
  | { step: 'close'; body: Closing };

const returns = api.injectEndpoints({
  endpoints: (build) => ({
    returns: build.infiniteQuery<Page_ReturnSummaryTold_, string, string>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg, pageParam }) => ({
        path: `${AT}/returns${query({ state: queryArg, cursor: pageParam })}`,
      }),
      providesTags: ['returns'],
    }),
    return: build.query<StaffReturn, string>({
      query: (id) => ({ path: `${AT}/returns/${id}` }),
      providesTags: (_told, _error, id) => [{ type: 'return', id }],
    }),
    returnStep: build.mutation<StaffReturn, { id: string } & ReturnStep>({
      query: ({ id, step, body }) => ({ path: `${AT}/returns/${id}/${step}`, method: 'POST', body }),
      invalidatesTags: (_told, _error, { id }) => [
        { type: 'return', id },
        'returns',
        'waiting',
        'order',
        'orders',
      ],
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const told = await queryFulfilled.catch(() => null);
        if (told) dispatch(returns.util.updateQueryData('return', id, () => told.data));
      },
    }),
  }),
});

export const { useReturnsInfiniteQuery, useReturnQuery, useReturnStepMutation } = returns;

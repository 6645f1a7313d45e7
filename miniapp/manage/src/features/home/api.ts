import { AT, api } from '@/shared/api/base';
import type { Page_StaffSummary_, StocksTold, WaitingTold } from '@/shared/api/schema';
import { query } from '@/shared/lists';

const home = api.injectEndpoints({
  endpoints: (build) => ({
    waiting: build.query<WaitingTold, void>({
      query: () => ({ path: `${AT}/waiting` }),
      providesTags: ['waiting'],
    }),
    firstOrders: build.query<Page_StaffSummary_, { status: string; shipment?: string }>({
      query: (asked) => ({ path: `${AT}/orders${query(asked)}` }),
      providesTags: ['orders'],
    }),
    lowStock: build.query<StocksTold, void>({
      query: () => ({ path: `${AT}/stock` }),
      providesTags: ['products'],
    }),
  }),
});

export const { useWaitingQuery, useFirstOrdersQuery, useLowStockQuery } = home;

import { AT, api } from '@/shared/api/base';
import type { ChangedGoods, ChangedStock, Page_StaffProduct_, StockTold } from '@/shared/api/schema';
import { BY_CURSOR, query } from '@/shared/lists';

export interface GoodsAsked {
  shelf?: string;
  search?: string;
}

const goods = api.injectEndpoints({
  endpoints: (build) => ({
    products: build.infiniteQuery<Page_StaffProduct_, GoodsAsked, string>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg, pageParam }) => ({
        path: `${AT}/products${query({ ...queryArg, cursor: pageParam })}`,
      }),
      providesTags: ['products'],
    }),
    changeStock: build.mutation<StockTold, { sku: string; change: ChangedStock }>({
      query: ({ sku, change }) => ({
        path: `${AT}/stock/${encodeURIComponent(sku)}`,
        method: 'PUT',
        body: change,
      }),
      invalidatesTags: ['products'],
    }),
    changeGoods: build.mutation<StockTold, { sku: string; change: ChangedGoods }>({
      query: ({ sku, change }) => ({
        path: `${AT}/goods/${encodeURIComponent(sku)}`,
        method: 'PATCH',
        body: change,
      }),
      invalidatesTags: ['products'],
    }),
  }),
});

export const { useProductsInfiniteQuery, useChangeStockMutation, useChangeGoodsMutation } = goods;

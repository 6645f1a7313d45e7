// Who one is in this shop, and what the role allows.
import { createContext, useContext } from 'react';
import { AT, api } from './api/base';
import type { MeTold, StaffTold } from './api/schema';
import { slug } from './session';
import type { Language } from './words/words';

export type Permission =
  | 'see_orders'
  | 'accept_orders'
  | 'ship_orders'
  | 'see_stock'
  | 'change_stock'
  | 'change_prices'
  | 'change_products'
  | 'refund_orders'
  | 'approve_refunds';

const staff = api.injectEndpoints({
  endpoints: (build) => ({
    staff: build.query<StaffTold, void>({ query: () => ({ path: AT }), providesTags: ['me'] }),
    speak: build.mutation<MeTold, Language>({
      query: (language) => ({ path: `me?shop=${slug}`, method: 'PATCH', body: { language } }),
      async onQueryStarted(language, { dispatch, queryFulfilled }) {
        if (!(await queryFulfilled.catch(() => null))) return;
        const change = staff.util.updateQueryData('staff', undefined, (me) => {
          me.language = language;
        });
        dispatch(change);
      },
    }),
  }),
});

export const { useStaffQuery, useSpeakMutation } = staff;

export const Staff = createContext<StaffTold | null>(null);

/** Oneself in this shop; only below the doorman. */
export function useMe(): StaffTold {
  const me = useContext(Staff);
  if (!me) throw new Error('nobody is signed in');
  return me;
}

export function useMay(): (what: Permission) => boolean {
  const { permissions } = useMe();
  return (what) => permissions.includes(what);
}

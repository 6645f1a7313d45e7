import { api } from '@/shared/api/base';
import type { FactorTold } from '@/shared/api/schema';

const door = api.injectEndpoints({
  endpoints: (build) => ({
    factor: build.query<FactorTold, void>({
      query: () => ({ path: 'auth/second-factor' }),
      keepUnusedDataFor: 0,
    }),
    stepUp: build.mutation<null, string>({
      query: (code) => ({ path: 'auth/step-up', method: 'POST', body: { code } }),
    }),
  }),
});

export const { useFactorQuery, useStepUpMutation } = door;

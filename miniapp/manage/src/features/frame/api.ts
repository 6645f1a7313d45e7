import { api } from '@/shared/api/base';

const frame = api.injectEndpoints({
  endpoints: (build) => ({
    logout: build.mutation<null, void>({ query: () => ({ path: 'auth/logout', method: 'POST' }) }),
  }),
});

export const { useLogoutMutation } = frame;

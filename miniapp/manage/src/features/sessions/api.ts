import { api } from '@/shared/api/base';
import type { Done, SessionsTold } from '@/shared/api/schema';

const sessions = api.injectEndpoints({
  endpoints: (build) => ({
    sessions: build.query<SessionsTold, void>({
      query: () => ({ path: 'auth/sessions' }),
      providesTags: ['sessions'],
    }),
    endSession: build.mutation<null, string>({
      query: (id) => ({ path: `auth/sessions/${id}`, method: 'DELETE' }),
      invalidatesTags: ['sessions'],
    }),
    endOthers: build.mutation<Done, void>({
      query: () => ({ path: 'auth/sessions', method: 'DELETE' }),
      invalidatesTags: ['sessions'],
    }),
  }),
});

export const { useSessionsQuery, useEndSessionMutation, useEndOthersMutation } = sessions;

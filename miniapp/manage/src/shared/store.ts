import { configureStore, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { setupListeners } from '@reduxjs/toolkit/query';
import { useDispatch, useSelector } from 'react-redux';
import { api } from './api/base';
import type { Entry } from './session';

/** Whether somebody is signed in. */
const entry = createSlice({
  name: 'entry',
  initialState: 'starting' as Entry | 'starting',
  reducers: { set: (_, action: PayloadAction<Entry | 'starting'>) => action.payload },
});
export const { set: setEntry } = entry.actions;

interface Notice {
  text: string;
  bad: boolean;
  number: number;
}

/** One sentence about what has just happened. */
const notice = createSlice({
  name: 'notice',
  initialState: { text: '', bad: false, number: 0 } as Notice,
  reducers: {
    say: (state, action: PayloadAction<{ text: string; bad?: boolean }>) => ({
      text: action.payload.text,
      bad: action.payload.bad ?? false,
      number: state.number + 1,
    }),
    hush: (state) => ({ ...state, text: '' }),
  },
});
export const { say, hush } = notice.actions;

export function makeStore() {
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer, entry: entry.reducer, notice: notice.reducer },
    middleware: (usual) => usual({ serializableCheck: false, immutableCheck: false }).concat(api.middleware),
  });
  setupListeners(store.dispatch);
  return store;
}

export type Store = ReturnType<typeof makeStore>;
type State = ReturnType<Store['getState']>;
export const useDo = useDispatch.withTypes<Store['dispatch']>();
export const useNow = useSelector.withTypes<State>();

// A slice as Redux Toolkit's `createSlice` makes one, for reducers that return what is new: no Immer (5 kB) is needed.
import { createAction, type PayloadActionCreator, type UnknownAction } from '@reduxjs/toolkit';

type Reducers<S> = Record<string, (state: S, payload: never) => S>;
type Actions<S, R extends Reducers<S>> = {
  [K in keyof R]: R[K] extends (state: S, payload: infer P) => S
    ? PayloadActionCreator<unknown extends P ? void : P>
    : never;
};

export function slice<S, R extends Reducers<S>>(name: string, initial: S, reducers: R) {
  const actions = Object.fromEntries(
    Object.keys(reducers).map((key) => [key, createAction(`${name}/${key}`)]),
  ) as unknown as Actions<S, R>;
  const reducer = (state: S = initial, action: UnknownAction): S => {
    const [room, key = ''] = action.type.split('/');
    const reduce = room === name ? reducers[key] : undefined;
    return reduce ? reduce(state, action.payload as never) : state;
  };
  return { actions, reducer };
}

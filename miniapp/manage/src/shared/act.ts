import type { Refused } from './api/base';
import { say, useDo } from './store';
import { tick } from './telegram/bridge';
import { sentence } from './ui/states';
import { t } from './words/words';

/** Carry a wish out and say what came of it. What somebody changed meanwhile is loaded anew by the wish's own tags. */
export function useAct() {
  const dispatch = useDo();
  return async (wish: Promise<unknown>, done = ''): Promise<boolean> => {
    try {
      await wish;
      if (done) dispatch(say({ text: done }));
      tick('success');
      return true;
    } catch (error) {
      const why = error as Refused;
      const meanwhile = why.status === 409 ? `${t('meanwhile')} ` : '';
      dispatch(say({ text: meanwhile + sentence(error), bad: true }));
      tick('error');
      return false;
    }
  };
}

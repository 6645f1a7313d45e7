// From a placed order to its page: the invoice inside Telegram, a page elsewhere. What is true then, the server says.
import { go } from '../router';
import { openInvoice, openLink } from '../shared/telegram/actions';
import { inTelegram, since, tick } from '../shared/telegram/bridge';
import { t } from '../shared/words';
import { aged, dispatch, load, say, store } from '../store';
import type { Order, Payment } from '../types';

const LOOK_MS = [0, 700, 1500, 2500, 4000, 6000];

/** Look until the payment is known, or it has taken long: then the page hears of it later. */
async function look(order: string) {
  const path = `~/orders/${order}`;
  for (const wait of LOOK_MS) {
    await new Promise((done) => setTimeout(done, wait));
    await load(path);
    const found = store.getState().answers[path]?.data as Order | undefined;
    if (found && !found.can_pay) break;
  }
  dispatch(aged('~/orders'));
}

export async function settlePayment(order: string, payment: Payment) {
  const { kind, url } = payment;
  if (kind === 'invoice' && url && inTelegram && since('6.1')) {
    const ended = await openInvoice(url);
    go(`/orders/${order}`, true);
    if (ended === 'paid' || ended === 'pending') {
      tick('success');
      await look(order);
    } else {
      dispatch(say({ text: t(ended === 'cancelled' ? 'notPaidYet' : 'payFailed') }));
      dispatch(aged('~/orders'));
    }
    return;
  }
  go(`/orders/${order}`, true);
  if ((kind === 'redirect' || kind === 'invoice') && url) openLink(url, true);
  if (kind === 'later') dispatch(say({ text: t('payLater') }));
}

import Stack from '@mui/material/Stack';
import { useCallback } from 'react';
import type { StaffSummary } from '@/shared/api/schema';
import { itemsOf } from '@/shared/lists';
import { OrderStatus, orderTitle } from '@/shared/order-status';
import { useQueryPart } from '@/shared/page';
import { Chips, Search } from '@/shared/ui/filters';
import { More, Row, Rows } from '@/shared/ui/rows';
import { Screen } from '@/shared/ui/screen';
import { Loaded, Scene } from '@/shared/ui/states';
import { type Key, moment, money, t } from '@/shared/words/words';
import { type OrdersAsked, useOrdersInfiniteQuery } from './api';

/** What can be looked at: named as the work is, not as the states are. */
const VIEWS: Record<string, { title: Key; asked: OrdersAsked }> = {
  '': { title: 'viewAll', asked: {} },
  accept: { title: 'viewAccept', asked: { status: 'awaiting_confirmation' } },
  pack: { title: 'viewPack', asked: { status: 'confirmed' } },
  ship: { title: 'viewShip', asked: { status: 'fulfilling', shipment: 'packed' } },
  way: { title: 'viewWay', asked: { status: 'fulfilling', shipment: 'handed_over' } },
  held: { title: 'viewHeld', asked: { status: 'on_hold' } },
  delivered: { title: 'viewDelivered', asked: { status: 'delivered' } },
  unpaid: { title: 'viewUnpaid', asked: { status: 'awaiting_payment' } },
  cancelled: { title: 'viewCancelled', asked: { status: 'cancelled' } },
};

export function Orders() {
  const [view, look] = useQueryPart('view');
  const [words, search] = useQueryPart('search');
  return (
    <Screen
      title={t('orders')}
      needs="see_orders"
      actions={<Search label={t('searchOrders')} value={words} search={search} />}
    >
      {!words && (
        <Chips
          label={t('whichOrders')}
          chosen={view}
          choose={look}
          options={Object.entries(VIEWS).map(([name, { title }]) => ({ name, title: t(title) }))}
        />
      )}
      <List
        asked={words ? { search: words } : (VIEWS[view] ?? VIEWS[''])!.asked}
        words={words}
        everything={!view}
      />
    </Screen>
  );
}

function List({ asked, words, everything }: { asked: OrdersAsked; words: string; everything: boolean }) {
  const found = useOrdersInfiniteQuery(asked, { pollingInterval: 15_000, skipPollingIfUnfocused: true });
  const load = useCallback(() => found.fetchNextPage(), [found.fetchNextPage]);
  return (
    <Stack sx={{ mt: 2 }}>
      <Loaded asked={{ ...found, data: found.isFetching && !found.currentData ? undefined : found.data }}>
        {({ pages }) => {
          const items = itemsOf(pages);
          if (!items.length) return <Nothing words={words} everything={everything} />;
          return (
            <>
              <Rows label={t('orders')}>
                {items.map((one) => (
                  <OrderRow key={one.id} order={one} />
                ))}
              </Rows>
              <More has={found.hasNextPage} busy={found.isFetchingNextPage} load={load} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function Nothing({ words, everything }: { words: string; everything: boolean }) {
  if (words) return <Scene drawing="parcel" title={t('notFound', { words })} text={t('notFoundOrders')} />;
  return everything ? (
    <Scene drawing="parcel" title={t('noOrders')} text={t('noOrdersText')} />
  ) : (
    <Scene drawing="harbour" title={t('noneHere')} text={t('noneHereText')} />
  );
}

function OrderRow({ order }: { order: StaffSummary }) {
  return (
    <Row
      to={`/order/?id=${order.id}`}
      title={orderTitle(order.number)}
      about={`${order.customer} · ${moment(order.placed_at)}`}
      mark={<OrderStatus status={order.status} shipment={order.shipment} />}
      sum={money(order.total)}
    />
  );
}

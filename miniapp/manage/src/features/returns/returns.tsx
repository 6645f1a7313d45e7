import Stack from '@mui/material/Stack';
import type { ReturnSummaryTold } from '@/shared/api/schema';
import { itemsOf } from '@/shared/lists';
import { orderTitle } from '@/shared/order-status';
import { useQueryPart } from '@/shared/page';
import { Chips } from '@/shared/ui/filters';
import { More, Row, Rows } from '@/shared/ui/rows';
import { Screen } from '@/shared/ui/screen';
import { Loaded, Scene } from '@/shared/ui/states';
import { moment, named, t } from '@/shared/words/words';
import { useReturnsInfiniteQuery } from './api';
import { ReturnState } from './state';

const STATES = ['', 'requested', 'approved', 'closed', 'rejected'];

export function Returns() {
  const [state, look] = useQueryPart('state');
  return (
    <Screen title={t('returns')} needs="see_orders">
      <Chips
        label={t('whichReturns')}
        chosen={state}
        choose={look}
        options={STATES.map((name) => ({ name, title: named('returns', name || 'open') }))}
      />
      <List state={state} />
    </Screen>
  );
}

function List({ state }: { state: string }) {
  const found = useReturnsInfiniteQuery(state, { pollingInterval: 20_000, skipPollingIfUnfocused: true });
  return (
    <Stack sx={{ mt: 2 }}>
      <Loaded asked={{ ...found, data: found.isFetching && !found.currentData ? undefined : found.data }}>
        {({ pages }) => {
          const items = itemsOf(pages);
          if (!items.length)
            return <Scene drawing="harbour" title={t('noReturns')} text={t('noReturnsText')} />;
          return (
            <>
              <Rows label={t('returns')}>
                {items.map((one) => (
                  <ReturnRow key={one.id} one={one} />
                ))}
              </Rows>
              <More has={found.hasNextPage} busy={found.isFetchingNextPage} load={found.fetchNextPage} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

const ReturnRow = ({ one }: { one: ReturnSummaryTold }) => (
  <Row
    to={`/return/?id=${one.id}`}
    title={orderTitle(one.number)}
    about={`${one.customer} · ${moment(one.created_at)}`}
    mark={<ReturnState state={one.state} />}
    sum={named('outcome', one.outcome)}
  />
);

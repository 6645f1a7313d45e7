import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { StockTold, WaitingTold } from '@/shared/api/schema';
import { OrderStatus, orderTitle } from '@/shared/order-status';
import { useWaitingRefundsQuery } from '@/shared/refunds/api';
import { DecideRefund } from '@/shared/refunds/decide';
import { useMay, useMe } from '@/shared/staff';
import { Card } from '@/shared/ui/card';
import { Icon, type IconName } from '@/shared/ui/icon';
import { AreaLink, TextLink } from '@/shared/ui/links';
import { Row, Rows } from '@/shared/ui/rows';
import { Screen } from '@/shared/ui/screen';
import { Failed, Scene } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/tag';
import { type Key, moment, money, named, plural, t } from '@/shared/words/words';
import { useFirstOrdersQuery, useLowStockQuery, useWaitingQuery } from './api';

const POLLED = { pollingInterval: 20_000, skipPollingIfUnfocused: true };

/** What needs doing now, by what one's role can do. */
export function Home() {
  const me = useMe();
  const may = useMay();
  const orders = may('see_orders');
  const stock = may('see_stock');
  return (
    <Screen title={t('hello', { name: me.name })}>
      {orders && <Waiting />}
      {stock && <LowStock />}
      {!orders && !stock && <Scene drawing="lighthouse" title={t('inChat')} text={t('inChatText')} />}
    </Screen>
  );
}

interface Tile {
  name: keyof WaitingTold;
  title: Key;
  icon: IconName;
  to: string;
}

const TILES: Tile[] = [
  { name: 'accept', title: 'tileAccept', icon: 'check', to: '/orders/?view=accept' },
  { name: 'pack', title: 'tilePack', icon: 'box', to: '/orders/?view=pack' },
  { name: 'ship', title: 'tileShip', icon: 'truck', to: '/orders/?view=ship' },
  { name: 'deliver', title: 'tileDeliver', icon: 'door', to: '/orders/?view=way' },
  { name: 'returns_to_decide', title: 'tileReturns', icon: 'returns', to: '/returns/?state=requested' },
  { name: 'held', title: 'tileHeld', icon: 'alert', to: '/orders/?view=held' },
];

function Waiting() {
  const { data, error, refetch } = useWaitingQuery(undefined, POLLED);
  if (!data && error) return <Failed error={error} again={refetch} />;
  const work = data && Object.values(data).reduce((all, one) => all + one, 0);
  return (
    <>
      <Typography color="textSecondary" sx={{ mb: 2, mt: -1.5 }} aria-live="polite">
        {work === undefined ? t('loading') : work ? plural('waits', work) : t('allDone')}
      </Typography>
      <Box
        component="ul"
        aria-label={t('whatWaits')}
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', sm: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        {TILES.map((tile) => (
          <li key={tile.name}>
            <TileLink tile={tile} count={data?.[tile.name]} />
          </li>
        ))}
      </Box>
      {data && (
        <Stack sx={{ gap: 3, mt: 3 }}>
          {data.refunds > 0 && <Refunds />}
          {data.accept > 0 && <First title="viewAccept" status="awaiting_confirmation" view="accept" />}
          {data.pack > 0 && <First title="viewPack" status="confirmed" view="pack" />}
          {data.ship > 0 && <First title="viewShip" status="fulfilling" shipment="packed" view="ship" />}
          {!work && <Scene drawing="harbour" title={t('quiet')} text={t('quietText')} />}
        </Stack>
      )}
    </>
  );
}

function TileLink({ tile, count }: { tile: Tile; count: number | undefined }) {
  const waits = Boolean(count);
  return (
    <AreaLink
      to={tile.to}
      sx={{
        width: '100%',
        height: '100%',
        p: 2,
        gap: 0.5,
        flexDirection: 'column',
        alignItems: 'stretch',
        justifyContent: 'flex-start',
        textAlign: 'left',
        border: 1,
        borderColor: 'divider',
        borderRadius: '14px',
        bgcolor: 'background.paper',
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center' }}>
        <Typography
          component="span"
          sx={{
            fontSize: '1.75rem',
            fontWeight: 650,
            lineHeight: 1.2,
            color: waits ? 'text.primary' : 'text.secondary',
          }}
        >
          {count === undefined ? <Skeleton width={36} /> : count}
        </Typography>
        <Box
          sx={{
            display: 'grid',
            placeItems: 'center',
            width: 36,
            height: 36,
            borderRadius: '10px',
            color: waits ? 'warning.main' : 'text.secondary',
            bgcolor: waits
              ? 'color-mix(in srgb, var(--mui-palette-warning-main) 12%, transparent)'
              : 'background.default',
          }}
        >
          <Icon name={tile.icon} fontSize="small" />
        </Box>
      </Stack>
      <Typography component="span" variant="body2" color="textSecondary">
        {t(tile.title)}
      </Typography>
    </AreaLink>
  );
}

function First({ title, view, ...asked }: { title: Key; view: string; status: string; shipment?: string }) {
  const { data } = useFirstOrdersQuery(asked, POLLED);
  if (!data?.items.length) return null;
  const shown = data.items.slice(0, 4);
  return (
    <section>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'baseline', mb: 1 }}>
        <Typography variant="h2">{t(title)}</Typography>
        {data.items.length > shown.length && <TextLink to={`/orders/?view=${view}`}>{t('all')}</TextLink>}
      </Stack>
      <Rows label={t(title)}>
        {shown.map((one) => (
          <Row
            key={one.id}
            to={`/order/?id=${one.id}`}
            title={orderTitle(one.number)}
            about={`${one.customer} · ${moment(one.placed_at)}`}
            mark={<OrderStatus status={one.status} shipment={one.shipment} />}
            sum={money(one.total)}
          />
        ))}
      </Rows>
    </section>
  );
}

function Refunds() {
  const { data } = useWaitingRefundsQuery(undefined, POLLED);
  if (!data?.items.length) return null;
  return (
    <Card title={t('refundsWait')}>
      <Stack component="ul" sx={{ listStyle: 'none', m: 0, p: 0, gap: 2 }}>
        {data.items.map((note) => (
          <Stack
            component="li"
            key={note.id}
            direction={{ xs: 'column', sm: 'row' }}
            sx={{ gap: 1, justifyContent: 'space-between', alignItems: { sm: 'center' } }}
          >
            <Typography>
              <strong>{money(note.amount)}</strong> ·{' '}
              <TextLink to={`/order/?id=${note.order}`}>{orderTitle(note.number)}</TextLink> · {note.customer}
              <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
                {named('why', note.reason)} ·{' '}
                {note.mine ? t('askedByYou') : t('askedBy', { name: note.requested_by })}
              </Typography>
            </Typography>
            <DecideRefund note={note} order={note.order} />
          </Stack>
        ))}
      </Stack>
    </Card>
  );
}

function LowStock() {
  const { data } = useLowStockQuery(undefined, { pollingInterval: 60_000, skipPollingIfUnfocused: true });
  const low = (data?.items ?? []).filter((one) => one.low).slice(0, 5);
  if (!low.length) return null;
  return (
    <Box component="section" sx={{ mt: 3 }}>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'baseline', mb: 1 }}>
        <Typography variant="h2">{t('lowTitle')}</Typography>
        <TextLink to="/products/?shelf=low">{t('all')}</TextLink>
      </Stack>
      <Paper variant="outlined">
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, p: 0, 'li + li': { borderTop: 1, borderColor: 'divider' } }}
        >
          {low.map((one) => (
            <Low key={one.sku} one={one} />
          ))}
        </Box>
      </Paper>
    </Box>
  );
}

const Low = ({ one }: { one: StockTold }) => (
  <Stack
    component="li"
    direction="row"
    sx={{ gap: 2, alignItems: 'center', px: { xs: 2, sm: 2.5 }, py: 1.25 }}
  >
    <Typography sx={{ flex: 1, minWidth: 0 }}>
      {one.title}
      {one.options && ` · ${one.options}`}{' '}
      <Typography component="span" variant="body2" color="textSecondary">
        {one.sku}
      </Typography>
    </Typography>
    <Tag tone={one.available > 0 ? 'warning' : 'error'}>
      {one.available > 0 ? plural('left', one.available) : t('soldOut')}
    </Tag>
  </Stack>
);

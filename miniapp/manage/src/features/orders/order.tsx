import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Money, StaffOrder } from '@/shared/api/schema';
import { OrderStatus, orderTitle } from '@/shared/order-status';
import { DecideRefund } from '@/shared/refunds/decide';
import { Card } from '@/shared/ui/card';
import { Icon } from '@/shared/ui/icon';
import { TextLink } from '@/shared/ui/links';
import { Screen } from '@/shared/ui/screen';
import { Loaded, Waiting } from '@/shared/ui/states';
import { knows, moment, money, named, plural, t } from '@/shared/words/words';
import { useOrderQuery } from './api';
import { Journal } from './journal';
import { Refunds } from './refunds';
import { Steps } from './steps';

export function Order() {
  const id = useSearchParams().get('id') ?? '';
  const asked = useOrderQuery(id, { pollingInterval: 15_000, skipPollingIfUnfocused: true });
  const order = asked.data?.order;
  return (
    <Screen
      title={order ? orderTitle(order.number) : t('order')}
      needs="see_orders"
      back={{ to: '/orders/', title: t('toOrders') }}
      beside={order && <OrderStatus status={order.status} shipment={order.shipment} />}
    >
      <Loaded asked={asked} waiting={<Waiting rows={4} height={120} />}>
        {(card) => <Parts card={card} />}
      </Loaded>
    </Screen>
  );
}

function Parts({ card }: { card: StaffOrder }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 340px' },
      }}
    >
      <Stack sx={{ gap: 2, gridColumn: { lg: 2 }, gridRow: 1 }}>
        <Steps card={card} />
        <People card={card} />
      </Stack>
      <Stack sx={{ gap: 2, gridColumn: { lg: 1 }, gridRow: { lg: '1 / span 2' }, minWidth: 0 }}>
        <Marks card={card} />
        <Notes card={card} />
        <Lines card={card} />
        <Refunds card={card} />
        <Journal card={card} />
      </Stack>
    </Box>
  );
}

/** What somebody should know before doing anything. */
function Marks({ card }: { card: StaffOrder }) {
  const { order } = card;
  const held = order.status === 'on_hold';
  const why = card.reason && (knows('hold', card.reason) ? named('hold', card.reason) : card.reason);
  return (
    <>
      {held && (
        <Alert severity="warning" icon={<Icon name="alert" />}>
          <strong>{t('heldTitle')}</strong>
          {why && <div>{why}</div>}
          {card.held.map((one) => (
            <div key={one}>{one}</div>
          ))}
        </Alert>
      )}
      {order.status === 'cancelled' && why && (
        <Alert severity="info" icon={false}>
          {t('cancelledFor', { why })}
        </Alert>
      )}
      {card.test_money && (
        <Alert severity="info" icon={false}>
          {t('testMoney')}
        </Alert>
      )}
    </>
  );
}

function Notes({ card }: { card: StaffOrder }) {
  if (!card.notes.length) return null;
  return (
    <Card title={t('refundsWait')}>
      <Stack sx={{ gap: 2 }}>
        {card.notes.map((note) => (
          <Stack key={note.id} sx={{ gap: 1 }}>
            <Typography>
              <strong>{money(note.amount)}</strong> · {named('why', note.reason)}
              <Typography component="span" color="textSecondary" sx={{ display: 'block' }} variant="body2">
                {note.mine ? t('askedByYou') : t('askedBy', { name: note.requested_by })}
              </Typography>
            </Typography>
            <DecideRefund note={note} order={card.order.id} />
          </Stack>
        ))}
      </Stack>
    </Card>
  );
}

function Lines({ card: { order } }: { card: StaffOrder }) {
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Card title={plural('pieces', pieces)}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {order.lines.map((line) => (
          <Box
            component="li"
            key={line.position}
            sx={{
              display: 'grid',
              gridTemplateColumns: '1fr auto',
              columnGap: 2,
              py: 1.25,
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <Typography sx={{ fontWeight: 600 }}>
              {line.title}
              {line.options && ` · ${line.options}`}
            </Typography>
            <Typography sx={{ fontWeight: 600, whiteSpace: 'nowrap', textAlign: 'right' }}>
              {money(line.total)}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {line.sku}
              {line.refunded > 0 && ` · ${t('refundedPieces', { count: line.refunded })}`}
            </Typography>
            <Typography
              variant="body2"
              color="textSecondary"
              sx={{ whiteSpace: 'nowrap', textAlign: 'right' }}
            >
              {line.quantity} × {money(line.price)}
            </Typography>
          </Box>
        ))}
      </Box>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: '1fr auto',
          rowGap: 0.75,
          m: 0,
          mt: 1.5,
          dd: { m: 0, textAlign: 'right' },
        }}
      >
        <Sum title={t('goods')} sum={order.goods} />
        <Sum title={order.delivery_title} sum={order.delivery} always={order.delivery_title !== ''} />
        <Sum title={t('discount')} sum={order.discount} minus />
        <Sum title={t('tax')} sum={order.tax} />
        <Sum title={t('gift')} sum={order.gift} minus />
        <Sum title={t('points')} sum={order.points} minus />
        <Sum title={t('total')} sum={order.total} always strong />
      </Box>
    </Card>
  );
}

function Sum({
  title,
  sum,
  minus,
  always,
  strong,
}: {
  title: string;
  sum: Money;
  minus?: boolean;
  always?: boolean;
  strong?: boolean;
}) {
  if (!sum.amount && !always) return null;
  const look = strong ? { fontWeight: 650, fontSize: '1.0625rem' } : { color: 'text.secondary' };
  return (
    <>
      <Typography component="dt" sx={look}>
        {title}
      </Typography>
      <Typography component="dd" sx={look}>
        {money(minus ? { ...sum, amount: -sum.amount } : sum)}
      </Typography>
    </>
  );
}

function People({ card }: { card: StaffOrder }) {
  const { order, customer } = card;
  const phone = customer.phone ?? order.phone;
  const due = order.owed.amount > 0;
  return (
    <Card title={t('customer')}>
      <Stack sx={{ gap: 1.5 }}>
        <Fact icon="user">
          <strong>{customer.name}</strong>
          {customer.username && (
            <Link
              href={`https://t.me/${customer.username}`}
              target="_blank"
              rel="noopener"
              sx={{ display: 'block' }}
            >
              @{customer.username}
            </Link>
          )}
        </Fact>
        {phone && (
          <Fact icon="phone">
            <Link href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</Link>
          </Fact>
        )}
        <Fact icon={card.delivery_kind === 'courier' ? 'truck' : 'shop'}>
          {order.delivery_title}
          {order.address && (
            <Box sx={{ color: 'text.secondary', whiteSpace: 'pre-line' }}>{order.address}</Box>
          )}
          {card.courier && (
            <Box sx={{ color: 'text.secondary' }}>{t('broughtBy', { name: card.courier })}</Box>
          )}
          {order.tracking && (
            <Box>
              {order.tracking.carrier && `${order.tracking.carrier}: `}
              {order.tracking.url ? (
                <Link href={order.tracking.url} target="_blank" rel="noopener">
                  {order.tracking.number}
                </Link>
              ) : (
                order.tracking.number
              )}
            </Box>
          )}
        </Fact>
        <Fact icon="coins">
          {order.payment?.title.replace(/^[^\p{L}]+/u, '') || t('payment')}
          <Box sx={{ color: due ? 'warning.main' : 'text.secondary', fontWeight: due ? 600 : 400 }}>
            {due ? t('owed', { sum: money(order.owed) }) : t('paidSum', { sum: money(card.paid) })}
          </Box>
        </Fact>
        {order.comment && <Fact icon="chat">{order.comment}</Fact>}
        {order.gift_note && <Fact icon="edit">{t('giftNote', { note: order.gift_note })}</Fact>}
        <Fact icon="clock">{t('placedAt', { when: moment(order.placed_at) })}</Fact>
        {order.returns.map((one) => (
          <Fact key={one} icon="returns">
            <TextLink to={`/return/?id=${one}`}>{t('itsReturn')}</TextLink>
          </Fact>
        ))}
      </Stack>
    </Card>
  );
}

function Fact({ icon, children }: { icon: Parameters<typeof Icon>[0]['name']; children: ReactNode }) {
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'flex-start', fontSize: '0.9375rem' }}>
      <Icon name={icon} fontSize="small" sx={{ color: 'text.secondary', mt: '2px' }} />
      <Box sx={{ minWidth: 0 }}>{children}</Box>
    </Stack>
  );
}

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSearchParams } from 'next/navigation';
import type { StaffReturn, StaffReturnLine } from '@/shared/api/schema';
import { Card } from '@/shared/ui/card';
import { TextLink } from '@/shared/ui/links';
import { Screen } from '@/shared/ui/screen';
import { Loaded, Waiting } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/tag';
import { knows, moment, money, named, t } from '@/shared/words/words';
import { useReturnQuery } from './api';
import { ReturnState } from './state';
import { Steps } from './steps';

export function Return() {
  const id = useSearchParams().get('id') ?? '';
  const asked = useReturnQuery(id, { pollingInterval: 20_000, skipPollingIfUnfocused: true });
  const told = asked.data?.told;
  return (
    <Screen
      title={told ? t('returnOf', { number: told.number }) : t('return')}
      needs="see_orders"
      back={{ to: '/returns/', title: t('toReturns') }}
      beside={told && <ReturnState state={told.state} />}
    >
      <Loaded asked={asked} waiting={<Waiting rows={3} height={120} />}>
        {(card) => <Parts card={card} />}
      </Loaded>
    </Screen>
  );
}

function Parts({ card }: { card: StaffReturn }) {
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
        <About card={card} />
      </Stack>
      <Stack sx={{ gap: 2, gridColumn: { lg: 1 }, gridRow: { lg: 1 }, minWidth: 0 }}>
        <Result card={card} />
        <Card title={t('goodsBack')}>
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, 'li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {card.lines.map((line) => (
              <Line key={line.position} line={line} />
            ))}
          </Box>
        </Card>
        <Journal card={card} />
      </Stack>
    </Box>
  );
}

function Line({ line }: { line: StaffReturnLine }) {
  const came =
    line.reception === 'awaiting' ? null : t('cameOf', { came: line.received, count: line.quantity });
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '1fr auto', columnGap: 2, rowGap: 0.75, py: 1.25 }}
    >
      <Typography sx={{ fontWeight: 600 }}>
        {line.title}
        {line.options && ` · ${line.options}`} × {line.quantity}
      </Typography>
      <Typography sx={{ fontWeight: 600, whiteSpace: 'nowrap' }}>{money(line.worth)}</Typography>
      <Stack direction="row" sx={{ gap: 0.75, flexWrap: 'wrap', gridColumn: '1 / -1' }}>
        <Tag
          tone={
            line.reception === 'received' ? 'success' : line.reception === 'awaiting' ? 'quiet' : 'warning'
          }
        >
          {came ? `${named('reception', line.reception)} · ${came}` : named('reception', line.reception)}
        </Tag>
        {line.acceptance !== 'pending' && line.received > 0 && (
          <Tag tone={line.acceptance === 'rejected' ? 'warning' : 'success'}>
            {t('takenOf', { taken: line.accepted, count: line.received })}
            {line.verdict && ` · ${named('verdict', line.verdict)}`}
          </Tag>
        )}
      </Stack>
      {line.instead && (
        <Typography variant="body2" color="textSecondary" sx={{ gridColumn: '1 / -1' }}>
          {t('insteadOf', { title: line.instead })}
        </Typography>
      )}
    </Box>
  );
}

function About({ card }: { card: StaffReturn }) {
  const { told } = card;
  return (
    <Card title={t('customer')}>
      <Stack sx={{ gap: 1 }}>
        <Typography>
          <strong>{card.customer}</strong>
          {card.username && (
            <Link
              href={`https://t.me/${card.username}`}
              target="_blank"
              rel="noopener"
              sx={{ display: 'block' }}
            >
              @{card.username}
            </Link>
          )}
        </Typography>
        <Fact title={t('reason')} text={named('returnWhy', told.reason)} />
        <Fact title={t('wants')} text={named('outcome', told.outcome)} />
        {told.comment && <Fact title={t('comment')} text={told.comment} />}
        {card.tracking && <Fact title={t('tracking')} text={card.tracking} />}
        {told.answer && (
          <Fact
            title={t('ourAnswer')}
            text={knows('refusal', told.answer) ? named('refusal', told.answer) : told.answer}
          />
        )}
        {card.photos > 0 && <Fact title={t('photos')} text={t('photosInChat', { count: card.photos })} />}
        <Fact title={t('asked')} text={moment(told.created_at)} />
        <TextLink to={`/order/?id=${told.order}`}>{t('openOrder', { number: told.number })}</TextLink>
      </Stack>
    </Card>
  );
}

const Fact = ({ title, text }: { title: string; text: string }) => (
  <Typography>
    <Typography component="span" variant="body2" color="textSecondary" sx={{ display: 'block' }}>
      {title}
    </Typography>
    {text}
  </Typography>
);

/** What a closed return came to. */
function Result({ card }: { card: StaffReturn }) {
  if (card.told.state !== 'closed') return null;
  const lines = [
    card.exchange !== null && t('cameToExchange', { number: card.exchange }),
    card.exchange === null && card.credit.amount > 0 && t('cameToCredit', { sum: money(card.credit) }),
    card.amount.amount > card.credit.amount &&
      t('cameToMoney', { sum: money({ ...card.amount, amount: card.amount.amount - card.credit.amount }) }),
    card.amount.amount === 0 && t('cameToNothing'),
  ].filter((line): line is string => Boolean(line));
  return (
    <Alert severity="success" icon={false}>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </Alert>
  );
}

function Journal({ card }: { card: StaffReturn }) {
  const steps = card.journal.filter((step) => knows('returnDid', step.event)).reverse();
  return (
    <Card title={t('timeline')}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
        {steps.map((step) => (
          <li key={`${step.at}-${step.event}`}>
            <Typography>{named('returnDid', step.event)}</Typography>
            <Typography variant="body2" color="textSecondary">
              {[moment(step.at), step.who].filter(Boolean).join(' · ')}
            </Typography>
          </li>
        ))}
      </Box>
    </Card>
  );
}

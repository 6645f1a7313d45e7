import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { StaffOrder } from '@/shared/api/schema';
import { Card } from '@/shared/ui/card';
import { knows, moment, named, t } from '@/shared/words/words';

/** What happened to the order, the newest first, and who did it. */
export function Journal({ card }: { card: StaffOrder }) {
  const steps = card.journal.filter((step) => knows('did', step.event)).reverse();
  return (
    <Card title={t('timeline')}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.map((step, place) => (
          <Box
            component="li"
            key={`${step.at}-${step.event}`}
            sx={{
              position: 'relative',
              pl: 3,
              pb: place < steps.length - 1 ? 2 : 0,
              '&::before': {
                content: '""',
                position: 'absolute',
                left: 4,
                top: 6,
                width: 9,
                height: 9,
                borderRadius: '50%',
                bgcolor: place ? 'divider' : 'primary.main',
              },
              '&::after': {
                content: '""',
                display: place < steps.length - 1 ? 'block' : 'none',
                position: 'absolute',
                left: 8,
                top: 19,
                bottom: -4,
                width: '1px',
                bgcolor: 'divider',
              },
            }}
          >
            <Typography sx={{ fontWeight: place ? 400 : 600 }}>{named('did', step.event)}</Typography>
            <Typography variant="body2" color="textSecondary">
              {[moment(step.at), step.who, step.event === 'handed_over' && step.reason]
                .filter(Boolean)
                .join(' · ')}
            </Typography>
          </Box>
        ))}
      </Box>
    </Card>
  );
}

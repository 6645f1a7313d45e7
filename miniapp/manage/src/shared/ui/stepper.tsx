import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { t } from '../words/words';
import { Icon } from './icon';

interface StepperProps {
  label: string;
  value: number;
  least?: number;
  most: number;
  change: (value: number) => void;
}

/** A small number, changed by one. */
export function Stepper({ label, value, least = 0, most, change }: StepperProps) {
  return (
    <Stack role="group" aria-label={label} direction="row" sx={{ alignItems: 'center', flexShrink: 0 }}>
      <IconButton
        size="small"
        aria-label={t('less')}
        disabled={value <= least}
        onClick={() => change(value - 1)}
      >
        <Icon name="minus" fontSize="small" />
      </IconButton>
      <Typography aria-live="polite" sx={{ minWidth: 28, textAlign: 'center', fontWeight: 600 }}>
        {value}
      </Typography>
      <IconButton
        size="small"
        aria-label={t('moreOf')}
        disabled={value >= most}
        onClick={() => change(value + 1)}
      >
        <Icon name="plus" fontSize="small" />
      </IconButton>
    </Stack>
  );
}

// A question in a dialog: a form with one thing to send.
import Box from '@mui/material/Box';
import Button, { type ButtonProps } from '@mui/material/Button';
import MuiDialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { t } from '../words/words';

interface DialogProps {
  title: string;
  children?: ReactNode;
  action: string;
  tone?: ButtonProps['color'];
  disabled?: boolean;
  /** Returns whether it was done: then the dialog closes. */
  send: () => Promise<boolean>;
  close: () => void;
}

export function Dialog({ title, children, action, tone = 'primary', disabled, send, close }: DialogProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || disabled) return;
    setBusy(true);
    const done = await send();
    setBusy(false);
    if (done) close();
  };
  return (
    <MuiDialog open onClose={busy ? undefined : close} maxWidth="xs" fullWidth aria-labelledby={id}>
      <Box
        component="form"
        noValidate
        onSubmit={submit}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
      >
        <DialogTitle id={id} variant="h2" sx={{ pb: 1 }}>
          {title}
        </DialogTitle>
        {children && (
          <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>{children}</DialogContent>
        )}
        <DialogActions>
          <Button onClick={close} disabled={busy} color="inherit">
            {t('back')}
          </Button>
          <Button type="submit" variant="contained" color={tone} loading={busy} disabled={disabled}>
            {action}
          </Button>
        </DialogActions>
      </Box>
    </MuiDialog>
  );
}

import Paper, { type PaperProps } from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

interface CardProps extends Omit<PaperProps, 'title'> {
  title?: string;
  actions?: ReactNode;
}

/** A sheet of paper on the page; with a title it is a region of its own. */
export function Card({ title, actions, children, sx, ...rest }: CardProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={title ? id : undefined}
      sx={[{ p: { xs: 2, sm: 2.5 } }, ...(Array.isArray(sx) ? sx : [sx])]}
      {...rest}
    >
      {title && (
        <Typography
          id={id}
          variant="h2"
          sx={{ mb: 1.5, display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}
        >
          {title}
          {actions}
        </Typography>
      )}
      {children}
    </Paper>
  );
}

import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect } from 'react';
import { Drawing } from '@/shared/ui/drawing';
import { t } from '@/shared/words/words';

/** The room before the door: a lighthouse, and one sheet with what is to be done. */
export function Hall({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t('dashboard')}`;
  }, [title]);
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '1.1fr 1fr' },
        alignItems: 'center',
      }}
    >
      <Box
        sx={{
          display: { xs: 'none', md: 'grid' },
          placeItems: 'center',
          alignSelf: 'stretch',
          bgcolor: 'primary.light',
          textAlign: 'center',
          p: 6,
        }}
      >
        <Box>
          <Drawing name="lighthouse" size={260} />
          <Typography variant="h2" component="p" sx={{ mt: 3 }}>
            {t('hallTitle')}
          </Typography>
          <Typography sx={{ mt: 1, maxWidth: 360, mx: 'auto' }}>{t('hallText')}</Typography>
        </Box>
      </Box>
      <Box sx={{ p: { xs: 2, sm: 4 }, display: 'grid', placeItems: 'center' }}>
        <Box sx={{ display: { md: 'none' }, mb: 1 }}>
          <Drawing name="lighthouse" size={120} />
        </Box>
        <Paper
          variant="outlined"
          sx={{ p: { xs: 3, sm: 4 }, width: '100%', maxWidth: 440, display: 'grid', gap: 2 }}
        >
          <Typography variant="h1">{title}</Typography>
          {children}
        </Paper>
      </Box>
    </Box>
  );
}

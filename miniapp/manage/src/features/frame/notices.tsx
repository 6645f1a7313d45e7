import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useEffect } from 'react';
import { hush, useDo, useNow } from '@/shared/store';
import { Icon } from '@/shared/ui/icon';
import { t } from '@/shared/words/words';

/** One sentence about what has just happened, above everything; it goes by itself. */
export function Notices() {
  const { text, bad, number } = useNow((state) => state.notice);
  const dispatch = useDo();
  useEffect(() => {
    if (!text) return;
    const later = setTimeout(() => dispatch(hush()), number ? (bad ? 9000 : 5000) : 0);
    return () => clearTimeout(later);
  }, [text, bad, number, dispatch]);
  return (
    <Box
      role={bad ? 'alert' : 'status'}
      sx={{
        position: 'fixed',
        zIndex: 1500,
        insetInline: 0,
        bottom: { xs: 'calc(72px + env(safe-area-inset-bottom))', md: 24 },
        display: 'grid',
        placeItems: 'center',
        px: 2,
        pointerEvents: 'none',
      }}
    >
      {text && (
        <Box
          key={number}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1.5,
            pl: 2,
            pr: 0.75,
            py: 0.75,
            maxWidth: 560,
            pointerEvents: 'auto',
            borderRadius: '12px',
            border: 1,
            borderColor: bad ? 'error.main' : 'divider',
            bgcolor: 'background.paper',
            boxShadow: '0 8px 28px rgb(0 0 0 / 0.22)',
          }}
        >
          <Icon
            name={bad ? 'alert' : 'check'}
            fontSize="small"
            sx={{ color: bad ? 'error.main' : 'success.main' }}
          />
          <span>{text}</span>
          <IconButton aria-label={t('close')} onClick={() => dispatch(hush())}>
            <Icon name="cross" fontSize="small" />
          </IconButton>
        </Box>
      )}
    </Box>
  );
}

import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import { useAct } from '@/shared/act';
import type { StaffProduct, StaffVariant } from '@/shared/api/schema';
import { useMay } from '@/shared/staff';
import { Icon } from '@/shared/ui/icon';
import { Tag } from '@/shared/ui/tag';
import { money, named, t } from '@/shared/words/words';
import { useChangeGoodsMutation, useChangeStockMutation } from './api';

const PriceDialog = lazy(() => import('./price'));
const StockDialog = lazy(() => import('./stock'));

/** A product with its variants: price, stock and whether customers see it, each changed where it stands. */
export function Product({ product }: { product: StaffProduct }) {
  return (
    <Paper component="li" variant="outlined" sx={{ p: { xs: 1.5, sm: 2 } }}>
      <Stack direction="row" sx={{ gap: { xs: 1.5, sm: 2 }, alignItems: 'flex-start' }}>
        <Photo product={product} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 0.5 }}>
            <Typography variant="h3" component="h2">
              {product.title}
            </Typography>
            {product.status !== 'active' && <Tag>{named('product', product.status)}</Tag>}
          </Stack>
          <Box sx={{ 'div + div[role="group"]': { borderTop: 1, borderColor: 'divider' } }}>
            {product.variants.map((variant) => (
              <Variant key={variant.sku} product={product} variant={variant} />
            ))}
          </Box>
        </Box>
      </Stack>
    </Paper>
  );
}

function Photo({ product }: { product: StaffProduct }) {
  const look = { width: { xs: 56, sm: 76 }, height: { xs: 56, sm: 76 }, borderRadius: '10px', flexShrink: 0 };
  if (product.picture)
    return (
      <Box
        component="img"
        src={product.picture.thumb}
        alt=""
        loading="lazy"
        width={76}
        height={76}
        sx={{ ...look, objectFit: 'cover', bgcolor: 'background.default' }}
      />
    );
  return (
    <Box
      sx={{
        ...look,
        display: 'grid',
        placeItems: 'center',
        bgcolor: 'background.default',
        color: 'text.secondary',
      }}
    >
      <Icon name="products" />
    </Box>
  );
}

function Variant({ product, variant }: { product: StaffProduct; variant: StaffVariant }) {
  const may = useMay();
  const act = useAct();
  const [open, set] = useState<'stock' | 'price' | null>(null);
  const [changeStock, stocking] = useChangeStockMutation();
  const [changeGoods, changing] = useChangeGoodsMutation();
  const name = variant.options || product.title;
  // Keys are counted by themselves: one is there for each that was uploaded.
  const counts = may('change_stock') && product.kind !== 'keys';
  const step = (by: number) =>
    act(
      changeStock({ sku: variant.sku, change: { quantity: by, relative: true } }).unwrap(),
      t('stockNow', { sku: variant.sku, count: variant.on_hand + by }),
    );
  const show = (shown: boolean) =>
    act(
      changeGoods({ sku: variant.sku, change: { hidden: !shown } }).unwrap(),
      t(shown ? 'shownNow' : 'hiddenNow', { name }),
    );
  return (
    <Box
      role="group"
      aria-label={`${product.title} ${variant.options}`.trim()}
      sx={{
        display: 'grid',
        alignItems: 'center',
        columnGap: 2,
        rowGap: 0.5,
        py: 0.75,
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', md: 'minmax(120px, 1fr) 130px 190px 70px' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        {variant.options && <Typography>{variant.options}</Typography>}
        <Typography variant="body2" color="textSecondary">
          {variant.sku}
        </Typography>
      </Box>
      <Price variant={variant} change={may('change_prices') ? () => set('price') : undefined} />
      <Stack sx={{ alignItems: 'flex-start' }}>
        <Stack
          direction="row"
          sx={{ alignItems: 'center', flexWrap: 'wrap', ml: { xs: counts ? -1 : 0, md: counts ? 0 : 3.5 } }}
        >
          {counts && (
            <IconButton
              size="small"
              aria-label={t('lessOf', { name: variant.sku })}
              disabled={stocking.isLoading || variant.available < 1}
              onClick={() => step(-1)}
            >
              <Icon name="minus" fontSize="small" />
            </IconButton>
          )}
          <Count variant={variant} change={counts ? () => set('stock') : undefined} />
          {counts && (
            <IconButton
              size="small"
              aria-label={t('moreOfThat', { name: variant.sku })}
              disabled={stocking.isLoading}
              onClick={() => step(1)}
            >
              <Icon name="plus" fontSize="small" />
            </IconButton>
          )}
          {variant.low && (
            <Tag tone={variant.available > 0 ? 'warning' : 'error'}>
              {t(variant.available > 0 ? 'low' : 'soldOut')}
            </Tag>
          )}
        </Stack>
        {variant.held > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('heldByOrders', { count: variant.held })}
          </Typography>
        )}
      </Stack>
      <Box sx={{ justifySelf: 'end' }}>
        {may('change_products') ? (
          <Switch
            checked={!variant.hidden}
            disabled={changing.isLoading}
            onChange={(_, shown) => show(shown)}
            slotProps={{ input: { 'aria-label': t('onSale', { name: variant.sku }), role: 'switch' } }}
          />
        ) : (
          variant.hidden && <Tag>{t('hidden')}</Tag>
        )}
      </Box>
      <Suspense>
        {open === 'stock' && <StockDialog name={name} variant={variant} close={() => set(null)} />}
        {open === 'price' && <PriceDialog name={name} variant={variant} close={() => set(null)} />}
      </Suspense>
    </Box>
  );
}

const pressed = {
  borderRadius: '8px',
  px: 1,
  py: 0.5,
  minHeight: 36,
  '&:hover': { bgcolor: 'action.hover' },
  font: 'inherit',
};

function Price({ variant, change }: { variant: StaffVariant; change?: () => void }) {
  const shown = (
    <Box component="span" sx={{ fontWeight: 600, whiteSpace: 'nowrap' }}>
      {money(variant.price)}
      {variant.old_price && (
        <Box
          component="s"
          sx={{ color: 'text.secondary', fontWeight: 400, fontSize: '0.8125rem', display: 'block' }}
        >
          {money(variant.old_price)}
        </Box>
      )}
    </Box>
  );
  if (!change) return <Box sx={{ justifySelf: { xs: 'end', md: 'start' } }}>{shown}</Box>;
  return (
    <ButtonBase
      onClick={change}
      aria-label={t('changePrice', { name: variant.sku, sum: money(variant.price) })}
      sx={{ ...pressed, gap: 0.75, justifySelf: { xs: 'end', md: 'start' }, textAlign: 'left' }}
    >
      {shown}
      <Icon name="edit" sx={{ fontSize: 16, color: 'text.secondary' }} />
    </ButtonBase>
  );
}

function Count({ variant, change }: { variant: StaffVariant; change?: () => void }) {
  const shown = <Box sx={{ minWidth: 40, textAlign: 'center', fontWeight: 650 }}>{variant.on_hand}</Box>;
  if (!change) return shown;
  return (
    <ButtonBase
      onClick={change}
      aria-label={t('changeStock', { name: variant.sku, count: variant.on_hand })}
      sx={{ ...pressed, border: 1, borderColor: 'divider', px: 0.5 }}
    >
      {shown}
    </ButtonBase>
  );
}

import { t } from '../shared/words';
import { Empty, Link } from '../ui/kit';

export function Nowhere() {
  return (
    <main class="page">
      <Empty head drawn="map" title={t('nowhere')}>
        <Link to="/">{t('toHome')}</Link>
      </Empty>
    </main>
  );
}

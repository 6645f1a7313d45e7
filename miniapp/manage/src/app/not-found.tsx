'use client';

import { ButtonLink } from '@/shared/ui/links';
import { Screen } from '@/shared/ui/screen';
import { Scene } from '@/shared/ui/states';
import { t } from '@/shared/words/words';

export default function NotFound() {
  return (
    <Screen title={t('nowhere')}>
      <Scene drawing="harbour" title={t('nowhereTitle')} text={t('nowhereText')}>
        <ButtonLink to="/" variant="contained">
          {t('home')}
        </ButtonLink>
      </Scene>
    </Screen>
  );
}

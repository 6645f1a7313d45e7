import { openLink } from '../shared/telegram/actions';
import { t } from '../shared/words';
import { Cell } from './kit';

/** A map that belongs to everybody finds the address. */
export const mapOf = (address: string) =>
  `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;

export function OnMap({ address }: { address: string }) {
  return <Cell title={t('onMap')} after="↗" onPress={() => openLink(mapOf(address))} />;
}

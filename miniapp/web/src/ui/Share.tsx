// Show something to others: in a chat, in a story, or as a link to keep.
import { useState } from 'preact/hooks';
import { base } from '../shared/first';
import { canShareToStory, shareToChat, shareToStory } from '../shared/telegram/actions';
import { inTelegram } from '../shared/telegram/bridge';
import { t } from '../shared/words';
import { complain, dispatch, say, useAnswer } from '../store';
import type { Picture, Shop } from '../types';
import { Cell, Sheet } from './kit';

/** The address that opens the shop in Telegram at a place (`p_…`), or its page where the shop has no bot. */
export const linkTo = (bot: string | null | undefined, word: string, path: string) =>
  bot ? `https://t.me/${bot}?startapp=${word}` : location.origin + base + path;

interface ShareProps {
  title: string;
  word: string;
  path: string;
  picture: Picture | undefined;
}

export function Share({ title, word, path, picture }: ShareProps) {
  const { data: shop } = useAnswer<Shop>('');
  const [open, setOpen] = useState(false);
  const link = linkTo(shop?.bot, word, path);
  const share = async () => {
    if (!inTelegram && navigator.share) {
      // The device's own sheet; closing it is no mistake.
      await navigator.share({ title, url: link }).catch(() => {});
      return;
    }
    setOpen(true);
  };
  const copy = () =>
    void navigator.clipboard?.writeText(link).then(() => {
      setOpen(false);
      dispatch(say({ text: t('copied') }));
    }, complain);
  return (
    <>
      <button type="button" class="round" aria-label={t('share')} onClick={() => void share()}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 15V4M8 7l4-4 4 4M5 13v6h14v-6" />
        </svg>
      </button>
      {open && (
        <Sheet title={t('share')} onClose={() => setOpen(false)}>
          <div class="box">
            <Cell
              title={t('shareChat')}
              after="›"
              onPress={() => {
                setOpen(false);
                shareToChat(link, title);
              }}
            />
            {picture && canShareToStory() && (
              <Cell
                title={t('shareStory')}
                after="›"
                onPress={() => {
                  setOpen(false);
                  shareToStory(`${location.origin}${picture.url}.jpg`, `${title}\n${link}`);
                }}
              />
            )}
            <Cell title={t('copyLink')} onPress={copy} />
          </div>
        </Sheet>
      )}
    </>
  );
}

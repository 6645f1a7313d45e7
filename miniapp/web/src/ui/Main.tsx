// The one thing to do on a page: Telegram's own button inside Telegram, a bar of ours elsewhere.
import { useEffect, useRef } from 'preact/hooks';
import { inTelegram, on, post } from '../shared/telegram/bridge';

interface Props {
  text: string;
  onPress: () => unknown;
  busy?: boolean | undefined;
  disabled?: boolean | undefined;
}

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function Main({ text, onPress, busy = false, disabled = false }: Props) {
  const latest = useRef(onPress);
  latest.current = onPress;
  // A second press comes before the button is drawn busy: it waits for nothing and does nothing.
  const under = useRef(false);
  const press = async () => {
    if (under.current) return;
    under.current = true;
    try {
      await latest.current();
    } finally {
      under.current = false;
    }
  };
  useEffect(() => {
    if (!inTelegram) return;
    post('web_app_setup_main_button', {
      is_visible: true,
      is_active: !busy && !disabled,
      is_progress_visible: busy,
      text,
      color: colour('--accent'),
      text_color: colour('--on-accent'),
    });
  }, [text, busy, disabled]);
  useEffect(() => {
    if (!inTelegram) return;
    const stop = on('main_button_pressed', () => void press());
    return () => {
      stop();
      post('web_app_setup_main_button', { is_visible: false });
    };
  }, []);
  if (inTelegram) return null;
  return (
    <div class="bar">
      <button type="button" class="go" disabled={busy || disabled} aria-busy={busy} onClick={press}>
        {text}
      </button>
    </div>
  );
}

// A second thing to do, beside the main one: Telegram's own button, where it has one.
import { useEffect, useRef } from 'preact/hooks';
import { on, post, since } from '../shared/telegram/bridge';

export const hasSecondary = () => since('7.10');

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const hex = (told: string) => (/^#[0-9a-f]{6}$/i.test(told) ? told : undefined);

export function Secondary({ text, onPress }: { text: string; onPress: () => void }) {
  const press = useRef(onPress);
  press.current = onPress;
  useEffect(() => {
    if (!hasSecondary()) return;
    post('web_app_setup_secondary_button', {
      is_visible: true,
      is_active: true,
      text,
      position: 'left',
      color: hex(colour('--card')),
      text_color: hex(colour('--ink')),
    });
  }, [text]);
  useEffect(() => {
    if (!hasSecondary()) return;
    const stop = on('secondary_button_pressed', () => press.current());
    return () => {
      stop();
      post('web_app_setup_secondary_button', { is_visible: false });
    };
  }, []);
  return null;
}

import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import NextLink from 'next/link';
import { useState } from 'react';
import { useAct } from '@/shared/act';
import { api } from '@/shared/api/base';
import { forget } from '@/shared/session';
import { useMe, useSpeakMutation } from '@/shared/staff';
import { recall, remember } from '@/shared/storage';
import { setEntry, useDo } from '@/shared/store';
import { inTelegram } from '@/shared/telegram/bridge';
import { Icon } from '@/shared/ui/icon';
import { address } from '@/shared/ui/links';
import { useSpeak } from '@/shared/words/language';
import { type Key, type Language, language, named, t } from '@/shared/words/words';
import { useLogoutMutation } from './api';

const LANGUAGES: Record<Language, string> = { ru: 'Русский', en: 'English' };
const SCHEMES: Record<string, Key> = { '': 'schemeSystem', light: 'schemeLight', dark: 'schemeDark' };

interface ProfileMenuProps {
  anchor: HTMLElement | null;
  labelled: string;
  close: () => void;
}

/** Oneself: the language, the colours, one's sessions, the way out. */
export default function ProfileMenu({ anchor, labelled, close }: ProfileMenuProps) {
  return (
    <Menu
      anchorEl={anchor}
      open={anchor !== null}
      onClose={close}
      slotProps={{ list: { 'aria-labelledby': labelled }, paper: { sx: { minWidth: 232 } } }}
    >
      <Choices close={close} />
    </Menu>
  );
}

function Choices({ close }: { close: () => void }) {
  const me = useMe();
  const dispatch = useDo();
  const act = useAct();
  const say = useSpeak();
  const [speak] = useSpeakMutation();
  const [logout] = useLogoutMutation();
  const [scheme, paint] = useState(() => recall('manage-scheme'));

  const choose = async (name: Language) => {
    close();
    // It is the language of the account, in the chat too: what the API says follows.
    if (!(await act(speak(name).unwrap()))) return;
    await say(name);
    dispatch(api.util.invalidateTags(['me', 'order', 'orders', 'return', 'returns', 'products', 'refunds']));
  };
  const colour = (name: string) => {
    remember('manage-scheme', name || null);
    paint(name);
    window.dispatchEvent(new Event('scheme'));
  };
  const leave = async () => {
    close();
    await logout().catch(() => undefined);
    forget();
    dispatch(setEntry('out'));
    dispatch(api.util.resetApiState());
  };

  return (
    <>
      <Box component="li" role="none" sx={{ px: 2, pt: 0.5, pb: 1 }}>
        <Typography variant="h3" component="p">
          {me.name}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p">
          {named('role', me.role)} · {me.shop}
        </Typography>
      </Box>
      <Divider component="li" role="separator" />
      {(Object.keys(LANGUAGES) as Language[]).map((name) => (
        <Choice key={name} chosen={language() === name} onClick={() => choose(name)} lang={name}>
          {LANGUAGES[name]}
        </Choice>
      ))}
      <Divider component="li" role="separator" />
      {Object.entries(SCHEMES).map(([name, title]) => (
        <Choice key={name} chosen={scheme === name} onClick={() => colour(name)}>
          {t(name === '' && inTelegram ? 'schemeTelegram' : title)}
        </Choice>
      ))}
      <Divider component="li" role="separator" />
      <MenuItem component={NextLink} href={address('/sessions/')} onClick={close} sx={{ gap: 1.5 }}>
        <Icon name="device" fontSize="small" />
        {t('sessions')}
      </MenuItem>
      {!inTelegram && (
        <MenuItem component="a" href="/manage/" sx={{ gap: 1.5 }}>
          <Icon name="shop" fontSize="small" />
          {t('otherShops')}
        </MenuItem>
      )}
      {!inTelegram && (
        <MenuItem onClick={leave} sx={{ gap: 1.5 }}>
          <Icon name="exit" fontSize="small" />
          {t('leave')}
        </MenuItem>
      )}
    </>
  );
}

interface ChoiceProps {
  chosen: boolean;
  lang?: string;
  onClick: () => void;
  children: string;
}

function Choice({ chosen, children, ...rest }: ChoiceProps) {
  return (
    <MenuItem role="menuitemradio" aria-checked={chosen} sx={{ gap: 1.5 }} {...rest}>
      <Icon name="check" fontSize="small" sx={{ visibility: chosen ? 'visible' : 'hidden' }} />
      {children}
    </MenuItem>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { changeLanguage } from '../later';
import { forgetKept } from '../offline';
import { ask, change, newKey } from '../shared/api';
import { base, first } from '../shared/first';
import { forget } from '../shared/session';
import {
  addToHomeScreen,
  canAddToHomeScreen,
  canFillScreen,
  keepFullScreen,
  shareToChat,
  wantsFullScreen,
} from '../shared/telegram/actions';
import { tick } from '../shared/telegram/bridge';
import { day, type Key, language, money, t } from '../shared/words';
import { complain, dispatch, entered, isGuest, load, say, useAnswer, useSelect } from '../store';
import type { Bonus, Me, SessionOf, Shop } from '../types';
import { Cell, Failed, Field, NeedsSignIn, Pick, Section, Sheet, Skeleton, Switch } from '../ui/kit';

const KINDS: [string, Key][] = [
  ['orders', 'tellOrders'],
  ['alerts', 'tellAlerts'],
  ['reminders', 'tellReminders'],
  ['reviews', 'tellReviews'],
  ['marketing', 'tellNews'],
];

function Languages({ onPick }: { onPick: (chosen: 'ru' | 'en') => void }) {
  return (
    <Section title={t('language')}>
      <Pick name="language" checked={language === 'ru'} title="Русский" onPick={() => onPick('ru')} />
      <Pick name="language" checked={language === 'en'} title="English" onPick={() => onPick('en')} />
    </Section>
  );
}

function AboutShop() {
  const { data: shop } = useAnswer<Shop>('');
  if (!shop) return null;
  return (
    <Section title={shop.title}>
      {shop.about && <p class="words">{shop.about}</p>}
      {shop.support && <p class="words">{shop.support}</p>}
      {shop.terms && (
        <details class="cell">
          <summary>{t('terms')}</summary>
          <p class="words">{shop.terms}</p>
        </details>
      )}
    </Section>
  );
}

export function Profile() {
  const person = useSelect((state) => state.page.person);
  const guest = useSelect(isGuest);
  const { data: me, error, code } = useAnswer<Me>(person ? '~/me' : null);
  const [sheet, setSheet] = useState<'delete' | 'address' | null>(null);
  const [typed, setTyped] = useState('');
  const [phone, setPhone] = useState<string>();
  const run = async (work: () => Promise<unknown>, path = '~/me') => {
    try {
      await work();
      await load(path);
      return true;
    } catch (problem) {
      complain(problem);
      return false;
    }
  };
  if (guest)
    return (
      <main class="page narrow">
        <h1>{t('profile')}</h1>
        <NeedsSignIn drawn="person" title={t('profileGuest')} word="profile" />
        <Languages onPick={(chosen) => void changeLanguage(chosen)} />
        <AboutShop />
      </main>
    );
  if (!me)
    return (
      <main class="page narrow">
        <h1>{t('profile')}</h1>
        {error ? (
          <Failed error={error} code={code} onRetry={() => void load('~/me')} />
        ) : (
          <Skeleton rows={5} />
        )}
      </main>
    );
  const download = async () => {
    try {
      const told = await (await ask('~/me/export')).blob();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(told);
      link.download = `${first.slug}-my-data.json`;
      link.target = '_blank';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (problem) {
      complain(problem);
    }
  };
  const leave = async (method: string, path: string) => {
    try {
      await change(method, path);
      forget();
      await forgetKept();
      dispatch(entered(false));
      location.assign(base);
    } catch (problem) {
      complain(problem);
    }
  };
  return (
    <main class="page narrow">
      <h1>{me.name || t('profile')}</h1>
      <BonusCard />
      <Section title={t('addresses')}>
        {me.addresses.map((one) => (
          <Cell
            key={one.id}
            title={one.label || one.address}
            note={one.label ? one.address : undefined}
            after={
              <button
                type="button"
                class="quiet"
                aria-label={t('removeThat', { title: one.label || one.address })}
                onClick={() => void run(() => change('DELETE', `~/me/addresses/${one.id}`))}
              >
                {t('remove')}
              </button>
            }
          />
        ))}
        <Cell title={t('addAddress')} after="+" onPress={() => setSheet('address')} />
      </Section>
      <Section title={t('phone')}>
        <Field
          label={t('phoneTyped')}
          type="tel"
          autocomplete="tel"
          value={phone ?? me.phone ?? ''}
          onInput={setPhone}
          onDone={() => {
            if (phone === undefined || phone === (me.phone ?? '')) return;
            void run(() => change('PATCH', '~/me', { phone }, newKey())).then(
              (done) => done && setPhone(undefined),
            );
          }}
        />
      </Section>
      <Languages
        onPick={(chosen) =>
          void run(async () => {
            await change('PATCH', '~/me', { language: chosen }, newKey());
            await changeLanguage(chosen);
          })
        }
      />
      <Section title={t('notifications')}>
        {KINDS.filter(([kind]) => kind in me.notifications).map(([kind, title]) => (
          <Switch
            key={kind}
            title={t(title)}
            checked={me.notifications[kind]!}
            onChange={(wanted) =>
              void run(() => change('PATCH', '~/me', { notifications: { [kind]: wanted } }, newKey()))
            }
          />
        ))}
      </Section>
      <Device />
      <Sessions />
      <AboutShop />
      <Section title={t('myData')}>
        <Cell title={t('download')} note={t('downloadNote')} onPress={() => void download()} />
        <Cell title={t('signOut')} onPress={() => void leave('POST', '~/auth/logout')} />
        <Cell title={<span class="bad">{t('deleteMe')}</span>} onPress={() => setSheet('delete')} />
      </Section>
      {sheet === 'address' && (
        <Sheet title={t('addAddress')} onClose={() => setSheet(null)}>
          <Field
            label={t('addressTyped')}
            hint={t('addressLabelled')}
            value={typed}
            onInput={setTyped}
            autocomplete="street-address"
          />
          <button
            type="button"
            class="go"
            disabled={!typed.trim()}
            onClick={() =>
              void run(() => change('POST', '~/me/addresses', { address: typed.trim() }, newKey())).then(
                (done) => {
                  if (!done) return;
                  setTyped('');
                  setSheet(null);
                },
              )
            }
          >
            {t('save')}
          </button>
        </Sheet>
      )}
      {sheet === 'delete' && (
        <Sheet title={t('deleteSure')} onClose={() => setSheet(null)}>
          <p class="words">{t('deleteNote')}</p>
          <div class="pair">
            <button type="button" class="go soft" onClick={() => setSheet(null)}>
              {t('keepMe')}
            </button>
            <button type="button" class="go danger" onClick={() => void leave('DELETE', '~/me')}>
              {t('deleteMe')}
            </button>
          </div>
        </Sheet>
      )}
    </main>
  );
}

/** What the device itself can do: a shortcut, the whole screen. */
function Device() {
  const [offered, offer] = useState(false);
  const [full, setFull] = useState(wantsFullScreen);
  useEffect(() => {
    void canAddToHomeScreen().then(offer);
  }, []);
  if (!offered && !canFillScreen()) return null;
  return (
    <Section title={t('device')}>
      {offered && (
        <Cell
          title={t('homeScreen')}
          note={t('homeScreenNote')}
          after="+"
          onPress={() =>
            void addToHomeScreen().then((done) => {
              offer(!done);
              if (done) tick('success');
            })
          }
        />
      )}
      {canFillScreen() && (
        <Switch
          title={t('fullScreen')}
          checked={full}
          onChange={(wanted) => {
            setFull(wanted);
            keepFullScreen(wanted);
          }}
        />
      )}
    </Section>
  );
}

function BonusCard() {
  const { data: bonus } = useAnswer<Bonus>('~/me/bonus');
  const { data: shop } = useAnswer<Shop>('');
  if (!bonus) return <div class="sk bonus" />;
  const invitation = shop?.bot ? `https://t.me/${shop.bot}?start=r_${bonus.code}` : '';
  return (
    <section class="bonus">
      <p>
        <b>{money(bonus.points)}</b>
        <span>{[t('pointsYours'), bonus.level].filter(Boolean).join(' · ')}</span>
      </p>
      {invitation && (
        <div class="pair">
          <button
            type="button"
            class="go soft"
            onClick={() => shareToChat(invitation, t('inviteWords', { shop: shop?.title ?? '' }))}
          >
            {t('invite')}
          </button>
          <button
            type="button"
            class="go soft"
            onClick={() =>
              void navigator.clipboard
                ?.writeText(invitation)
                .then(() => dispatch(say({ text: t('copied') })), complain)
            }
          >
            {t('copyLink')}
          </button>
        </div>
      )}
    </section>
  );
}

const BROWSERS: [RegExp, string][] = [
  [/Telegram/, 'Telegram'],
  [/YaBrowser/, 'Yandex'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** What a device says of itself, as people call it: `Chrome, Windows`. */
export function deviceOf(said: string): string {
  const named = [BROWSERS, SYSTEMS].map((known) => known.find(([shape]) => shape.test(said))?.[1]);
  return named.filter(Boolean).join(', ') || said.slice(0, 60);
}

function Sessions() {
  const { data } = useAnswer<{ items: SessionOf[] }>('~/auth/sessions');
  const others = data?.items.filter((one) => !one.current) ?? [];
  if (!others.length) return null;
  const end = async (path: string) => {
    try {
      await change('DELETE', path);
      await load('~/auth/sessions');
    } catch (problem) {
      complain(problem);
    }
  };
  return (
    <Section title={t('sessions')}>
      {others.map((one) => (
        <Cell
          key={one.id}
          title={deviceOf(one.device) || one.way}
          note={day(one.seen_at)}
          after={
            <button type="button" class="quiet" onClick={() => void end(`~/auth/sessions/${one.id}`)}>
              {t('end')}
            </button>
          }
        />
      ))}
      <Cell title={t('endOthers')} onPress={() => void end('~/auth/sessions')} />
    </Section>
  );
}

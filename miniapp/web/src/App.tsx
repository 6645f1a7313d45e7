import { Fragment, type FunctionComponent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { doorOf } from './rooms';
import { back, usePlace } from './router';
import { inTelegram, on, post } from './shared/telegram/bridge';
import { t } from './shared/words';
import { moreWords } from './speak';
import { dispatch, say, useSelect } from './store';
import { Tabs } from './ui/Tabs';

const SAID_MS = 4500;

function Said() {
  const said = useSelect((state) => state.page.said);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => dispatch(say(null)), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="said" role="status">
      {said && <span class={said.bad ? 'bad' : ''}>{said.text}</span>}
    </div>
  );
}

function SignIn() {
  const wanted = useSelect((state) => state.page.asksToSignIn);
  const [Sheet, setSheet] = useState<FunctionComponent | null>(null);
  useEffect(() => {
    if (wanted !== null && !Sheet)
      void Promise.all([import('./pages/SignIn'), moreWords()]).then(([one]) => setSheet(() => one.SignIn));
  }, [wanted]);
  return wanted !== null && Sheet ? <Sheet /> : null;
}

export function App() {
  const { path } = usePlace();
  const [, again] = useState(0);
  const { name, deep, room: Room, open } = doorOf(path);
  const language = useSelect((state) => state.page.language);
  const online = useSelect((state) => state.page.online);
  const [shut, setShut] = useState(false);
  const enter = () => {
    setShut(false);
    open().then(
      () => again((count) => count + 1),
      // A new build has other files: what is open now begins anew with them.
      () => (navigator.onLine ? location.reload() : setShut(true)),
    );
  };
  useEffect(() => {
    if (!Room) enter();
  }, [path, online]);
  const came = useRef(path);
  useEffect(() => {
    // Whoever reads with a keyboard or a voice goes on at the head of the new page.
    if (!Room || came.current === path) return;
    came.current = path;
    const head = document.querySelector<HTMLElement>('main h1, main');
    head?.setAttribute('tabindex', '-1');
    if (!document.querySelector('main :focus')) head?.focus({ preventScroll: true });
  }, [path, Room]);
  useEffect(() => {
    if (inTelegram) post('web_app_setup_back_button', { is_visible: path !== '/' });
  }, [path]);
  useEffect(() => on('back_button_pressed', back), []);
  return (
    <Fragment key={language}>
      {!online && (
        <p class="off" role="status">
          {t('offline')}
        </p>
      )}
      {Room ? (
        <Room key={path} name={name} />
      ) : (
        <main class="page">
          {shut ? (
            <div class="empty">
              <p>{t('roomShut')}</p>
              <button type="button" class="chip" onClick={enter}>
                {t('again')}
              </button>
            </div>
          ) : (
            [<i key="title" class="sk sk-title" />, <i key="block" class="sk sk-block" />]
          )}
        </main>
      )}
      <Tabs path={path} deep={deep} />
      <Said />
      <SignIn />
    </Fragment>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { back, go } from '../router';
import { base } from '../shared/first';
import { fullScreen } from '../shared/telegram/actions';
import { inTelegram } from '../shared/telegram/bridge';
import { t } from '../shared/words';
import { useAnswer } from '../store';
import type { Shop } from '../types';
import { Empty, Link } from '../ui/kit';
import { leadsTo } from './Home';

const EACH_MS = 6000;

/** Which story comes after one, by a step; undefined: there is none. */
export const beside = (ids: string[], id: string, step: number): string | undefined =>
  ids[ids.indexOf(id) + step];

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function Stories({ name }: { name: string }) {
  const { data: shop } = useAnswer<Shop>('');
  const [held, hold] = useState(false);
  const told = (shop?.blocks ?? []).filter((one) => one.picture);
  const ids = told.map((one) => one.id);
  const story = told.find((one) => one.id === name);
  const onwards = useRef((_step: number) => {});
  onwards.current = (step) => {
    const to = beside(ids, name, step);
    if (to) go(`/stories/${to}`, true);
    else back();
  };
  useEffect(() => fullScreen(), []);
  useEffect(() => {
    if (!story || held || still()) return;
    const timer = setTimeout(() => onwards.current(1), EACH_MS);
    return () => clearTimeout(timer);
  }, [name, story, held]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') back();
      if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        const rtl = document.documentElement.dir === 'rtl';
        onwards.current((event.key === 'ArrowRight') === rtl ? -1 : 1);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  if (!shop) return <main class="story" aria-busy="true" />;
  if (!story)
    return (
      <main class="page">
        <Empty head drawn="map" title={t('nowhere')}>
          <Link to="/">{t('toHome')}</Link>
        </Empty>
      </main>
    );
  const { picture } = story;
  return (
    <main
      class="story"
      onPointerDown={() => hold(true)}
      onPointerUp={() => hold(false)}
      onPointerCancel={() => hold(false)}
      onPointerLeave={() => hold(false)}
    >
      <img
        key={story.id}
        class="story-picture"
        src={picture!.url}
        alt=""
        width={picture!.width ?? 1080}
        height={picture!.height ?? 1080}
        style={{ background: picture!.tone ?? '' }}
      />
      <div class="story-bars" aria-hidden="true">
        {ids.map((id, at) => (
          <i
            key={id}
            class={at < ids.indexOf(name) ? 'seen' : id === name ? (held ? 'now held' : 'now') : ''}
          />
        ))}
      </div>
      <button
        type="button"
        class="story-side back"
        aria-label={t('storyBefore')}
        onClick={() => onwards.current(-1)}
      />
      <button
        type="button"
        class="story-side"
        aria-label={t('storyNext')}
        onClick={() => onwards.current(1)}
      />
      {!inTelegram && (
        <a class="round story-close" href={base} aria-label={t('close')}>
          ×
        </a>
      )}
      <div class="story-text">
        <h1>{story.title}</h1>
        {story.text && <p>{story.text}</p>}
        {story.leads && (
          <a class="go" href={leadsTo(story.leads)}>
            {t('look')}
          </a>
        )}
      </div>
    </main>
  );
}

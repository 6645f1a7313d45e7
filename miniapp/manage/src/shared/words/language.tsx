import { createContext, Fragment, type ReactNode, useContext, useEffect, useState } from 'react';
import { keepLanguage, language, learn, type Language as Name } from './words';

const Speaking = createContext<(name: Name) => Promise<void>>(async () => undefined);

/** Speak another language: everything below is said anew. */
export const useSpeak = () => useContext(Speaking);

/** Nothing is shown before there are words for it. */
export function Language({ children }: { children: ReactNode }) {
  const [spoken, say] = useState<Name | null>(null);
  useEffect(() => {
    learn().then(() => say(language()));
  }, []);
  if (!spoken) {
    return (
      <div className="soon">
        <i />
      </div>
    );
  }
  const speak = async (name: Name) => {
    keepLanguage(name);
    if (name === language()) return;
    await learn(name);
    say(name);
  };
  return (
    <Speaking value={speak}>
      <Fragment key={spoken}>{children}</Fragment>
    </Speaking>
  );
}

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import en from '../../../i18n/en/console.yml';
import ru from '../../../i18n/ru/console.yml';
import { createTexts, preferredLocale, type Locale, type Translate } from './create-texts';

const CATALOGUES = { ru, en } as const;
const STORED = 'ownerbot-console-locale';

export interface Texts {
  readonly locale: Locale;
  readonly t: Translate;
  setLocale(locale: Locale): void;
  /** A moment in the reader's own zone, to the second. */
  moment(iso: string): string;
  number(value: number): string;
}

const Context = createContext<Texts | null>(null);

export function TextsProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() => preferredLocale(navigator.languages, localStorage.getItem(STORED)));
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const texts = useMemo((): Texts => {
    const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' });
    const numbers = new Intl.NumberFormat(locale);
    return {
      locale,
      t: createTexts(locale, CATALOGUES[locale]),
      setLocale(next) {
        localStorage.setItem(STORED, next);
        setLocale(next);
      },
      moment: (iso) => moments.format(new Date(iso)),
      number: (value) => numbers.format(value),
    };
  }, [locale]);
  return <Context value={texts}>{children}</Context>;
}

export function useTexts(): Texts {
  const texts = useContext(Context);
  if (texts === null) throw new Error('there are no texts above this component');
  return texts;
}

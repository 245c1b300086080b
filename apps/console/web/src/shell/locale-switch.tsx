import { SegmentedControl } from '@mantine/core';
import { LOCALES } from '../texts/create-texts';
import { useTexts } from '../texts/texts';

export function LocaleSwitch() {
  const { t, locale, setLocale } = useTexts();
  const data = LOCALES.map((value) => ({ value, label: value.toUpperCase() }));
  return <SegmentedControl size="xs" aria-label={t('shell.language')} value={locale} onChange={(value) => setLocale(value === 'en' ? 'en' : 'ru')} data={data} />;
}

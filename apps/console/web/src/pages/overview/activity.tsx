import { LineChart } from '@mantine/charts';
import type { MinuteView } from '../../../../src/contract';
import { useTexts } from '../../texts/texts';

/** What came, left and died, minute by minute. */
export function Activity({ minutes }: { minutes: readonly MinuteView[] }) {
  const { t, locale } = useTexts();
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const data = minutes.map(({ at, ...counts }) => ({ at: clock.format(new Date(at)), ...counts }));
  const totals = { updates: sum(minutes, 'updates'), messages: sum(minutes, 'messages'), dead: sum(minutes, 'dead') };
  return (
    <LineChart
      h={220}
      data={data}
      dataKey="at"
      withLegend
      withDots={false}
      curveType="monotone"
      aria-label={t('overview.activityTold', totals)}
      series={[
        { name: 'updates', color: 'blue.6', label: t('overview.series.updates') },
        { name: 'messages', color: 'teal.6', label: t('overview.series.messages') },
        { name: 'dead', color: 'red.6', label: t('overview.series.dead') },
      ]}
    />
  );
}

function sum(minutes: readonly MinuteView[], key: 'updates' | 'messages' | 'dead'): number {
  return minutes.reduce((total, minute) => total + minute[key], 0);
}

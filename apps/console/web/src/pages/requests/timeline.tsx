import { Badge, Drawer, Group, Text, Timeline as Line } from '@mantine/core';
import type { Trace, TraceStep } from '../../../../src/contract';
import { useThing } from '../../api/api';
import { Json } from '../../parts/facts';
import { Fetched } from '../../parts/states';
import { durationText } from '../../texts/durations';
import { useTexts } from '../../texts/texts';

const COLORS: Readonly<Record<TraceStep['what'], string>> = { update: 'blue', effect: 'grape', message: 'teal', audit: 'gray', 'dead-letter': 'red', replay: 'orange' };

/** One request, every step of it. */
export function Timeline({ correlationId, onClose }: { correlationId: string; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Drawer opened={correlationId !== ''} onClose={onClose} position="right" size="xl" title={t('requests.timeline')} closeButtonProps={{ 'aria-label': t('state.close') }}>
      {correlationId !== '' && <Steps correlationId={correlationId} />}
    </Drawer>
  );
}

function Steps({ correlationId }: { correlationId: string }) {
  const { t, moment } = useTexts();
  const trace = useThing<Trace>(`/api/requests/${encodeURIComponent(correlationId)}`);
  return (
    <>
      <Text className="mono" mb="md">{correlationId}</Text>
      <Fetched query={trace}>
        {({ steps }) => (
          <Line bulletSize={14} lineWidth={2} active={steps.length}>
            {steps.map((one, index) => (
              <Line.Item
                key={index}
                color={COLORS[one.what]}
                title={
                  <Group gap="xs">
                    <Badge variant="light" color={COLORS[one.what]} tt="none">{t(`what.${one.what}`)}</Badge>
                    <Text fw={600} size="sm">{one.step}</Text>
                  </Group>
                }
              >
                <Text size="xs" c="dimmed">{moment(one.at)} · +{durationText(t, one.afterMs)} · {one.id}</Text>
                {Object.keys(one.fields).length > 0 && (
                  <details>
                    <Text component="summary" size="xs">{t('requests.fields')}</Text>
                    <Json value={one.fields} />
                  </details>
                )}
              </Line.Item>
            ))}
          </Line>
        )}
      </Fetched>
    </>
  );
}

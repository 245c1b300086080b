import { Badge, Group, List, Stack, Text } from '@mantine/core';
import type { ProcessState, ProcessView } from '../../../../src/contract';
import { Nothing } from '../../parts/states';
import { durationText } from '../../texts/durations';
import { useTexts } from '../../texts/texts';

const COLORS: Readonly<Record<ProcessState, string>> = { well: 'teal', impaired: 'yellow', stuck: 'red', silent: 'red' };

export function Processes({ processes }: { processes: readonly ProcessView[] }) {
  const { t } = useTexts();
  if (processes.length === 0) return <Nothing>{t('overview.noProcesses')}</Nothing>;
  return (
    <Stack gap="xs">
      {processes.map((one) => (
        <div key={one.id} data-process={one.name} data-state={one.state}>
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">
              <b>{one.name}</b> {one.roles.join(', ')}
              <Text span size="xs" c="dimmed"> {one.host} · {one.pid} · {one.version}</Text>
            </Text>
            <Badge flex="0 0 auto" color={COLORS[one.state]} variant="light" tt="none">{t(`process.${one.state}`, { age: durationText(t, one.ageMs) })}</Badge>
          </Group>
          {one.problems.length > 0 && (
            <List size="xs" c="red">
              {one.problems.map(({ check, detail }) => <List.Item key={check} className="message">{check}: {detail}</List.Item>)}
            </List>
          )}
        </div>
      ))}
    </Stack>
  );
}

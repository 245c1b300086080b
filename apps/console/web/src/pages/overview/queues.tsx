import { Badge, Button, Group, Table, Text } from '@mantine/core';
import type { QueueView } from '../../../../src/contract';
import { client, useAction, useMayAct } from '../../api/api';
import { OVERVIEW_PATH } from '../../api/use-live';
import { useErrorText } from '../../parts/problem';
import { durationText } from '../../texts/durations';
import { useTexts } from '../../texts/texts';
import { ageColor } from './age-color';

export function Queues({ queues }: { queues: readonly QueueView[] }) {
  const { t, number } = useTexts();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={4} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('queue.name')}</Table.Th>
            <Table.Th ta="right">{t('queue.waiting')}</Table.Th>
            <Table.Th ta="right">{t('queue.active')}</Table.Th>
            <Table.Th ta="right">{t('queue.delayed')}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">{t('queue.failed')}</Table.Th>
            <Table.Th ta="right">{t('queue.oldest')}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">{t('queue.workers')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {queues.map((one) => (
            <Table.Tr key={one.queue}>
              <Table.Td>{one.queue}</Table.Td>
              <Table.Td ta="right">{number(one.waiting)}</Table.Td>
              <Table.Td ta="right">{number(one.active)}</Table.Td>
              <Table.Td ta="right">{number(one.delayed)}</Table.Td>
              <Table.Td ta="right" visibleFrom="sm">{number(one.failed)}</Table.Td>
              <Table.Td ta="right">
                <Text span size="sm" c={ageColor(one.oldestWaitingAgeMs)}>{one.oldestWaitingAgeMs === null ? '–' : durationText(t, one.oldestWaitingAgeMs)}</Text>
              </Table.Td>
              <Table.Td ta="right" visibleFrom="sm">{one.workers === 0 ? <Badge color="red" variant="light">0</Badge> : one.workers}</Table.Td>
              <Table.Td>
                <PauseQueue queue={one} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function PauseQueue({ queue: { queue, paused } }: { queue: QueueView }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const step = paused ? 'resume' : 'pause';
  const action = useAction(() => client.send('POST', `/api/queues/${encodeURIComponent(queue)}/${step}`), [OVERVIEW_PATH]);
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      {paused && <Badge color="yellow">{t('queue.paused')}</Badge>}
      {action.isError && <Text size="xs" c="red" role="alert">{errorText(action.error)}</Text>}
      {mayAct && (
        <Button size="compact-xs" variant="subtle" loading={action.isPending} aria-label={`${t(`queue.${step}`)} ${queue}`} onClick={() => action.mutate(undefined)}>
          {t(`queue.${step}`)}
        </Button>
      )}
    </Group>
  );
}

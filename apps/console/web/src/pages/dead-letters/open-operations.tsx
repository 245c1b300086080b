import { Badge, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import type { Operation, PageView } from '../../../../src/contract';
import { client, useAction, useMayAct, useThing } from '../../api/api';
import { OPEN_OPERATIONS, OPERATIONS_PATH, RECENT_OPERATIONS } from '../../api/use-live';
import { useErrorText } from '../../parts/problem';
import { useTexts } from '../../texts/texts';
import { progressParts } from './progress-parts';


/** Replays and drains under way, live; with `withRecent` the last ones too. */
export function OpenOperations({ withRecent = false }: { withRecent?: boolean }) {
  const { t } = useTexts();
  const open = useThing<PageView<Operation>>(OPERATIONS_PATH, OPEN_OPERATIONS);
  const recent = useThing<PageView<Operation>>(OPERATIONS_PATH, RECENT_OPERATIONS);
  const openItems = open.data?.items ?? [];
  const ended = withRecent ? (recent.data?.items ?? []).filter(({ finishedAt, id }) => finishedAt !== null && !openItems.some((one) => one.id === id)) : [];
  const items = [...openItems, ...ended];
  if (items.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('operations.title')}>
      <Title order={2} size="h4" mb="sm">{t('operations.title')}</Title>
      <Stack>
        {items.map((one) => <OneOperation key={one.id} operation={one} />)}
      </Stack>
    </Paper>
  );
}

function OneOperation({ operation: one }: { operation: Operation }) {
  const { t, moment } = useTexts();
  return (
    <div data-operation={one.id} data-type={one.type} data-state={one.state}>
      <Group justify="space-between">
        <Text size="sm">
          <b>{t(`operations.type.${one.type}`)} {one.id}</b> · {one.requestedBy} · {moment(one.createdAt)}
        </Text>
        <Group gap="xs">
          <Badge variant="light" tt="none" color={one.state === 'paused' ? 'yellow' : one.state === 'done' ? 'teal' : 'blue'}>{t(`operations.state.${one.state}`)}</Badge>
          {(one.state === 'running' || one.state === 'paused') && <Steps operation={one} />}
        </Group>
      </Group>
      {one.why !== null && <Text size="sm" c="orange" className="message">{one.why}</Text>}
      <Progress.Root size="lg" mt={4}>
        {progressParts(one.progress).map(({ key, percent, color }) => (
          <Progress.Section key={key} value={percent} color={color} aria-label={t(`operations.part.${key}`)} />
        ))}
      </Progress.Root>
      <Text size="xs" c="dimmed" mt={4}>{t('operations.told', { ...one.progress })}</Text>
    </div>
  );
}

function Steps({ operation: { id, state } }: { operation: Operation }) {
  const { t } = useTexts();
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const act = useAction((step: string) => client.send('POST', `/api/operations/${encodeURIComponent(id)}/${step}`), ['/api/operations', '/api/dead-letters', '/api/overview', '/api/audit']);
  if (!mayAct) return null;
  return (
    <>
      {act.isError && <Text size="xs" c="red" role="alert">{errorText(act.error)}</Text>}
      {(state === 'paused' ? ['resume', 'cancel'] : ['pause', 'cancel']).map((step) => (
        <Button key={step} size="compact-xs" variant="light" color={step === 'cancel' ? 'red' : 'blue'} loading={act.isPending} onClick={() => act.mutate(step)}>
          {t(`operations.step.${step}`)}
        </Button>
      ))}
    </>
  );
}

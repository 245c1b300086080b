import { Button, Card, Group, Stack, Text } from '@mantine/core';
import type { DeadLetterGroup, LetterFilterInput } from '../../../../src/contract';
import { useList } from '../../api/api';
import { More } from '../../parts/more';
import { Fetched, Nothing } from '../../parts/states';
import { useTexts } from '../../texts/texts';
import { chosenGroup, type Chosen } from './chosen';
import type { Deed } from './deed';

interface GroupsProps {
  readonly filter: LetterFilterInput;
  readonly onOpen: (fingerprint: string) => void;
  /** Null: the reader may only look. */
  readonly onDeed: ((what: Deed, chosen: Chosen) => void) | null;
}

/** Letters by their cause, the most frequent first. */
export function Groups({ filter, onOpen, onDeed }: GroupsProps) {
  const { t } = useTexts();
  const list = useList<DeadLetterGroup>('/api/dead-letters/groups', { ...filter });
  return (
    <>
      <Fetched query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing>{t('deadLetters.none')}</Nothing>;
          return (
            <Stack>
              {items.map((one) => <Cause key={one.fingerprint} group={one} filter={filter} onOpen={onOpen} onDeed={onDeed} />)}
            </Stack>
          );
        }}
      </Fetched>
      <More list={list} />
    </>
  );
}

function Cause({ group, filter, onOpen, onDeed }: GroupsProps & { group: DeadLetterGroup }) {
  const { t, moment, number } = useTexts();
  const chosen = chosenGroup(filter, group);
  return (
    <Card withBorder component="article" data-code={group.code}>
      <Group justify="space-between" align="start">
        <Stack gap={2} maw="100%" flex={1} miw={220}>
          <Group gap="xs">
            <Text fw={700} size="lg">{number(group.count)}</Text>
            <Text className="mono">{group.kind}</Text>
            <Text fw={600} className="mono">{group.code}</Text>
          </Group>
          <Text size="sm" className="message">{group.message}</Text>
          <Text size="xs" c="dimmed">{t('deadLetters.span', { chats: group.chats, first: moment(group.firstDiedAt), last: moment(group.diedAt) })}</Text>
        </Stack>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => onOpen(group.fingerprint)}>{t('deadLetters.show')}</Button>
          {onDeed !== null && <Button size="xs" onClick={() => onDeed('replay', chosen)}>{t('deadLetters.replay')}</Button>}
          {onDeed !== null && <Button size="xs" color="red" variant="light" onClick={() => onDeed('drain', chosen)}>{t('deadLetters.drain')}</Button>}
        </Group>
      </Group>
    </Card>
  );
}

import { Badge, Button, Checkbox, Group, Paper, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { DeadLetter, LetterFilterInput } from '../../../../src/contract';
import { useList } from '../../api/api';
import { More } from '../../parts/more';
import { OpeningRow } from '../../parts/row';
import { Fetched, Nothing } from '../../parts/states';
import { useTexts } from '../../texts/texts';
import { chosenFilter, chosenLetters, type Chosen } from './chosen';
import type { Deed } from './deed';

interface LettersProps {
  readonly filter: LetterFilterInput;
  readonly onOpen: (id: string) => void;
  readonly onDeed: ((what: Deed, chosen: Chosen) => void) | null;
}

/** Letters one by one, newest death first, with what is chosen of them. */
export function Letters({ filter, onOpen, onDeed }: LettersProps) {
  const { t, moment } = useTexts();
  const list = useList<DeadLetter>('/api/dead-letters', { ...filter });
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const toggle = (id: string): void => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    setIds(next);
    setAll(false);
  };
  return (
    <>
      <Fetched query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const total = pages[0]?.total ?? items.length;
          if (items.length === 0) return <Nothing>{t('deadLetters.none')}</Nothing>;
          const open = items.filter(({ state }) => state === 'open');
          const areAllShown = open.length > 0 && open.every(({ id }) => ids.has(id));
          const chosen = isAll ? chosenFilter(filter, total) : chosenLetters([...ids]);
          return (
            <>
              {onDeed !== null && (
                <Paper withBorder p="xs" mb="xs" role="toolbar" aria-label={t('deadLetters.chosen', { n: chosen.count })}>
                  <Group>
                    <Text size="sm" aria-live="polite">{isAll ? t('deadLetters.chosenAll', { n: total }) : t('deadLetters.chosen', { n: chosen.count })}</Text>
                    {!isAll && (filter.state ?? 'open') === 'open' && <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>{t('deadLetters.chooseAll', { n: total })}</Button>}
                    <Button size="compact-sm" disabled={chosen.count === 0} onClick={() => onDeed('replay', chosen)}>{t('deadLetters.replay')}</Button>
                    <Button size="compact-sm" color="red" variant="light" disabled={chosen.count === 0} onClick={() => onDeed('drain', chosen)}>{t('deadLetters.drain')}</Button>
                  </Group>
                </Paper>
              )}
              <Table verticalSpacing={6} highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    {onDeed !== null && (
                      <Table.Th w={40}>
                        <Checkbox
                          aria-label={t('deadLetters.choosePage')}
                          checked={isAll || areAllShown}
                          indeterminate={!isAll && !areAllShown && ids.size > 0}
                          onChange={() => {
                            setAll(false);
                            setIds(new Set(areAllShown ? [] : open.map(({ id }) => id)));
                          }}
                        />
                      </Table.Th>
                    )}
                    <Table.Th>{t('field.died')}</Table.Th>
                    <Table.Th>{t('field.cause')}</Table.Th>
                    <Table.Th visibleFrom="sm">{t('field.chat')}</Table.Th>
                    <Table.Th visibleFrom="md" ta="right">{t('field.attempts')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => (
                    <OpeningRow key={one.id} label={t('deadLetters.open', { id: one.id })} onOpen={() => onOpen(one.id)}>
                      {onDeed !== null && (
                        <Table.Td onClick={(event) => event.stopPropagation()}>
                          <Checkbox aria-label={t('deadLetters.choose', { id: one.id })} disabled={one.state !== 'open'} checked={isAll || ids.has(one.id)} onChange={() => toggle(one.id)} />
                        </Table.Td>
                      )}
                      <Table.Td>{moment(one.diedAt)}</Table.Td>
                      <Table.Td>
                        <Group gap={6}>
                          <Text span className="mono">{one.kind}</Text>
                          <Text span className="mono" fw={600}>{one.code}</Text>
                          {one.state !== 'open' && <Badge variant="light" tt="none" color="gray">{t(`letter.${one.state}`)}</Badge>}
                          {one.replays > 0 && <Badge variant="light" tt="none" color="orange">{t('deadLetters.replays', { n: one.replays })}</Badge>}
                        </Group>
                        <Text size="sm" className="message" lineClamp={2}>{one.message}</Text>
                      </Table.Td>
                      <Table.Td visibleFrom="sm" className="mono">{one.chatId}</Table.Td>
                      <Table.Td visibleFrom="md" ta="right">{one.attempts}</Table.Td>
                    </OpeningRow>
                  ))}
                </Table.Tbody>
              </Table>
            </>
          );
        }}
      </Fetched>
      <More list={list} />
    </>
  );
}

import { Badge, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { RequestLine } from '../../../../src/contract';
import { useList } from '../../api/api';
import { FilterField } from '../../parts/filter-field';
import { More } from '../../parts/more';
import { OpeningRow } from '../../parts/row';
import { Fetched, Nothing } from '../../parts/states';
import { useSearch } from '../../parts/use-search';
import { useTexts } from '../../texts/texts';
import { Timeline } from './timeline';

export default function RequestsPage() {
  const { t, moment } = useTexts();
  const [{ chat, update, request }, change] = useSearch(['chat', 'update', 'request']);
  const list = useList<RequestLine>('/api/requests', { chatId: chat, updateId: update });
  return (
    <Stack>
      <Title order={1} size="h2">{t('requests.title')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} role="search">
        <FilterField label={t('field.chat')} inputMode="numeric" value={chat} onSettled={(value) => change({ chat: value })} />
        <FilterField label={t('field.update')} inputMode="numeric" value={update} onSettled={(value) => change({ update: value })} />
        <FilterField label={t('field.correlation')} placeholder="tg-…" value={request} onSettled={(value) => change({ request: value })} />
      </SimpleGrid>
      <Fetched query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing>{t('requests.none')}</Nothing>;
          return (
            <Table verticalSpacing={6} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('field.received')}</Table.Th>
                  <Table.Th>{t('field.chat')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('field.kind')}</Table.Th>
                  <Table.Th>{t('field.state')}</Table.Th>
                  <Table.Th visibleFrom="md">{t('field.correlation')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <OpeningRow key={one.correlationId} label={t('requests.open', { id: one.correlationId })} onOpen={() => change({ request: one.correlationId })}>
                    <Table.Td>{moment(one.receivedAt)}</Table.Td>
                    <Table.Td className="mono">{one.chatId}</Table.Td>
                    <Table.Td visibleFrom="sm">{one.kind}</Table.Td>
                    <Table.Td>
                      <Badge variant="light" tt="none" color={one.state === 'dead' ? 'red' : one.state === 'done' ? 'teal' : 'blue'}>{one.state}</Badge>
                      {one.result !== null && <Text span size="xs" c="dimmed"> {one.result}</Text>}
                    </Table.Td>
                    <Table.Td className="mono" visibleFrom="md">{one.correlationId}</Table.Td>
                  </OpeningRow>
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </Fetched>
      <More list={list} />
      <Timeline correlationId={request} onClose={() => change({ request: '' })} />
    </Stack>
  );
}

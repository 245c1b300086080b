import { Table, Text } from '@mantine/core';
import type { OverviewView } from '../../../../src/contract';
import { Nothing } from '../../parts/states';
import { useTexts } from '../../texts/texts';

export function BlockedChats({ chats }: { chats: NonNullable<OverviewView['blockedChats']> }) {
  const { t, moment } = useTexts();
  if (chats.items.length === 0) return <Nothing>{t('overview.noBlocked')}</Nothing>;
  return (
    <>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('field.chat')}</Table.Th>
            <Table.Th>{t('field.reason')}</Table.Th>
            <Table.Th>{t('field.since')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {chats.items.map((one) => (
            <Table.Tr key={`${one.botId} ${one.chatId}`}>
              <Table.Td className="mono">{one.chatId}</Table.Td>
              <Table.Td className="message">{one.reason}</Table.Td>
              <Table.Td>{moment(one.blockedAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {chats.total > chats.items.length && <Text size="sm" c="dimmed">{t('overview.moreBlocked', { n: chats.total - chats.items.length })}</Text>}
    </>
  );
}

import { Badge, NativeSelect, SimpleGrid, Stack, Table, Title } from '@mantine/core';
import type { ProposalLine, ProposalStateView } from '../../../../src/contract';
import { useList } from '../../api/api';
import { FilterField } from '../../parts/filter-field';
import { More } from '../../parts/more';
import { OpeningRow } from '../../parts/row';
import { Fetched, Nothing } from '../../parts/states';
import { useSearch } from '../../parts/use-search';
import { useTexts } from '../../texts/texts';
import { ProposalDrawer } from './proposal-drawer';

const STATES: readonly ProposalStateView[] = ['proposed', 'confirmed', 'executing', 'committed', 'failed', 'unknown', 'cancelled', 'expired'];
export const STATE_COLORS: Readonly<Record<ProposalStateView, string>> = {
  proposed: 'blue', confirmed: 'blue', executing: 'blue', committed: 'teal', failed: 'red', unknown: 'orange', cancelled: 'gray', expired: 'gray',
};

export default function ProposalsPage() {
  const { t, moment } = useTexts();
  const [{ state, tool, chat, proposal }, change] = useSearch(['state', 'tool', 'chat', 'proposal']);
  const list = useList<ProposalLine>('/api/proposals', { state, tool, chatId: chat });
  return (
    <Stack>
      <Title order={1} size="h2">{t('proposals.title')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} role="search">
        <NativeSelect
          label={t('field.state')}
          value={state}
          onChange={(event) => change({ state: event.currentTarget.value })}
          data={[{ value: '', label: t('state.all') }, ...STATES.map((value) => ({ value, label: t(`proposal.${value}`) }))]}
        />
        <FilterField label={t('field.tool')} value={tool} onSettled={(value) => change({ tool: value })} />
        <FilterField label={t('field.chat')} inputMode="numeric" value={chat} onSettled={(value) => change({ chat: value })} />
      </SimpleGrid>
      <Fetched query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing>{t('proposals.none')}</Nothing>;
          return (
            <Table verticalSpacing={6} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('field.created')}</Table.Th>
                  <Table.Th>{t('field.tool')}</Table.Th>
                  <Table.Th>{t('field.state')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('field.mode')}</Table.Th>
                  <Table.Th visibleFrom="md">{t('field.chat')}</Table.Th>
                  <Table.Th visibleFrom="md" ta="right">{t('field.targets')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <OpeningRow key={one.proposalId} label={t('proposals.open', { tool: one.tool })} onOpen={() => change({ proposal: one.proposalId })}>
                    <Table.Td>{moment(one.createdAt)}</Table.Td>
                    <Table.Td className="mono">{one.tool}</Table.Td>
                    <Table.Td><Badge variant="light" tt="none" color={STATE_COLORS[one.state]}>{t(`proposal.${one.state}`)}</Badge></Table.Td>
                    <Table.Td visibleFrom="sm">{one.mode}</Table.Td>
                    <Table.Td visibleFrom="md" className="mono">{one.chatId}</Table.Td>
                    <Table.Td visibleFrom="md" ta="right">{one.targetTotal}</Table.Td>
                  </OpeningRow>
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </Fetched>
      <More list={list} />
      <ProposalDrawer id={proposal} onClose={() => change({ proposal: '' })} />
    </Stack>
  );
}

import { Badge, NativeSelect, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { Fragment, useState } from 'react';
import type { AuditLine } from '../../../../src/contract';
import { useList, useThing } from '../../api/api';
import { Json } from '../../parts/facts';
import { FilterField } from '../../parts/filter-field';
import { More } from '../../parts/more';
import { OpeningRow } from '../../parts/row';
import { Fetched, Nothing } from '../../parts/states';
import { useSearch } from '../../parts/use-search';
import { useTexts } from '../../texts/texts';
import { auditSummary } from './audit-summary';

const COLORS = { info: 'gray', warning: 'yellow', error: 'red' } as const;

export default function AuditPage() {
  const { t, moment } = useTexts();
  const [{ type, severity, request, chat }, change] = useSearch(['type', 'severity', 'request', 'chat']);
  const types = useThing<{ items: readonly string[] }>('/api/audit/types');
  const list = useList<AuditLine>('/api/audit', { eventType: type, severity, correlationId: request, chatId: chat });
  const [open, setOpen] = useState('');
  return (
    <Stack>
      <Title order={1} size="h2">{t('audit.title')}</Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} role="search">
        <NativeSelect
          label={t('field.event')}
          value={type}
          onChange={(event) => change({ type: event.currentTarget.value })}
          data={[{ value: '', label: t('state.all') }, ...(types.data?.items ?? []).map((value) => ({ value, label: value }))]}
        />
        <NativeSelect
          label={t('field.severity')}
          value={severity}
          onChange={(event) => change({ severity: event.currentTarget.value })}
          data={[{ value: '', label: t('state.all') }, ...(['info', 'warning', 'error'] as const).map((value) => ({ value, label: t(`severity.${value}`) }))]}
        />
        <FilterField label={t('field.correlation')} value={request} onSettled={(value) => change({ request: value })} />
        <FilterField label={t('field.chat')} inputMode="numeric" value={chat} onSettled={(value) => change({ chat: value })} />
      </SimpleGrid>
      <Fetched query={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing>{t('audit.none')}</Nothing>;
          return (
            <Table verticalSpacing={6} highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('field.at')}</Table.Th>
                  <Table.Th>{t('field.event')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('field.details')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <Fragment key={one.id}>
                    <OpeningRow label={t('audit.open', { event: one.eventType })} onOpen={() => setOpen(open === one.id ? '' : one.id)}>
                      <Table.Td>{moment(one.occurredAt)}</Table.Td>
                      <Table.Td>
                        <Badge variant="light" tt="none" color={COLORS[one.severity]}>{one.eventType}</Badge>
                      </Table.Td>
                      <Table.Td visibleFrom="sm"><Text size="sm" className="message">{auditSummary(one.fields)}</Text></Table.Td>
                    </OpeningRow>
                    {open === one.id && (
                      <Table.Tr>
                        <Table.Td colSpan={3}><Json value={{ correlationId: one.correlationId, chatId: one.chatId, ownerUserId: one.ownerUserId, ...one.fields }} /></Table.Td>
                      </Table.Tr>
                    )}
                  </Fragment>
                ))}
              </Table.Tbody>
            </Table>
          );
        }}
      </Fetched>
      <More list={list} />
    </Stack>
  );
}

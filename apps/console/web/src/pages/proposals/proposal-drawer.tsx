import { Alert, Anchor, Badge, Drawer, Stack, Table, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { AttemptView, ProposalView } from '../../../../src/contract';
import { useThing } from '../../api/api';
import { Facts } from '../../parts/facts';
import { Fetched, Nothing } from '../../parts/states';
import { useTexts } from '../../texts/texts';

/** One proposal: how far it is, what was sent, and what becomes of an unknown outcome. */
export function ProposalDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Drawer opened={id !== ''} onClose={onClose} position="right" size="xl" title={t('proposals.one')} closeButtonProps={{ 'aria-label': t('state.close') }}>
      {id !== '' && <Detail id={id} />}
    </Drawer>
  );
}

function Detail({ id }: { id: string }) {
  const { t, moment } = useTexts();
  const proposal = useThing<ProposalView>(`/api/proposals/${encodeURIComponent(id)}`);
  const when = (iso: string | null) => (iso === null ? null : moment(iso));
  return (
    <Fetched query={proposal}>
      {(one) => (
        <Stack>
          {one.state === 'unknown' && (
            <Alert color="orange" title={t('proposals.unknownTitle')}>
              {t('proposals.unknown', {
                looks: one.reconciliation.looks,
                next: when(one.reconciliation.nextLookAt) ?? t('proposals.never'),
                asked: one.reconciliation.ownerAsked ? 'yes' : 'no',
              })}
            </Alert>
          )}
          <Facts
            facts={[
              [t('field.state'), <Badge key="state" variant="light" tt="none">{t(`proposal.${one.state}`)}</Badge>],
              [t('field.tool'), `${one.tool} ${one.toolVersion}`],
              [t('field.mode'), one.mode],
              [t('field.chat'), one.chatId],
              [t('field.correlation'), <Anchor key="request" component={Link} href={`/requests?request=${encodeURIComponent(one.correlationId)}`}>{one.correlationId}</Anchor>],
              [t('field.targets'), one.targetTotal],
              [t('field.created'), moment(one.createdAt)],
              [t('field.expires'), moment(one.expiresAt)],
              [t('field.confirmed'), when(one.confirmedAt)],
              [t('field.executing'), when(one.executingAt)],
              [t('field.unknownSince'), when(one.reconciliation.unknownAt)],
              [t('field.settled'), when(one.settledAt)],
              [t('field.settledBy'), one.settledBy],
              [t('field.error'), one.errorCode],
              [t('field.reason'), one.reason],
              [t('field.forced'), one.forceReasons.join(', ')],
            ]}
          />
          <Title order={3} size="h5">{t('proposals.attempts')}</Title>
          <Attempts attempts={one.attempts} />
        </Stack>
      )}
    </Fetched>
  );
}

function Attempts({ attempts }: { attempts: readonly AttemptView[] }) {
  const { t, moment } = useTexts();
  if (attempts.length === 0) return <Nothing>{t('proposals.noAttempts')}</Nothing>;
  return (
    <Table verticalSpacing={4}>
      <Table.Tbody>
        {attempts.map((one) => (
          <Table.Tr key={one.n}>
            <Table.Td>{one.n}</Table.Td>
            <Table.Td>{moment(one.startedAt)}</Table.Td>
            <Table.Td>{one.outcome}</Table.Td>
            <Table.Td>{[one.httpStatus, one.errorKind].filter((part) => part !== null).join(' ')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

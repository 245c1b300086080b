import { Anchor, Button, Drawer, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DeadLetterDetail } from '../../../../src/contract';
import { useThing } from '../../api/api';
import { Facts, Json } from '../../parts/facts';
import { Fetched } from '../../parts/states';
import { useTexts } from '../../texts/texts';
import { chosenLetters, type Chosen } from './chosen';
import type { Deed } from './deed';
import { DiscardForm } from './discard-form';
import { EditForm } from './edit-form';

interface LetterDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDeed: ((what: Deed, chosen: Chosen) => void) | null;
}

/** Everything that is known of one letter, and what can be done with it alone. */
export function LetterDrawer({ id, onClose, onDeed }: LetterDrawerProps) {
  const { t } = useTexts();
  return (
    <Drawer opened={id !== ''} onClose={onClose} position="right" size="xl" title={t('deadLetters.one', { id })} closeButtonProps={{ 'aria-label': t('state.close') }}>
      {id !== '' && <Detail key={id} id={id} onDeed={onDeed} />}
    </Drawer>
  );
}

function Detail({ id, onDeed }: Omit<LetterDrawerProps, 'onClose'>) {
  const { t, moment } = useTexts();
  const [form, setForm] = useState<'edit' | 'discard' | null>(null);
  const letter = useThing<DeadLetterDetail>(`/api/dead-letters/${encodeURIComponent(id)}`);
  return (
    <Fetched query={letter}>
      {(one) => (
        <Stack>
          {onDeed !== null && one.state === 'open' && form === null && (
            <Group>
              <Button size="xs" disabled={one.payload === null} onClick={() => onDeed('replay', chosenLetters([id]))}>{t('deadLetters.replay')}</Button>
              <Button size="xs" variant="default" disabled={one.payload === null} onClick={() => setForm('edit')}>{t('deadLetters.edit')}</Button>
              <Button size="xs" color="red" variant="light" onClick={() => setForm('discard')}>{t('deadLetters.discard')}</Button>
            </Group>
          )}
          {form === 'edit' && one.payload !== null && <EditForm id={id} payload={one.payload} onDone={() => setForm(null)} />}
          {form === 'discard' && <DiscardForm id={id} onDone={() => setForm(null)} />}
          <Facts
            facts={[
              [t('field.state'), t(`letter.${one.state}`)],
              [t('field.kind'), one.kind],
              [t('field.code'), one.code],
              [t('field.message'), one.message],
              [t('field.chat'), one.chatId],
              [t('field.update'), one.updateId],
              [t('field.correlation'), <Anchor key="request" component={Link} href={`/requests?request=${encodeURIComponent(one.correlationId)}`}>{one.correlationId}</Anchor>],
              [t('field.job'), one.jobId],
              [t('field.fingerprint'), one.fingerprint],
              [t('field.added'), moment(one.addedAt)],
              [t('field.died'), moment(one.diedAt)],
              [t('field.replays'), one.replays],
              [t('field.closed'), one.closedAt === null ? null : `${moment(one.closedAt)} · ${one.closedBy ?? ''}`],
              [t('field.reason'), one.reason],
            ]}
          />
          <Title order={3} size="h5">{t('deadLetters.history')}</Title>
          <Table verticalSpacing={4}>
            <Table.Tbody>
              {one.history.map((attempt, index) => (
                <Table.Tr key={index}>
                  <Table.Td className="mono"><Json value={attempt} /></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Title order={3} size="h5">{t('deadLetters.payload')}</Title>
          {one.payload === null ? <Text c="dimmed">{t('deadLetters.noPayload')}</Text> : <Json value={one.payload} />}
        </Stack>
      )}
    </Fetched>
  );
}

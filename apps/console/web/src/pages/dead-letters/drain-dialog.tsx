import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Operation } from '../../../../src/contract';
import { client, useAction } from '../../api/api';
import { Problem } from '../../parts/problem';
import { useTexts } from '../../texts/texts';
import type { Chosen } from './chosen';

/** Discards many letters, once somebody has said why and that they mean it. */
export function DrainDialog({ chosen, onClose }: { chosen: Chosen; onClose: () => void }) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const drain = useAction(
    () => client.send<Operation>('POST', '/api/dead-letters/drain', { ...chosen.selection, reason: reason.trim() }),
    ['/api/dead-letters', '/api/operations', '/api/overview', '/api/audit'],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    drain.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={t('drain.title', { n: chosen.count })} closeButtonProps={{ 'aria-label': t('state.close') }}>
      <Stack component="form" onSubmit={submit}>
        <Text size="sm">{t('drain.hint')}</Text>
        <TextInput label={t('field.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} required data-autofocus />
        <Checkbox label={t('drain.sure', { n: chosen.count })} checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />
        {drain.isError && <Problem error={drain.error} />}
        <Group>
          <Button type="submit" color="red" loading={drain.isPending} disabled={reason.trim() === '' || !isSure}>{t('drain.start')}</Button>
          <Button variant="default" onClick={onClose}>{t('state.cancel')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

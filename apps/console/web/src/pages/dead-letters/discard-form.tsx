import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { client, useAction } from '../../api/api';
import { Problem } from '../../parts/problem';
import { useTexts } from '../../texts/texts';

/** Closes one letter for good, with a reason. */
export function DiscardForm({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const discard = useAction(() => client.send('POST', '/api/dead-letters/discard', { ids: [id], reason: reason.trim() }), ['/api/dead-letters', '/api/overview', '/api/audit']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    discard.mutate(undefined, { onSuccess: onDone });
  };
  return (
    <Stack component="form" onSubmit={submit}>
      <TextInput label={t('field.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} required autoFocus />
      {discard.isError && <Problem error={discard.error} />}
      <Group>
        <Button type="submit" color="red" loading={discard.isPending} disabled={reason.trim() === ''}>{t('deadLetters.discard')}</Button>
        <Button variant="default" onClick={onDone}>{t('state.cancel')}</Button>
      </Group>
    </Stack>
  );
}

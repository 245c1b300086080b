import { Button, Checkbox, Group, JsonInput, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { client, useAction } from '../../api/api';
import { Problem } from '../../parts/problem';
import { useTexts } from '../../texts/texts';
import { readEdited } from './edited-payload';

/** Another payload for one letter, which is then replayed with it. */
export function EditForm({ id, payload, onDone }: { id: string; payload: object; onDone: () => void }) {
  const { t } = useTexts();
  const [text, setText] = useState(() => JSON.stringify(payload, undefined, 2));
  const [force, setForce] = useState(false);
  const edited = readEdited(text, payload);
  const replay = useAction(
    (next: object) => client.send('POST', `/api/dead-letters/${encodeURIComponent(id)}/edit-and-replay`, { payload: next, force }),
    ['/api/dead-letters', '/api/operations', '/api/overview', '/api/audit'],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if ('payload' in edited) replay.mutate(edited.payload, { onSuccess: onDone });
  };
  return (
    <Stack component="form" onSubmit={submit}>
      <JsonInput
        label={t('deadLetters.payload')}
        description={t('deadLetters.editHint')}
        error={'problem' in edited && edited.problem !== 'unchanged' ? t(`deadLetters.${edited.problem}`) : null}
        value={text}
        onChange={setText}
        autosize
        minRows={8}
        maxRows={24}
        autoFocus
      />
      <Checkbox label={t('replay.force')} checked={force} onChange={(event) => setForce(event.currentTarget.checked)} />
      {replay.isError && <Problem error={replay.error} />}
      <Group>
        <Button type="submit" loading={replay.isPending} disabled={!('payload' in edited)}>{t('deadLetters.editAndReplay')}</Button>
        <Button variant="default" onClick={onDone}>{t('state.cancel')}</Button>
      </Group>
    </Stack>
  );
}

import { Alert, Button, Checkbox, Group, Modal, NumberInput, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Operation, ReplayPlan } from '../../../../src/contract';
import { client, useAction } from '../../api/api';
import { Problem } from '../../parts/problem';
import { Fetched } from '../../parts/states';
import { useTexts } from '../../texts/texts';
import type { Chosen } from './chosen';
import { PlanView } from './plan-view';
import { REPLAY_DEFAULTS, replayInput } from './replay-input';

/** What a replay would do, how it shall be done, and its start. */
export function ReplayDialog({ chosen, onClose }: { chosen: Chosen; onClose: () => void }) {
  const { t } = useTexts();
  const [fields, setFields] = useState(REPLAY_DEFAULTS);
  const input = replayInput(chosen, fields);
  const plan = useQuery({
    queryKey: ['/api/dead-letters/plan', input],
    queryFn: () => client.send<ReplayPlan>('POST', '/api/dead-letters/plan', input),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const start = useAction(() => client.send<Operation>('POST', '/api/dead-letters/replay', input), ['/api/dead-letters', '/api/operations', '/api/overview', '/api/audit']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (input !== null) start.mutate(undefined, { onSuccess: onClose });
  };
  const number = (key: 'rate' | 'first' | 'maxDead', min: number, max: number) => (
    <NumberInput label={t(`replay.${key}`)} value={fields[key]} min={min} max={max} onChange={(value) => setFields({ ...fields, [key]: value })} />
  );
  return (
    <Modal opened onClose={onClose} size="lg" title={t('replay.title', { n: chosen.count })} closeButtonProps={{ 'aria-label': t('state.close') }}>
      <Stack component="form" onSubmit={submit}>
        <Fetched query={plan}>{(view) => <PlanView plan={view} />}</Fetched>
        <Group grow align="end">{number('rate', 0.1, 1_000)}</Group>
        <Checkbox label={t('replay.canary')} checked={fields.isCanary} onChange={(event) => setFields({ ...fields, isCanary: event.currentTarget.checked })} />
        {fields.isCanary && (
          <Group grow align="end">
            {number('first', 1, 1_000)}
            {number('maxDead', 0, 1_000)}
          </Group>
        )}
        <Checkbox label={t('replay.force')} checked={fields.force} onChange={(event) => setFields({ ...fields, force: event.currentTarget.checked })} />
        {plan.isError && plan.data !== undefined && <Problem error={plan.error} />}
        {start.isError && <Problem error={start.error} />}
        {plan.data?.willReplay === 0 && <Alert color="yellow">{t('replay.nothing')}</Alert>}
        <Group>
          <Button type="submit" loading={start.isPending} disabled={input === null || plan.data === undefined || plan.data.willReplay === 0}>{t('replay.start')}</Button>
          <Button variant="default" onClick={onClose}>{t('state.cancel')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Alert, Button, Group, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { SettingsView } from '../../../../src/contract';
import { client, useAction, useMayAct } from '../../api/api';
import { Problem } from '../../parts/problem';
import { useTexts } from '../../texts/texts';

/** Which shop answers, for all processes at once. */
export function UpstreamForm({ upstream }: { upstream: SettingsView['upstream'] }) {
  const { t } = useTexts();
  const mayAct = useMayAct();
  const [mode, setMode] = useState(upstream.override ?? '');
  const save = useAction(() => client.send('PUT', '/api/settings/upstream-mode', { mode: mode === '' ? null : mode }), ['/api/settings', '/api/audit']);
  return (
    <Paper withBorder p="md" component="section">
      <Stack>
        <Title order={2} size="h4">{t('settings.upstream')}</Title>
        <Text size="sm">{t('settings.effective', { effective: upstream.effective, configured: upstream.configured })}</Text>
        {!upstream.isToggleEnabled && <Alert color="yellow">{t('error.MODE_TOGGLE_OFF')}</Alert>}
        <Group align="end">
          <NativeSelect
            label={t('settings.override')}
            value={mode}
            disabled={!mayAct || !upstream.isToggleEnabled}
            onChange={(event) => setMode(event.currentTarget.value)}
            data={[{ value: '', label: t('settings.noOverride') }, ...upstream.modes.map((value) => ({ value, label: value }))]}
          />
          <Button disabled={!mayAct || !upstream.isToggleEnabled || mode === (upstream.override ?? '')} loading={save.isPending} onClick={() => save.mutate(undefined)}>{t('settings.save')}</Button>
        </Group>
        {save.isError && <Problem error={save.error} />}
        {save.isSuccess && <Text size="sm" c="teal" role="status">{t('settings.saved')}</Text>}
        <Text size="xs" c="dimmed">{t('settings.upstreamHint')}</Text>
      </Stack>
    </Paper>
  );
}

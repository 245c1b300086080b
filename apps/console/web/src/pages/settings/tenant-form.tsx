import { Button, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { SettingsView, TenantPatch } from '../../../../src/contract';
import { client, useAction, useMayAct } from '../../api/api';
import { Problem } from '../../parts/problem';
import { useTexts } from '../../texts/texts';
import { fieldsOf, tenantPatch } from './tenant-patch';

const FIELDS: readonly (keyof TenantPatch)[] = ['project', 'shopId', 'currency', 'timezone', 'locale', 'orderPrefix', 'productPrefix', 'lookPrefix'];

export function TenantForm({ tenant }: { tenant: SettingsView['tenant'] }) {
  const { t } = useTexts();
  const mayAct = useMayAct();
  const [fields, setFields] = useState(fieldsOf(tenant));
  const patch = tenantPatch(tenant, fields);
  const save = useAction(() => client.send('PATCH', '/api/settings/tenant', { version: tenant.version, patch }), ['/api/settings', '/api/audit']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Stack>
        <Title order={2} size="h4">{t('settings.tenant')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {FIELDS.map((field) => (
            <TextInput key={field} label={t(`settings.field.${field}`)} value={fields[field]} disabled={!mayAct} onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.value })} />
          ))}
        </SimpleGrid>
        {save.isError && <Problem error={save.error} />}
        <Button type="submit" w="fit-content" disabled={!mayAct || Object.keys(patch).length === 0} loading={save.isPending}>{t('settings.save')}</Button>
        <Text size="xs" c="dimmed">{t('settings.tenantHint')}</Text>
      </Stack>
    </Paper>
  );
}

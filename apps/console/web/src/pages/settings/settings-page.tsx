import { Stack, Title } from '@mantine/core';
import type { SettingsView } from '../../../../src/contract';
import { useThing } from '../../api/api';
import { Fetched } from '../../parts/states';
import { useTexts } from '../../texts/texts';
import { TenantForm } from './tenant-form';
import { UpstreamForm } from './upstream-form';

export default function SettingsPage() {
  const { t } = useTexts();
  const settings = useThing<SettingsView>('/api/settings');
  return (
    <Stack maw={720}>
      <Title order={1} size="h2">{t('settings.title')}</Title>
      <Fetched query={settings}>
        {({ upstream, tenant }) => (
          <>
            <UpstreamForm upstream={upstream} />
            <TenantForm key={tenant.version} tenant={tenant} />
          </>
        )}
      </Fetched>
    </Stack>
  );
}

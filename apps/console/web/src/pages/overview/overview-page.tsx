import { Alert, Grid, Paper, Stack, Title } from '@mantine/core';
import type { OverviewView } from '../../../../src/contract';
import { useThing } from '../../api/api';
import { OVERVIEW_PATH } from '../../api/use-live';
import { Fetched } from '../../parts/states';
import { useTexts } from '../../texts/texts';
import { OpenOperations } from '../dead-letters/open-operations';
import { Activity } from './activity';
import { Attention } from './attention';
import { BlockedChats } from './blocked-chats';
import { Processes } from './processes';
import { Queues } from './queues';

export default function OverviewPage() {
  const { t } = useTexts();
  const overview = useThing<OverviewView>(OVERVIEW_PATH);
  return (
    <Stack>
      <Title order={1} size="h2">{t('overview.title')}</Title>
      <Fetched query={overview}>
        {(view) => (
          <Stack>
            {view.missing.length > 0 && (
              <Alert color="yellow" role="alert">
                {t('overview.missing', { parts: view.missing.map(({ part, code }) => `${t(`overview.part.${part}`)} (${code})`).join(', ') })}
              </Alert>
            )}
            {view.counts !== null && <Attention counts={view.counts} />}
            <OpenOperations />
            <Grid>
              <Grid.Col span={{ base: 12, lg: 7 }}>
                <Section title={t('overview.activity')}>{view.minutes !== null && <Activity minutes={view.minutes} />}</Section>
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 5 }}>
                <Section title={t('overview.processes')}>{view.processes !== null && <Processes processes={view.processes} />}</Section>
              </Grid.Col>
              <Grid.Col span={12}>
                <Section title={t('overview.queues', { backend: view.backend })}>{view.queues !== null && <Queues queues={view.queues} />}</Section>
              </Grid.Col>
              <Grid.Col span={12}>
                <Section title={t('overview.blocked')}>{view.blockedChats !== null && <BlockedChats chats={view.blockedChats} />}</Section>
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Fetched>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="md" h="100%" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">{title}</Title>
      {children}
    </Paper>
  );
}

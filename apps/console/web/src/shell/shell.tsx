import { Alert, Anchor, AppShell, Badge, Burger, Button, Group, NavLink, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { OperatorView, OverviewView } from '../../../src/contract';
import { client, useSetSession, useThing } from '../api/api';
import { OVERVIEW_PATH, useLive } from '../api/use-live';
import { useTexts } from '../texts/texts';
import { LocaleSwitch } from './locale-switch';

const PAGES = [
  { path: '/', key: 'overview' },
  { path: '/dead-letters', key: 'deadLetters' },
  { path: '/requests', key: 'requests' },
  { path: '/proposals', key: 'proposals' },
  { path: '/audit', key: 'audit' },
  { path: '/settings', key: 'settings' },
] as const;

/** Frame of every page: where one is, who one is, and whether the line to the server stands. */
export function Shell({ operator, version, children }: { operator: OperatorView; version: string; children: ReactNode }) {
  const { t } = useTexts();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [path] = useLocation();
  const isOnline = useLive();
  const { data } = useThing<OverviewView>(OVERVIEW_PATH);
  const waiting: Readonly<Record<string, number>> = { deadLetters: data?.counts?.deadLetters ?? 0, proposals: data?.counts?.unknownProposals ?? 0 };
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding="md">
      <AppShell.Header>
        <Anchor href="#main" className="skip-link">{t('shell.skip')}</Anchor>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />
            <Text fw={700}>OwnerBot</Text>
          </Group>
          <Group wrap="nowrap" gap="xs">
            <Badge variant="light" tt="none">{operator.name} · {t(`role.${operator.role}`)}</Badge>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <AppShell.Section grow component="nav" aria-label={t('shell.menu')}>
          {PAGES.map((page) => (
            <NavLink
              key={page.path}
              component={Link}
              href={page.path}
              active={path === page.path}
              aria-current={path === page.path ? 'page' : undefined}
              onClick={close}
              label={t(`${page.key}.title`)}
              rightSection={waiting[page.key] ? <Badge color="red" size="sm" circle={(waiting[page.key] ?? 0) < 10}>{waiting[page.key]}</Badge> : null}
            />
          ))}
        </AppShell.Section>
        <AppShell.Section>
          <Foot version={version} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {!isOnline && <Alert color="yellow" role="status" mb="md">{t('shell.offline')}</Alert>}
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function Foot({ version }: { version: string }) {
  const { t } = useTexts();
  const { toggleColorScheme } = useMantineColorScheme();
  const setSession = useSetSession();
  const logout = useMutation({ mutationFn: () => client.logout(), onSuccess: setSession });
  return (
    <Stack gap="xs">
      <Anchor href="/raw" target="_blank" size="sm">{t('shell.raw')}</Anchor>
      <Group justify="space-between">
        <LocaleSwitch />
        <Button variant="default" size="xs" onClick={toggleColorScheme}>{t('shell.scheme')}</Button>
      </Group>
      <Button variant="light" size="xs" loading={logout.isPending} onClick={() => logout.mutate()}>{t('shell.logout')}</Button>
      <Text size="xs" c="dimmed">OwnerBot {version}</Text>
    </Stack>
  );
}

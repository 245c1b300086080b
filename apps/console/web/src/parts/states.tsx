import { Center, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts';
import { Problem } from './problem';

interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  refetch(): Promise<unknown>;
}

/** Loading, failed, or the thing itself. What was there before stays while it is fetched again. */
export function Fetched<T>({ query, children }: { query: Loaded<T>; children: (data: T) => ReactNode }) {
  const { t } = useTexts();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Stack aria-busy="true" aria-label={t('state.loading')}>
      <Skeleton h={28} />
      <Skeleton h={28} />
      <Skeleton h={28} />
    </Stack>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return (
    <Center mih={120}>
      <Text c="dimmed">{children}</Text>
    </Center>
  );
}

import { Paper, SimpleGrid, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { OverviewView } from '../../../../src/contract';
import { useTexts } from '../../texts/texts';

const TILES = [
  { key: 'deadLetters', href: '/dead-letters', bad: 'red' },
  { key: 'unknownProposals', href: '/proposals?state=unknown', bad: 'orange' },
  { key: 'openOperations', href: '/dead-letters', bad: 'blue' },
  { key: 'alerts', href: '/audit?severity=error', bad: 'orange' },
] as const;

/** Four numbers that should be zero, each leading to what it counts. */
export function Attention({ counts }: { counts: NonNullable<OverviewView['counts']> }) {
  const { t, number } = useTexts();
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {TILES.map(({ key, href, bad }) => (
        <Paper key={key} withBorder p="md" component={Link} href={href} c="inherit" td="none">
          <Text size="xl" fw={700} c={counts[key] > 0 ? bad : 'teal'}>{number(counts[key])}</Text>
          <Text size="sm" c="dimmed">{t(`overview.count.${key}`)}</Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

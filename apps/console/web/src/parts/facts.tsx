import { Code, Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** Names and values, one below the other. What is not known is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <Table variant="vertical" layout="fixed">
      <Table.Tbody>
        {facts
          .filter(([, value]) => value !== null && value !== undefined && value !== '')
          .map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w="38%">{name}</Table.Th>
              <Table.Td className="message">{value}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}

export function Json({ value }: { value: unknown }) {
  return <Code block tabIndex={0} className="mono">{JSON.stringify(value, undefined, 2)}</Code>;
}

import { Table } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';

/** A row that opens something, by mouse and by keyboard. */
export function OpeningRow({ onOpen, children, label }: { onOpen: () => void; children: ReactNode; label: string }) {
  const onKey = (event: KeyboardEvent): void => {
    if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onOpen();
    }
  };
  return (
    <Table.Tr className="row-link" tabIndex={0} onClick={onOpen} onKeyDown={onKey} aria-label={label}>
      {children}
    </Table.Tr>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { SESSION_KEY } from './api';
import type { OperationsView, OverviewView } from '../../../src/contract';

export const OVERVIEW_PATH = '/api/overview';
export const OPERATIONS_PATH = '/api/operations';
export const OPEN_OPERATIONS = { isOpen: true } as const;
export const RECENT_OPERATIONS = { limit: 5 } as const;

/** Follows what the server tells while the page is open. @returns whether the line stands. */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [isOnline, setOnline] = useState(true);
  useEffect(() => {
    const source = new EventSource('/api/live');
    source.onopen = () => setOnline(true);
    source.onerror = () => {
      setOnline(false);
      // The stream also ends with the session; whether it has is a question to the server.
      void queries.invalidateQueries({ queryKey: SESSION_KEY });
    };
    source.addEventListener('overview', ({ data }: MessageEvent<string>) => {
      queries.setQueryData([OVERVIEW_PATH, {}], JSON.parse(data) as OverviewView);
    });
    source.addEventListener('operations', ({ data }: MessageEvent<string>) => {
      const { open, recent } = JSON.parse(data) as OperationsView;
      queries.setQueryData([OPERATIONS_PATH, OPEN_OPERATIONS], open);
      queries.setQueryData([OPERATIONS_PATH, RECENT_OPERATIONS], recent);
      // Whatever an operation does changes the letters.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/dead-letters') });
    });
    return () => source.close();
  }, [queries]);
  return isOnline;
}

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PageView, SessionView } from '../../../src/contract';
import { ApiError, createClient } from './client';

export const client = createClient((input, init) => fetch(input, init));

export const SESSION_KEY = ['session'] as const;

export function useSession() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: () => client.session(), staleTime: Infinity });
}

/** True for those who may act. */
export function useMayAct(): boolean {
  return useSession().data?.operator?.role === 'operator';
}

export function useSetSession(): (view: SessionView) => void {
  const queries = useQueryClient();
  return (view) => {
    queries.setQueryData(SESSION_KEY, view);
    if (view.operator === null) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  };
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A thing of the API. The key begins with the first word of its path, so that actions can tell what has become old. */
export function useThing<T>(path: string, query: Query = {}) {
  return useQuery({ queryKey: [path, query], queryFn: () => client.get<T>(path, query) });
}

/** A list, page by page. */
export function useList<Item>(path: string, query: Query = {}) {
  return useInfiniteQuery({
    queryKey: [path, query, 'list'],
    queryFn: ({ pageParam }) => client.get<PageView<Item>>(path, { ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** Something that an operator does; afterwards everything below these paths is fetched again. */
export function useAction<Input, Answer>(act: (input: Input) => Promise<Answer>, changes: readonly string[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => changes.some((path) => String(queryKey[0]).startsWith(path)) }),
  });
}

/** A session that is over leads back to the login, wherever it was noticed. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'NOT_LOGGED_IN';
}

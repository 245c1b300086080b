import { useSearchParams } from 'wouter';

/** What a page filters by stands in its address, so that it can be sent to somebody and found again. */
export function useSearch<const Key extends string>(keys: readonly Key[]): readonly [Readonly<Record<Key, string>>, (change: Partial<Record<Key, string>>) => void] {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(keys.map((key) => [key, params.get(key) ?? ''])) as Record<Key, string>;
  const change = (patch: Partial<Record<Key, string>>): void => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries<string | undefined>(patch)) {
      if (value === undefined || value === '') next.delete(key);
      else next.set(key, value);
    }
    setParams(next, { replace: true });
  };
  return [values, change];
}

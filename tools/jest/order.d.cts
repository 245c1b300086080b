export function inOrder<T>(items: readonly T[], facts: { pathOf(item: T): string; secondsOf(item: T): number }): T[];

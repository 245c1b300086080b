import { ShopError } from '@ownerbot/shop';
import { warn, type ToolWarning } from '@ownerbot/tools';

/** Asks for a page; a cursor that no longer holds means the first page again, and that is said. */
export async function firstPageAgain<Query extends { readonly cursor?: string }, Answer>(
  query: Query,
  ask: (query: Query) => Promise<Answer>,
): Promise<{ answer: Answer; warnings: readonly ToolWarning[] }> {
  try {
    return { answer: await ask(query), warnings: [] };
  } catch (error) {
    const isExpired = query.cursor !== undefined && error instanceof ShopError && error.facts.reason === 'CURSOR_INVALID';
    if (!isExpired) throw error;
    return { answer: await ask({ ...query, cursor: undefined }), warnings: [warn('CURSOR_RESTARTED')] };
  }
}

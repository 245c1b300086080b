import { countLetters, discardLetters, groupLetters, listLetters, lockLetters, readLetter, type LetterHindrances, type LetterPlace } from '@ownerbot/storage';
import { LetterBusyError, LetterClosedError, LetterUnknownError } from '../errors';
import type { Operations } from '../operations';
import { badCursor, checkFilter, checkIds, checkLimit, checkReason, isId } from './check';
import { operatorAudit } from './operator-audit';
import type { OperationsParts } from './parts';

type Letters = Pick<Operations, 'listDeadLetters' | 'groupDeadLetters' | 'showDeadLetter' | 'discard'>;

export function letterMethods({ db, clock }: OperationsParts): Letters {
  return {
    async listDeadLetters(filter, page = {}) {
      const where = checkFilter(filter);
      const limit = checkLimit(page);
      const [items, total] = await Promise.all([listLetters(db, { where, limit, after: placeOf(page.cursor ?? null) }), countLetters(db, where)]);
      const last = items.at(-1);
      return { items, total, next: items.length < limit || last === undefined ? null : `${last.diedAt.getTime()}-${last.id}` };
    },

    async groupDeadLetters(filter, page = {}) {
      const where = checkFilter(filter);
      const limit = checkLimit(page);
      const cursor = page.cursor ?? '0';
      if (!/^\d{1,9}$/.test(cursor)) throw badCursor();
      const offset = Number(cursor);
      const { total, groups } = await groupLetters(db, { where, limit, offset });
      const end = offset + groups.length;
      return { items: groups, total, next: groups.length > 0 && end < total ? String(end) : null };
    },

    async showDeadLetter(id) {
      const letter = isId(id) ? await readLetter(db, id) : null;
      if (letter === null) throw new LetterUnknownError([id]);
      return { ...letter, operations: letter.operations.map((one) => ({ ...one, endedAt: one.endedAt === null ? null : new Date(one.endedAt) })) };
    },

    async discard(actor, wished, reason) {
      const ids = checkIds(wished);
      const why = checkReason(reason);
      return db.transaction(async (tx) => {
        refuseHindered(ids, await lockLetters(tx, ids.filter(isId)));
        const audit = operatorAudit(actor, 'dead-letters.discard', { ids, total: ids.length, reason: why }, 'warning');
        return discardLetters(tx, { ids, by: actor.name, reason: why, at: clock.now(), audit });
      });
    },
  };
}

/** @throws LetterUnknownError, LetterBusyError, LetterClosedError */
export function refuseHindered(ids: readonly string[], { unknown, busy, closed }: LetterHindrances): void {
  const missing = [...ids.filter((id) => !isId(id)), ...unknown];
  if (missing.length > 0) throw new LetterUnknownError(missing);
  if (busy.length > 0) throw new LetterBusyError(busy.map(({ id }) => id), [...new Set(busy.flatMap(({ operationId }) => operationId ?? []))]);
  if (closed.length > 0) throw new LetterClosedError(closed);
}

function placeOf(cursor: string | null): LetterPlace | null {
  if (cursor === null) return null;
  const [, ms, id] = /^(\d{1,15})-([1-9]\d{0,17})$/.exec(cursor) ?? [];
  if (ms === undefined || id === undefined) throw badCursor();
  return { diedAt: new Date(Number(ms)), id };
}

import { listRequests, readTrace, type TraceMoment } from '@ownerbot/storage';
import { RequestUnknownError, SelectionInvalidError } from '../errors';
import type { Trace } from '../model/trace';
import type { Operations } from '../operations';
import { badCursor, checkLimit } from './check';
import type { OperationsParts } from './parts';

const MOST_LENGTH = 250;

export function traceMethods({ db }: OperationsParts): Pick<Operations, 'traceRequest' | 'listRequests'> {
  return {
    async traceRequest(correlationId) {
      const known = correlationId !== '' && correlationId.length <= MOST_LENGTH && !correlationId.includes('\0');
      const moments = known ? await readTrace(db, correlationId) : [];
      if (moments.length === 0) throw new RequestUnknownError(correlationId.slice(0, MOST_LENGTH));
      return traceOf(correlationId, moments);
    },

    async listRequests({ chatId, updateId }, page = {}) {
      const limit = checkLimit(page);
      if (chatId !== undefined && !/^-?\d{1,18}$/.test(chatId)) throw new SelectionInvalidError('chat', 'an id of Telegram: digits, with a sign for groups');
      if (updateId !== undefined && !/^\d{1,18}$/.test(updateId)) throw new SelectionInvalidError('update', 'an id of an update: digits');
      const cursor = page.cursor ?? null;
      if (cursor !== null && !/^\d{1,18}$/.test(cursor)) throw badCursor();
      const { total, rows } = await listRequests(db, { chatId: chatId ?? null, updateId: updateId ?? null, beforeSeq: cursor, limit });
      return { items: rows.map(({ seq: _seq, ...line }) => line), total, next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
    },
  };
}

function traceOf(correlationId: string, moments: readonly TraceMoment[]): Trace {
  const steps = moments.map(({ at, what, step, id, fields }, index) => {
    const before = moments[index - 1];
    return { at, what, step, id, afterMs: before === undefined ? 0 : at.getTime() - before.at.getTime(), fields };
  });
  const place = moments.find(({ chatId }) => chatId !== null);
  return { correlationId, botId: place?.botId ?? null, chatId: place?.chatId ?? null, steps };
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '../../errors';

const SEAL_BYTES = 15;

/** A place in a list that only this shop can have written: what is in it becomes parameters of a statement. */
export interface CursorSeal {
  seal(cursor: string | null): string | null;
  /** @throws ShopError `VALIDATION_ERROR`, `CURSOR_INVALID` */
  open(cursor: string | undefined): string | undefined;
}

/** The key comes from the secret that all workers of one shop share, so that any of them reads another's cursors. */
export function createCursorSeal(secret: string): CursorSeal {
  const key = createHmac('sha256', secret).update('ownerbot list cursor').digest();
  const sealed = (text: string): string => `${text}.${createHmac('sha256', key).update(text).digest().subarray(0, SEAL_BYTES).toString('base64url')}`;
  return {
    seal: (cursor) => (cursor === null ? null : sealed(cursor)),
    open(cursor) {
      if (cursor === undefined) return undefined;
      const [text = ''] = cursor.split('.', 1);
      const found = Buffer.from(cursor);
      const expected = Buffer.from(sealed(text));
      if (found.length !== expected.length || !timingSafeEqual(found, expected)) throw refuse('cursor', 'cursor', 'the next_cursor of a page with the same filters, for 10 minutes');
      return text;
    },
  };
}

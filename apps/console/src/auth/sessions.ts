import { createHash, randomBytes } from 'node:crypto';
import { findOperator, hashToken, type Operator } from '@ownerbot/operations';
import type { Clock } from '@ownerbot/runtime';
import { deleteKept, putKept, readKept, type Db } from '@ownerbot/storage';

export const SESSION_TTL_SEC = 12 * 3_600;

export interface Session {
  /** What the cookie holds; a secret. */
  readonly id: string;
  readonly operator: Operator;
}

export interface Sessions {
  /** A new session for the holder of a token; null: it is nobody's. */
  open(token: string): Promise<Session | null>;
  /** The session of a cookie; null: unknown, over, or its token is not in the settings any more. */
  find(id: string): Promise<Session | null>;
  close(id: string): Promise<void>;
}

/** Sessions are kept in Postgres, so that they outlive a restart of the console, and under a hash, so that the table opens no door. */
export function createSessions({ db, operators, clock }: { db: Db; operators: readonly Operator[]; clock: Clock }): Sessions {
  return {
    async open(token) {
      const operator = findOperator(operators, token);
      if (operator === null) return null;
      const id = randomBytes(32).toString('base64url');
      await putKept(db, [{ key: keyOf(id), value: { name: operator.name, hash: hashToken(operator.hash) }, ttlSec: SESSION_TTL_SEC }], clock.now());
      return { id, operator };
    },
    async find(id) {
      const key = keyOf(id);
      const value = (await readKept(db, [key], clock.now()))[key];
      const operator = operators.find((one) => isOf(one, value));
      return operator === undefined ? null : { id, operator };
    },
    close: (id) => deleteKept(db, [keyOf(id)]),
  };
}

const keyOf = (id: string): string => `console:session:${createHash('sha256').update(id).digest('hex')}`;

/** The token of a name may have been replaced since: its sessions end with it. */
function isOf(operator: Operator, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('hash' in value)) return false;
  return value.name === operator.name && value.hash === hashToken(operator.hash);
}

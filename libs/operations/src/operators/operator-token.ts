import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `viewer` sees everything, `operator` also acts. */
export const OPERATOR_ROLES = ['viewer', 'operator'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

/** Somebody who may log in to the console. The token itself is known to nobody but its holder. */
export interface Operator {
  readonly name: string;
  readonly role: OperatorRole;
  /** SHA-256 of the token, hex: tokens are made by us and too long to be guessed, so that a slow hash would protect nothing. */
  readonly hash: string;
}

/** `name:role:hash`, as `OPERATOR_TOKENS` lists them. */
export const OPERATOR_FORM = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63}):(viewer|operator):([0-9a-f]{64})$/;

export function readOperator(entry: string): Operator {
  const [, name, role, hash] = OPERATOR_FORM.exec(entry) ?? [];
  if (name === undefined || hash === undefined) throw new RangeError('an entry of OPERATOR_TOKENS is name:role:hash');
  return { name, role: role === 'operator' ? 'operator' : 'viewer', hash };
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A new token, 32 random bytes. */
export function makeToken(): string {
  return `ob_${randomBytes(32).toString('base64url')}`;
}

/** The entry of `OPERATOR_TOKENS` for a token. */
export function operatorEntry(name: string, role: OperatorRole, token: string): string {
  return `${name}:${role}:${hashToken(token)}`;
}

/** Whose token it is. Takes the same time whoever it is, and when it is nobody's. */
export function findOperator(operators: readonly Operator[], token: string): Operator | null {
  const given = Buffer.from(hashToken(token), 'hex');
  let found: Operator | null = null;
  for (const one of operators) if (timingSafeEqual(given, Buffer.from(one.hash, 'hex'))) found = one;
  return found;
}

import { codeOf, type Clock } from '@ownerbot/runtime';
import type { ReadOnlyPool, ReadTransaction } from '@ownerbot/storage';
import { asShopError } from '../calls/error-of-postgres';
import { ShopError } from '../../errors';
import { instant } from '../../instants';
import type { Instant } from '../../methods/shared-types';
import { findDrift, type DriftFinding } from '../contract/find-drift';
import { findWritingRights, type RoleFinding } from '../contract/find-writing-rights';
import { notAgreed } from '../contract/read-contract';
import type { ContractView } from '../contract/views';

/** What the last check found of the role and of the views. */
export interface DatabaseCheck {
  readonly checked_at: Instant;
  /** Not empty: the role can write, and nothing is read with it. */
  readonly writing: readonly RoleFinding[];
  readonly drift: readonly DriftFinding[];
  readonly unreadable: readonly string[];
  readonly notes: readonly string[];
}

export interface DriftChange extends DriftFinding {
  readonly isClosed: boolean;
}

export interface GuardParts {
  readonly pool: ReadOnlyPool;
  readonly schema: string;
  readonly clock: Clock;
  readonly everyMs: number;
  /** Of one check. */
  readonly limitMs: number;
  readonly onWritingRole: (findings: readonly RoleFinding[]) => void;
  readonly onDrift: (changes: readonly DriftChange[]) => void;
  /** A check that could not be made; the next one tries again. */
  readonly onUnchecked: (code: string) => void;
}

/** Lets reads through to a database whose role was seen to be unable to write, and whose views are as agreed. */
export interface Guard {
  /** Before each read. @throws ShopError `UPSTREAM_AUTH`, `UPSTREAM_CONTRACT`, or that of a check that could not be made */
  pass(views: readonly ContractView[]): Promise<void>;
  /** Looks now. Rejects as a read does. */
  check(): Promise<DatabaseCheck>;
  /** Looks soon, beside whatever goes on. */
  suspect(): void;
  last(): DatabaseCheck | null;
  /** Begins to look from time to time. */
  start(): void;
  stop(): Promise<void>;
}

/** What has drifted may have been put right: asked again no more often than this. */
const LOOK_AGAIN_MS = 60_000;

export function createGuard(parts: GuardParts): Guard {
  const { pool, clock } = parts;
  let last: DatabaseCheck | null = null;
  let lastMs = 0;
  let running: Promise<DatabaseCheck> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const isShut = (): boolean => (last?.writing.length ?? 0) > 0;

  async function look(): Promise<DatabaseCheck> {
    const found = await pool.read((tx) => inspect(tx, parts), AbortSignal.timeout(parts.limitMs)).catch((error: unknown) => Promise.reject(asShopError(error)));
    const before = last;
    last = { checked_at: instant(clock.now()), ...found };
    lastMs = clock.now().getTime();
    if (found.writing.length > 0) {
      // Not one more question with such a role.
      await pool.close();
      parts.onWritingRole(found.writing);
      return last;
    }
    const changes = changesBetween(before?.drift ?? [], found.drift);
    if (changes.length > 0) parts.onDrift(changes);
    return last;
  }

  async function check(): Promise<DatabaseCheck> {
    if (last !== null && isShut()) return last;
    running ??= look().finally(() => (running = undefined));
    return running;
  }

  const beside = (): void => void check().catch((error: unknown) => parts.onUnchecked(codeOf(error)));

  return {
    last: () => last,
    check,
    suspect: () => {
      if (!isShut()) beside();
    },
    async pass(views) {
      if (isShut()) throw canWrite(last?.writing ?? []);
      const isBroken = (): boolean => findingOf(last, views) !== undefined;
      if (last === null || (isBroken() && clock.now().getTime() - lastMs >= LOOK_AGAIN_MS)) await check();
      if (isShut()) throw canWrite(last?.writing ?? []);
      const finding = findingOf(last, views);
      if (finding !== undefined) throw notAgreed(finding.view, finding.column, finding.expected, finding.found);
    },
    start() {
      timer ??= setInterval(() => {
        if (!isShut()) beside();
      }, parts.everyMs).unref();
    },
    async stop() {
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

async function inspect(tx: ReadTransaction, { schema }: GuardParts): Promise<Omit<DatabaseCheck, 'checked_at'>> {
  const writing = await findWritingRights(tx);
  if (writing.length > 0) return { writing, drift: [], unreadable: [], notes: [] };
  const { findings: drift, notes, unreadable } = await findDrift(tx, schema);
  return { writing, drift, unreadable, notes };
}

/** Without a good contract row nothing is read at all. */
function findingOf(check: DatabaseCheck | null, views: readonly ContractView[]): DriftFinding | undefined {
  return check?.drift.find(({ view }) => view === 'contract' || views.includes(view));
}

function changesBetween(before: readonly DriftFinding[], after: readonly DriftFinding[]): DriftChange[] {
  const key = ({ view, column, expected, found }: DriftFinding): string => [view, column, expected, found].join('|');
  const missingIn = (all: readonly DriftFinding[]) => (one: DriftFinding) => !all.some((other) => key(other) === key(one));
  return [...after.filter(missingIn(before)).map((one) => ({ ...one, isClosed: false })), ...before.filter(missingIn(after)).map((one) => ({ ...one, isClosed: true }))];
}

function canWrite(findings: readonly RoleFinding[]): ShopError {
  return new ShopError('UPSTREAM_AUTH', `the role of SIS_DATABASE_URL can write: ${describeRights(findings)}`, { reason: 'ROLE_CAN_WRITE', key: 'SIS_DATABASE_URL' });
}

/** Each right with the statement that takes it away. */
export function describeRights(findings: readonly RoleFinding[]): string {
  return findings.map(({ rule, right, mend }) => `${rule} ${right}: ${mend};`).join(' ');
}

import { sql, type ProposalState } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { openSisWorld, type SisWorld } from '../fixtures/sis-world';

let at: SisWorld;
beforeAll(async () => {
  at = await openSisWorld();
});
beforeEach(() => at.reset());
afterAll(() => at.close());

interface AuditRow {
  readonly type: string;
  readonly at: Date;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A proposal as somebody sees it who has the audit alone. */
interface Told {
  readonly states: readonly ProposalState[];
  readonly sends: readonly unknown[];
  readonly settledBy: unknown;
  readonly affected: unknown;
  readonly error: unknown;
}

const STATE_OF: Readonly<Record<string, ProposalState>> = {
  action_previewed: 'proposed', action_confirmed: 'confirmed', action_executing: 'executing', action_unknown: 'unknown', action_committed: 'committed', action_failed: 'failed',
  action_cancelled: 'cancelled', action_expired: 'expired',
};

async function told(proposalId: string): Promise<Told> {
  const events = await at.world.db.query<AuditRow>(sql`select event_type as type, occurred_at as at, fields from audit_events where fields ->> 'proposal_id' = ${proposalId} order by id`);
  const last = events.findLast((event) => event.type in STATE_OF)?.fields ?? {};
  return {
    states: events.flatMap(({ type, fields }) => (STATE_OF[type] === undefined || fields['recovered'] === true ? [] : [STATE_OF[type]])),
    sends: events.filter(({ type }) => type === 'action_attempt').map(({ fields }) => fields['outcome']),
    settledBy: last['settled_by'] ?? null,
    affected: last['affected_count'] ?? null,
    error: last['error_code'] ?? null,
  };
}

/** The events that were written by the transaction that last wrote the proposal's row. */
async function writtenTogether(proposalId: string): Promise<string[]> {
  const rows = await at.world.db.query<{ type: string }>(
    sql`select a.event_type as type from audit_events a, action_proposals p where p.proposal_id = ${proposalId}::uuid and a.xmin = p.xmin and a.fields ->> 'proposal_id' = ${proposalId} order by a.id`,
  );
  return rows.map((row) => row.type);
}

const once = (fault: string, params: object = {}) => ({ id: fault, fault, params, match: { kind: 'apply' }, times: 1 });
const NO_KEYS = { id: 'keys', fault: 'no_idempotency' };
const MUTE = { id: 'mute', fault: 'no_enquiry' };

test('A28: every transition has its audit event in its own transaction', async () => {
  await at.sis.faults(NO_KEYS, once('drop_after_apply'));
  const { proposal } = await at.proposed();
  const { proposalId } = proposal;
  expect(await writtenTogether(proposalId)).toEqual(['action_previewed']);
  await at.world.press(`confirm:${proposalId}`);
  expect(await writtenTogether(proposalId)).toEqual(['action_confirmed']);
  const executing: string[][] = [];
  const atCrashPoint = async (point: string) => void (point === 'C1.leased' && executing.push(await writtenTogether(proposalId)));
  await at.world.commit(proposalId, { parts: { ...at.over(), atCrashPoint } });
  expect(executing).toEqual([['action_executing']]);
  expect((await at.world.read(proposalId)).state).toBe('unknown');
  expect(await writtenTogether(proposalId)).toEqual(['action_unknown']);
  await at.carryOn(proposalId);
  expect(await writtenTogether(proposalId)).toEqual(['action_reconciled', 'action_committed']);

  const other = await at.proposed('prices/bump', { scope_all: true, bump_percent: '7' });
  await at.world.press(`cancel:${other.proposal.proposalId}`);
  expect(await writtenTogether(other.proposal.proposalId)).toEqual(['action_cancelled']);
  const late = await at.proposed('prices/bump', { scope_all: true, bump_percent: '8' });
  await at.pass(362_000);
  await at.world.sweep();
  expect(await writtenTogether(late.proposal.proposalId)).toEqual(['action_expired']);
});

const DONE = { affected: 58, error: null };

test.each([
  ['committed at once', [], { states: ['proposed', 'confirmed', 'executing', 'committed'], sends: ['ok'], settledBy: 'commit', ...DONE }],
  ['its answer lost, sent again', [once('drop_after_apply')], { states: ['proposed', 'confirmed', 'executing', 'committed'], sends: ['uncertain', 'ok'], settledBy: 'resend', ...DONE }],
  ['refused', [once('conflict', { reason: 'JOB_RUNNING' })], { states: ['proposed', 'confirmed', 'executing', 'failed'], sends: ['refused'], settledBy: null, affected: null, error: 'ACTION_CONFLICT' }],
  ['asked about', [NO_KEYS, once('drop_after_apply')], { states: ['proposed', 'confirmed', 'executing', 'unknown', 'committed'], sends: ['uncertain'], settledBy: 'enquiry', ...DONE }],
  ['never received', [NO_KEYS, once('drop_before')], { states: ['proposed', 'confirmed', 'executing', 'unknown', 'failed'], sends: ['uncertain'], settledBy: null, affected: null, error: 'NOT_EXECUTED' }],
])('A28: the timeline of a change that was %s is told by the audit alone', async (_how, faults, expected) => {
  await at.sis.faults(...faults);
  const { proposalId } = await at.confirmed();
  const ended = await at.carryOn(proposalId);
  const timeline = await told(proposalId);
  expect(timeline).toEqual(expected);
  // And what it tells is so.
  expect(timeline.states.at(-1)).toBe(ended.state);
  expect(timeline.sends).toEqual((await at.world.attempts(proposalId)).map((one) => one.outcome));
});

test('A28: what the owner settled is told as such, with the evidence', async () => {
  await at.sis.faults(NO_KEYS, MUTE, once('drop_after_apply'));
  const { proposalId } = await at.confirmed();
  await at.carryOn(proposalId, ({ state }) => state === 'unknown');
  await at.world.commit(proposalId, { reason: 'check', parts: at.over() });
  await at.world.press(`settle:${proposalId}:yes`);
  expect(await told(proposalId)).toMatchObject({ states: ['proposed', 'confirmed', 'executing', 'unknown', 'committed'], settledBy: 'owner' });
  expect(await writtenTogether(proposalId)).toEqual(['action_settled_by_owner', 'action_committed']);
  expect(await at.world.events('action_settled_by_owner')).toMatchObject([{ answer: 'yes', evidence: { before: 0 } }]);
});

leakCheck();

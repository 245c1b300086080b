import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { PageView, ProposalLine } from '../contract';
import { consoleInTest, type ConsoleInTest, type Visitor } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
let boris: Visitor;
beforeAll(async () => {
  world = await consoleInTest();
  boris = await world.loggedIn('boris');
  for (const n of [1, 2, 3]) await propose(n);
  await becomeUnknown(2);
});
afterAll(() => world.close());

const idOf = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 12, 0, second));

async function propose(n: number): Promise<void> {
  await world.db.query(sql`
    insert into action_proposals (proposal_id, decision_key, bot_id, correlation_id, owner_user_id, chat_id, asked, tool, tool_version, source, mode, shop_id, payload_commit, payload_hash,
      preview, target_total, target_ids, target_set_hash, snapshot, preview_fingerprint, conflict_groups, force_required, force_reasons, created_at, expires_at, payload_hmac, hmac_key_id, request_seq, base_n)
    values (${idOf(n)}::uuid, ${`key${n}`}, 1, ${`tg-1-${n}`}, 7, 7, '{"secret":"of the owner"}', 'bump', '1.0', 'text', 'SIS_HTTP', 1, '{"secret":"payload"}', 'h', '{}', ${n}, '[]', 'h', '{}', 'h', '{prices}',
      false, '{}', ${at(n)}, ${at(n + 30)}, 'seal', 'k', 1, 0)`);
}

async function becomeUnknown(n: number): Promise<void> {
  for (const state of ['confirmed', 'executing', 'unknown']) {
    await world.db.query(sql`
      update action_proposals set state = ${state}, state_version = state_version + 1, confirmed_at = ${at(40)}, not_after = ${at(50)}, forced = false,
        unknown_at = ${state === 'unknown' ? at(45) : null}::timestamptz, looks = 2, next_look_at = ${at(59)} where proposal_id = ${idOf(n)}::uuid`);
  }
  await world.db.query(sql`insert into commit_attempts (proposal_id, n, started_at, finished_at, outcome, error_kind) values (${idOf(n)}::uuid, 1, ${at(41)}, ${at(44)}, 'uncertain', 'timeout')`);
}

test('changes are listed newest first, page by page, and by state', async () => {
  const first = (await boris.get('/api/proposals?limit=2')).json<PageView<ProposalLine>>();
  const second = (await boris.get(`/api/proposals?limit=2&cursor=${first.next}`)).json<PageView<ProposalLine>>();
  expect([...first.items, ...second.items].map(({ proposalId }) => proposalId)).toEqual([3, 2, 1].map(idOf));
  expect(second.next).toBeNull();
  expect((await boris.get('/api/proposals?state=unknown')).json()).toMatchObject({ items: [{ proposalId: idOf(2), state: 'unknown' }] });
  expect((await boris.get('/api/proposals?correlationId=tg-1-3&chatId=7&tool=bump')).json()).toMatchObject({ items: [{ proposalId: idOf(3) }] });
});

test('of an unknown outcome one sees what was sent and how it is being settled', async () => {
  expect((await boris.get(`/api/proposals/${idOf(2)}`)).json()).toMatchObject({
    state: 'unknown',
    reconciliation: { unknownAt: at(45).toISOString(), looks: 2, nextLookAt: at(59).toISOString(), ownerAsked: false, notAfter: at(50).toISOString() },
    attempts: [{ n: 1, outcome: 'uncertain', errorKind: 'timeout', finishedAt: at(44).toISOString() }],
  });
});

test('what a change would do, and its seals, are not told', async () => {
  const { body } = await boris.get(`/api/proposals/${idOf(1)}`);
  expect(body).not.toMatch(/secret|seal|payload/);
});

leakCheck();

import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { BOT, claim, NOON, secondsAfterNoon } from '../fixtures/turns';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

const idOf = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;

/** A proposal of the chat 1001, made `n` seconds after noon. */
async function proposed(n: number, chatId = 1001): Promise<void> {
  await db.query(sql`
    insert into action_proposals (proposal_id, decision_key, bot_id, correlation_id, owner_user_id, chat_id, asked, tool, tool_version, source, mode, shop_id, payload_commit, payload_hash,
      preview, target_total, target_ids, target_set_hash, snapshot, preview_fingerprint, conflict_groups, force_required, force_reasons, created_at, expires_at, payload_hmac, hmac_key_id, request_seq, base_n)
    values (${idOf(n)}::uuid, ${`key${n}`}, ${BOT}, 'c', ${chatId}, ${chatId}, ${{ input: { percent: n } }}, 'bump', '1.0', 'text', 'DEMO', 1, '{}', 'h', '{}', 1, '[]', 'h', '{}', 'h', '{prices}',
      false, '{}', ${secondsAfterNoon(n)}, ${secondsAfterNoon(n + 300)}, 'h', 'k', 1, 0)`);
}

async function moved(n: number, to: 'cancelled' | 'committed' | 'unknown'): Promise<void> {
  const at = secondsAfterNoon(n + 10);
  const path = to === 'cancelled' ? [to] : ['confirmed', 'executing', to];
  for (const state of path) {
    await db.query(sql`
      update action_proposals set state = ${state}, state_version = state_version + 1, confirmed_at = ${at}, not_after = ${at}, forced = false,
        unknown_at = ${state === 'unknown' ? at : null}::timestamptz, settled_at = ${state === 'committed' || state === 'cancelled' ? at : null}::timestamptz
      where proposal_id = ${idOf(n)}::uuid`);
  }
}

test('a claim tells what previews wait, what is unsettled and what was done last', async () => {
  for (const n of [1, 2, 3, 4]) await proposed(n);
  await proposed(5, 1002);
  await moved(1, 'committed');
  await moved(2, 'cancelled');
  await moved(5, 'unknown');
  const { actions } = await claim(db, 1, { withActions: true });
  expect(actions).toMatchObject({ open: 2, last: { tool: 'bump', input: { percent: 1 } }, unsettled: [{ proposalId: idOf(5), tool: 'bump', asked: { input: { percent: 5 } } }] });
  expect(new Date(actions.unsettled[0]?.unknownAt ?? '')).toEqual(secondsAfterNoon(15));
});

test('previews whose time is over do not wait any more, and of who does not ask nothing is read', async () => {
  await proposed(1);
  expect((await claim(db, 1, { withActions: true, at: secondsAfterNoon(301) })).actions.open).toBe(0);
  expect((await claim(db, 2, { withActions: false, at: NOON })).actions).toEqual({ open: 0, unsettled: [], last: null });
});

leakCheck();

import { appendAudit } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { AuditLine, PageView } from '../contract';
import { consoleInTest, type ConsoleInTest, type Visitor } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
let boris: Visitor;
beforeAll(async () => {
  world = await consoleInTest();
  for (const n of [1, 2, 3]) {
    await appendAudit(world.db, { correlationId: `tg-1-${n}`, at: new Date(Date.UTC(2026, 2, n)), events: [{ eventType: 'job_dead', severity: n === 2 ? 'error' : 'info', chatId: '7', fields: { n } }] });
  }
  boris = await world.loggedIn('boris');
});
afterAll(() => world.close());

const found = async (query: string) => (await boris.get(`/api/audit?eventType=job_dead${query}`)).json<PageView<AuditLine>>();
const numbers = ({ items }: PageView<AuditLine>) => items.map(({ fields }) => fields['n']);

test('events come newest first, page by page', async () => {
  const first = await found('&limit=2');
  expect(numbers(first)).toEqual([3, 2]);
  const second = await found(`&limit=2&cursor=${first.next}`);
  expect([numbers(second), second.next]).toEqual([[1], null]);
});

test.each([
  ['&severity=error', [2]],
  ['&correlationId=tg-1-3', [3]],
  ['&since=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z', [2]],
  ['&chatId=8', []],
])('%s narrows them', async (query, expected) => {
  expect(numbers(await found(query))).toEqual(expected);
});

test('the types to choose from are those that there are', async () => {
  expect((await boris.get('/api/audit/types')).json()).toEqual({ items: ['job_dead', 'operator_action'] });
});

leakCheck();

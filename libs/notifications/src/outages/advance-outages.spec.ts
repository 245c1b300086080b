import type { Outage, OutageCause } from '@ownerbot/storage';
import { advanceOutages, FLAPPING_MS, type ShopCheck } from './advance-outages';

const MINUTE = 60_000;
const START = Date.parse('2027-03-18T11:00:00Z');

/** A check a minute; each stretch is what the shop does for so many minutes. */
function play(...stretches: readonly (readonly [minutes: number, does: OutageCause | 'up', of?: ShopCheck['of']])[]): { said: string[]; outages: Outage[] } {
  let outages: Outage[] = [];
  let ids = 0;
  let at = 0;
  const said: string[] = [];
  for (const [minutes, does, of = 'ping'] of stretches) {
    for (let n = 0; n < minutes; n++, at++) {
      const now = new Date(START + at * MINUTE);
      const check: ShopCheck = does === 'up' ? { of, ok: true } : { of, ok: false, cause: does, error: 'E' };
      const kept = outages.filter(({ closedAt }) => closedAt === null || now.getTime() - closedAt.getTime() <= FLAPPING_MS);
      const { writes, removed, says } = advanceOutages({ outages: kept, check, now, noticeAfterMs: 10 * MINUTE, newId: () => `o${String(++ids)}` });
      outages = outages.filter(({ outageId }) => !removed.includes(outageId) && !writes.some(({ outage }) => outage.outageId === outageId));
      outages.push(...writes.map(({ outage }) => outage));
      said.push(...says.map((one) => `${String(at)}: ${one.type} ${one.outage.outageId} ${one.outage.cause}${one.type === 'notice' ? (one.isAgain ? ' again' : '') : ` after ${String(one.durationMs / MINUTE)} min`}`));
    }
  }
  return { said, outages };
}

test('a restart of the shop stays unmentioned', () => {
  const { said, outages } = play([4, 'unreachable'], [10, 'up']);
  expect(said).toEqual([]);
  expect(outages).toMatchObject([{ checks: 4, noticedAt: null, closedAt: new Date(START + 6 * MINUTE) }]);
});

test('two failed checks are no outage, nor are three of different causes', () => {
  expect(play([2, 'unreachable'], [1, 'up']).outages).toEqual([]);
  expect(play([2, 'unreachable'], [1, 'auth'], [1, 'unreachable']).outages).toMatchObject([{ cause: 'unreachable', confirmedAt: null, checks: 1 }]);
});

test('it takes three checks and two minutes, whichever comes last', () => {
  const failed = (outages: readonly Outage[], seconds: number) =>
    advanceOutages({ outages, check: { of: 'ping', ok: false, cause: 'auth', error: 'E' }, now: new Date(START + seconds * 1_000), noticeAfterMs: 0, newId: () => 'o1' });
  const after = (...seconds: readonly number[]) => seconds.reduce<Outage[]>((outages, at) => failed(outages, at).writes.map(({ outage }) => outage), []);
  expect(after(0, 240)).toMatchObject([{ checks: 2, confirmedAt: null }]);
  expect(after(0, 1, 2, 119)).toMatchObject([{ checks: 4, confirmedAt: null }]);
  expect(after(0, 1, 120)).toMatchObject([{ checks: 3, confirmedAt: new Date(START + 120_000), noticedAt: new Date(START + 120_000) }]);
});

test('a longer outage is told once after ten minutes, and its end once with its length', () => {
  expect(play([15, 'unreachable'], [10, 'up']).said).toEqual(['10: notice o1 unreachable', '17: recovery o1 unreachable after 15 min']);
});

test('failing again within half an hour is the same outage, whose two messages are told again', () => {
  const { said, outages } = play([15, 'unreachable'], [10, 'up'], [15, 'unreachable'], [5, 'up']);
  expect(said).toEqual(['10: notice o1 unreachable', '17: recovery o1 unreachable after 15 min', '35: notice o1 unreachable again', '42: recovery o1 unreachable after 15 min']);
  expect(outages).toMatchObject([{ outageId: 'o1', reopened: 1, checks: 30 }]);
});

test('a short failure after a told outage changes none of its messages', () => {
  expect(play([15, 'unreachable'], [10, 'up'], [5, 'unreachable'], [5, 'up']).said).toHaveLength(2);
});

test('after half an hour it is another outage', () => {
  expect(play([15, 'unreachable'], [40, 'up'], [15, 'unreachable']).said).toEqual(['10: notice o1 unreachable', '17: recovery o1 unreachable after 15 min', '65: notice o2 unreachable']);
});

test('a refused key is told as soon as it is sure', () => {
  expect(play([5, 'auth'], [5, 'up']).said).toEqual(['2: notice o1 auth', '7: recovery o1 auth after 5 min']);
});

test('a broken contract is one check, ends with one, and no ping ends it', () => {
  expect(play([1, 'contract', 'contract'], [5, 'up'], [1, 'up', 'contract']).said).toEqual(['0: notice o1 contract', '6: recovery o1 contract after 6 min']);
});

test('a good check amid failures ends nothing: three of them do, over two minutes', () => {
  const { said, outages } = play([12, 'unreachable'], [2, 'up'], [3, 'unreachable'], [1, 'up']);
  expect(said).toEqual(['10: notice o1 unreachable']);
  expect(outages).toMatchObject([{ closedAt: null, goodChecks: 1 }]);
});

test('an outage of one cause stays while another fails, and its good checks begin anew', () => {
  const { said, outages } = play([12, 'unreachable'], [2, 'up'], [3, 'auth']);
  expect(said).toEqual(['10: notice o1 unreachable', '16: notice o2 auth']);
  expect(outages).toEqual(expect.arrayContaining([expect.objectContaining({ outageId: 'o1', closedAt: null, goodChecks: 0, goodSince: null })]));
});

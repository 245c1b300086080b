import { leakCheck } from '@ownerbot/testing';
import { BACKENDS } from '../arguments';
import { ROWS } from '../rows';
import { runChaos } from '../run';

const SEED = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
/** Of those that need no waiting one of each kind that no end-to-end test of the worker proves at length; all of them: `npm run chaos`. */
const SHORT = {
  redis: ['redis-restarted', 'poison'],
  postgres: ['postgres-backends-killed', 'delivery-concurrent', 'replay'],
};

jest.setTimeout(240_000);

test.each(BACKENDS)(`the fault suite in short on %s: what was promised holds whatever breaks (seed ${SEED})`, async (backend) => {
  const { rows } = await runChaos({ backend, rows: ROWS, seed: SEED, only: SHORT[backend], length: 'short' });
  expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  expect(rows.map(({ name }) => name).sort()).toEqual([...SHORT[backend]].sort());
});

leakCheck();

import { putKept } from '@ownerbot/storage';
import { leakCheck, testDatabase } from '@ownerbot/testing';
import { keepContractResult, readContractResult } from './contract-result';

test('the newest check of each mode is found for a week; what is not one of ours is none', async () => {
  const store = await testDatabase();
  try {
    const db = store.open();
    const at = new Date('2027-03-15T12:00:00Z');
    const report = { result: 'MISMATCH' as const, checks: [], notes: ['another zone'] };
    await keepContractResult(db, 'SIS_HTTP', { at, report });
    expect(await readContractResult(db, 'SIS_HTTP', at)).toEqual({ at, report });
    expect(await readContractResult(db, 'SIS_DB_RO', at)).toBeNull();
    expect(await readContractResult(db, 'SIS_HTTP', new Date('2027-03-22T12:00:00Z'))).toBeNull();
    await putKept(db, [{ key: 'contract-check:SIS_HTTP', value: { at: 'now' }, ttlSec: 60 }], at);
    expect(await readContractResult(db, 'SIS_HTTP', at)).toBeNull();
  } finally {
    await store.drop();
  }
});

leakCheck();

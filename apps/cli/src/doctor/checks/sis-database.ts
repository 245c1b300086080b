import { codeOf, type Clock } from '@ownerbot/runtime';
import { createSisDbShop, ShopError, type DatabaseCheck, type ShopSettings } from '@ownerbot/shop';
import { broken, warning, well, type Finding } from '../finding';

const CHECK = 'database of SIS';

/** Can the role of `SIS_DATABASE_URL` only read, and are the views as agreed? What is no source of this configuration is only remarked on, and nothing is said where there is none. */
export async function checkSisDatabase(settings: ShopSettings, appEnv: string, clock: Clock): Promise<Finding[]> {
  const isSource = settings.upstreamMode === 'SIS_DB_RO';
  const sisDb = createSisDbShop({ settings, appEnv, clock });
  if (sisDb === null) {
    return isSource ? [broken(CHECK, 'SIS_DATABASE_URL_MISSING: UPSTREAM_MODE is SIS_DB_RO', 'set SIS_DATABASE_URL')] : [];
  }
  try {
    return [findingOf(await sisDb.check(), isSource)];
  } catch (error) {
    const why = error instanceof ShopError ? (error.facts.failure ?? error.facts.reason ?? error.code) : codeOf(error);
    return [(isSource ? broken : warning)(CHECK, `no answer (${why})`, 'see whether this machine reaches SIS_DATABASE_URL, and whether its user and password are good')];
  } finally {
    await sisDb.close();
  }
}

export function findingOf({ writing, drift, unreadable, notes }: DatabaseCheck, isSource: boolean): Finding {
  if (writing.length > 0) {
    return broken(CHECK, ['SIS_DB_ROLE_CAN_WRITE', ...writing.map(({ rule, right }) => `${rule} ${right}`)].join('\n'), writing.map(({ mend }) => `${mend};`).join(' '));
  }
  if (unreadable.length > 0) return (isSource ? broken : warning)(CHECK, `the role may not read ${unreadable.join(', ')}`, 'grant it usage on the schema and select on its views');
  if (drift.length === 0) return well(CHECK, ['the role only reads, the views are as agreed', ...notes].join('\n'));
  const lines = drift.map(({ view, column, expected, found }) => `${column === null ? view : `${view}.${column}`} should be ${expected}, is ${found}`);
  return (isSource ? broken : warning)(CHECK, ['SIS_DB_DRIFT', ...lines].join('\n'), 'ask those who keep SIS for the views of docs/sis-db.md');
}

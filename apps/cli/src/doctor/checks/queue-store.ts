import { codeOf, messageOf } from '@ownerbot/runtime';
import type { Queues, StoreFacts } from '@ownerbot/queues';
import type { AllSettings } from '../../all-settings';
import { withQueues } from '../../queue-config';
import { broken, skipped, warning, well, type Finding } from '../finding';

const OLDEST_REDIS = [6, 2] as const;

/** Can the queues keep what they are given: version, eviction, persistence, tables, lanes? */
export async function checkQueueStore(settings: AllSettings): Promise<Finding[]> {
  const { databaseUrl } = settings.store;
  if (settings.queues.backend === 'postgres' && databaseUrl === undefined) return [skipped('queues', 'in the embedded Postgres')];
  try {
    return await withQueues(settings, databaseUrl ?? '', async (queues) => [...judge(await queues.facts()), await checkLanes(queues)]);
  } catch (error) {
    const fix = settings.queues.backend === 'redis' ? 'start Redis, or mend the Redis settings (host, port, password)' : 'npx ownerbot migrate';
    return [broken('queues', `${messageOf(error)} (${codeOf(error)})`, fix)];
  }
}

function judge(facts: StoreFacts): Finding[] {
  if (facts.backend === 'postgres') {
    return [facts.hasTables ? well('queues', 'in Postgres, tables are there') : broken('queues', 'in Postgres, but their tables are missing', 'npx ownerbot migrate')];
  }
  return [checkVersion(facts.version), checkEviction(facts.evictionPolicy), checkPersistence(facts.appendOnly, facts.appendFsync)];
}

function checkVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > OLDEST_REDIS[0] || (major === OLDEST_REDIS[0] && minor >= OLDEST_REDIS[1]);
  return isNewEnough ? well('queues', `Redis ${version}`) : broken('queues', `Redis ${version}`, `use Redis ${OLDEST_REDIS.join('.')} or newer`);
}

function checkEviction(policy: string | null): Finding {
  const check = 'redis eviction';
  if (policy === null) return skipped(check, 'the server does not tell its configuration; it must be noeviction');
  if (policy === 'noeviction') return well(check, policy);
  return broken(check, `${policy}: Redis may throw requests away when memory is short`, 'set maxmemory-policy noeviction');
}

function checkPersistence(appendOnly: boolean, fsync: string | null): Finding {
  const check = 'redis persistence';
  if (!appendOnly) return broken(check, 'the append-only file is off: a restart of Redis loses every waiting request', 'set appendonly yes');
  if (fsync === 'no') return warning(check, 'appendfsync no: a crash may lose half a minute', 'set appendfsync everysec, or always');
  return well(check, `append-only file, appendfsync ${fsync ?? 'unknown'}`);
}

async function checkLanes(queues: Queues): Promise<Finding> {
  const { inbox, outbox } = queues.lanes;
  try {
    await queues.checkLanes();
    return well('lanes', `${inbox} for the inbox, ${outbox} for the outbox`);
  } catch (error) {
    if (codeOf(error) !== 'LANES_CHANGED') throw error;
    return broken('lanes', messageOf(error), 'let the queues drain with the old number first');
  }
}

import { silentLogger } from '@ownerbot/runtime';
import { createQueues, type Queues } from '@ownerbot/queues';
import type { AllSettings } from './all-settings';

/** Opens the queues, runs `work`, closes them. Connection troubles show in what `work` throws, not in a log. */
export async function withQueues<T>(settings: AllSettings, databaseUrl: string, work: (queues: Queues) => Promise<T>): Promise<T> {
  const queues = createQueues({ settings: { ...settings.queues, databaseUrl }, log: silentLogger });
  try {
    return await work(queues);
  } finally {
    await queues.close();
  }
}

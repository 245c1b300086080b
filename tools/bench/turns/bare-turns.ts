// The control, a process of its own: BullMQ workers over the same lanes that send the statements of a recorded turn with the ids of
// their own update, and add the jobs that it added. None of our code runs in it.
import { Pool } from 'pg';
import { queueOf, type JobRequest, type LaneCounts } from '@ownerbot/queues';
import { bareQueues, jobData, jobOptions, type BareTarget } from '../parts/bare-queues';
import { obey } from '../parts/child';
import { repeating, type Ids } from './repeat-values';
import type { RecordedTurn } from '../parts/record-turn';

export interface BareTurnsOrders extends BareTarget {
  readonly lanes: LaneCounts;
  readonly turn: RecordedTurn;
}

interface InboxData {
  readonly payload: { readonly updateId: string; readonly chatId: string };
}

const CONNECTIONS_BESIDE_LANES = 10;

obey<BareTurnsOrders>(async (orders, say) => {
  const queues = bareQueues(orders);
  const pool = new Pool({ connectionString: orders.databaseUrl, max: orders.lanes.inbox + CONNECTIONS_BESIDE_LANES });
  const { steps, ...recorded } = orders.turn;
  const repeat = repeating(recorded);
  const run = steps.map((step): ((ids: Ids) => Promise<string | undefined>) => {
    if (step.type === 'add') {
      const jobs = step.jobs.map((job) => ({ ...job, queue: queueOf(job.kind, job.id, job.laneKey, orders.lanes) }));
      return async (ids) => {
        await Promise.all(jobs.map((job) => addRepeated(repeat.value(job, ids) as (typeof jobs)[number])));
        return undefined;
      };
    }
    const { name, text, values } = step;
    return async (ids) => {
      const { rows } = await pool.query<{ seq?: string }>({ ...(name === '' ? {} : { name }), text, values: repeat.values(values, ids) });
      return rows[0]?.seq;
    };
  });

  async function addRepeated({ queue, kind, id, correlationId, payload }: JobRequest & { queue: string }): Promise<void> {
    await queues.add(queue, kind, jobData(kind, correlationId, payload), jobOptions(orders.backend, kind, id));
  }

  for (let lane = 0; lane < orders.lanes.inbox; lane += 1) {
    queues.work(`inbox-${lane}`, async (job) => {
      const { updateId, chatId } = (job.data as InboxData).payload;
      let seq = '';
      for (const step of run) seq = (await step({ updateId, chatId, seq })) ?? seq;
    });
  }
  say({ ready: true });
});

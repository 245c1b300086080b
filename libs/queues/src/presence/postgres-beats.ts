import type { Commands } from '../backends/backend';
import type { QueuePool } from '../backends/postgres-pool';
import { FORGET_AFTER_MS } from './process-beat';

const PUT = `
  insert into ownerbot_process (id, beat, beaten_at) values ($1, $2, clock_timestamp())
  on conflict (id) do update set beat = excluded.beat, beaten_at = excluded.beaten_at`;
const DROP = `delete from ownerbot_process where id = $1 or beaten_at < clock_timestamp() - $2 * interval '1 ms'`;
const LIST = `
  select beat, greatest(0, extract(epoch from clock_timestamp() - beaten_at) * 1000)::float8 as age
  from ownerbot_process where beaten_at >= clock_timestamp() - $1 * interval '1 ms'`;

/** Signs of life of all processes, in a table beside the jobs. */
export function postgresBeats(pool: QueuePool): Pick<Commands, 'putBeat' | 'dropBeat' | 'beats'> {
  return {
    async putBeat(id, beat) {
      await pool.query(PUT, [id, beat]);
    },
    async dropBeat(id) {
      await pool.query(DROP, [id, FORGET_AFTER_MS]);
    },
    async beats() {
      const { rows } = await pool.query<{ beat: string; age: number }>(LIST, [FORGET_AFTER_MS]);
      return rows.map(({ beat, age }) => ({ beat, ageMs: Math.round(age) }));
    },
  };
}

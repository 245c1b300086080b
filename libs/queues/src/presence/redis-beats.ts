import type { Commands } from '../backends/backend';
import type { RedisClient } from '../backends/redis-connect';
import { FORGET_AFTER_MS, type StoredBeat } from './process-beat';

/** Field: the process. Value: `<ms by the clock of Redis> <beat>`. */
const KEY = 'ob:processes';

const NOW = `local t = redis.call('time') local now = t[1] * 1000 + math.floor(t[2] / 1000)`;
const PUT = `${NOW} redis.call('hset', KEYS[1], ARGV[1], string.format('%.0f', now) .. ' ' .. ARGV[2]) return 1`;
/** Forgets as it lists: nobody else looks at those that ended without a word. */
const LIST = `${NOW} local found = {} local all = redis.call('hgetall', KEYS[1])
  for i = 1, #all, 2 do
    local at, beat = all[i + 1]:match('^(%d+) (.*)$')
    local age = now - tonumber(at)
    if age > tonumber(ARGV[1]) then redis.call('hdel', KEYS[1], all[i])
    else found[#found + 1] = string.format('%.0f', math.max(0, age)) found[#found + 1] = beat end
  end
  return found`;

/** Signs of life of all processes, in one hash. */
export function redisBeats(client: RedisClient): Pick<Commands, 'putBeat' | 'dropBeat' | 'beats'> {
  return {
    async putBeat(id, beat) {
      await client.eval(PUT, 1, KEY, id, beat);
    },
    async dropBeat(id) {
      await client.hdel(KEY, id);
    },
    async beats() {
      const answer = (await client.eval(LIST, 1, KEY, FORGET_AFTER_MS)) as string[];
      const found: StoredBeat[] = [];
      for (let at = 0; at + 1 < answer.length; at += 2) found.push({ ageMs: Number(answer[at]), beat: String(answer[at + 1]) });
      return found;
    },
  };
}

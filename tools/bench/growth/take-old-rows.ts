import { dropAudit, dropRequests, emptyRequests, stripAudit, type Batch, type Db } from '@ownerbot/storage';

const DAY_MS = 86_400_000;
/** As retention takes them. */
const BATCH = 500;
/** Of what is there, the oldest fortnights: of texts, and of facts. */
const TEXTS_DAYS = 15;
const FACTS_DAYS = 165;

const STEPS: readonly { readonly take: (db: Db, batch: Batch) => Promise<number>; readonly days: number }[] = [
  { take: emptyRequests, days: TEXTS_DAYS },
  { take: stripAudit, days: TEXTS_DAYS },
  { take: dropRequests, days: FACTS_DAYS },
  { take: dropAudit, days: FACTS_DAYS },
];

export interface Taking {
  readonly rows: number;
  readonly seconds: number;
  readonly longestMs: number;
}

/** Takes old rows batch after batch, the steps in turn, for as long as it goes on and there are some. */
export async function takeOldRows(db: Db, goesOn: () => boolean): Promise<Taking> {
  const begunAt = performance.now();
  let rows = 0;
  let longestMs = 0;
  for (let isMore = true; isMore && goesOn(); ) {
    isMore = false;
    for (const { take, days } of STEPS) {
      const at = performance.now();
      const taken = await take(db, { before: new Date(Date.now() - days * DAY_MS), limit: BATCH });
      longestMs = Math.max(longestMs, performance.now() - at);
      rows += taken;
      isMore ||= taken > 0;
    }
  }
  return { rows, seconds: (performance.now() - begunAt) / 1_000, longestMs };
}

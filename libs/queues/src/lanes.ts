import { JobInvalidError } from './errors';
import { FAMILIES, JOB_KINDS, type Family, type JobKind, type LanedFamily } from './job-kinds';
import { pickLane } from './pick-lane';

/** How many lanes each laned family has. */
export type LaneCounts = Readonly<Record<LanedFamily, number>>;

function isLaned(family: Family): family is LanedFamily {
  return FAMILIES[family].laned;
}

/** All queues of a family. */
export function queuesOf(family: Family, lanes: LaneCounts): string[] {
  return isLaned(family) ? Array.from({ length: lanes[family] }, (_, lane) => `${family}-${lane}`) : [family];
}

/** The queue that a job of this kind and key goes to. */
export function queueOf(kind: JobKind, id: string, laneKey: string | null | undefined, lanes: LaneCounts): string {
  const { family } = JOB_KINDS[kind];
  if (!isLaned(family)) return family;
  if (laneKey === undefined || laneKey === null || laneKey === '') throw new JobInvalidError(id, `a job of kind ${kind} needs the key of its lane`);
  return `${family}-${pickLane(laneKey, lanes[family])}`;
}

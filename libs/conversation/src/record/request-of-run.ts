import type { ToolRun } from '@ownerbot/queues';
import { readRequestFacts, type RequestFacts } from './request-facts';

/** The request that a run answers. Null: it is none of its own, or an operator repeats one that has had its record. */
export function requestOfRun({ effectId, request }: Pick<ToolRun, 'effectId' | 'request'>): RequestFacts | null {
  return /-r\d+$/.test(effectId) ? null : readRequestFacts(request);
}

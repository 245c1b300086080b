import type { Producer } from '@ownerbot/queues';

const TEAM = /^team-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-/;

/** Whether an effect is the message of a team message to one recipient. */
export function isTeamMessage(effectId: string): boolean {
  return TEAM.test(effectId);
}

/** A recipient has its end: whoever waits for all of them looks again. Added once for each recipient. */
export async function tellTeamMessageEnded({ producer }: { readonly producer: Producer }, effectId: string, correlationId: string): Promise<void> {
  const [, proposalId] = TEAM.exec(effectId) ?? [];
  if (proposalId === undefined) return;
  await producer.add({ kind: 'action.commit', id: `commit-${effectId}`, payload: { proposalId, reason: 'team' }, correlationId });
}

import { IsUUID } from 'class-validator';
import { OneOf } from './fields';

/** Why a confirmed proposal is looked at: its commit, a lost or overdue one, the owner's wish, the end of a team message, or the replay of a dead commit. */
export const COMMIT_REASONS = ['commit', 'look', 'check', 'team', 'replay'] as const;
export type CommitReason = (typeof COMMIT_REASONS)[number];

/** `action.commit`: carry a confirmed proposal on. All that it does begins from the database; the payload only names the row. */
export class ActionCommit {
  @IsUUID('all', { message: 'must be a UUID' }) readonly proposalId: string;
  @OneOf(COMMIT_REASONS) readonly reason: CommitReason;
}

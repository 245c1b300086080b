/** A press on a button of a proposal. */
export type ProposalPress =
  | { readonly type: 'confirm'; readonly proposalId: string; readonly force: boolean }
  | { readonly type: 'cancel'; readonly proposalId: string }
  | { readonly type: 'settle'; readonly proposalId: string; readonly answer: 'yes' | 'no' | 'check' };

const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const CONFIRM = new RegExp(`^confirm:${ID}(:force)?$`);
const CANCEL = new RegExp(`^cancel:${ID}$`);
const SETTLE = new RegExp(`^settle:${ID}:(yes|no|check)$`);

/** Null: malformed, or another button. */
export function parsePress(data: string): ProposalPress | null {
  const [, confirmed, force] = CONFIRM.exec(data) ?? [];
  if (confirmed !== undefined) return { type: 'confirm', proposalId: confirmed, force: force !== undefined };
  const [, cancelled] = CANCEL.exec(data) ?? [];
  if (cancelled !== undefined) return { type: 'cancel', proposalId: cancelled };
  const [, settled, answer] = SETTLE.exec(data) ?? [];
  if (settled !== undefined && (answer === 'yes' || answer === 'no' || answer === 'check')) return { type: 'settle', proposalId: settled, answer };
  return null;
}

/** Whether the data belong to a proposal at all, well formed or not. */
export function isProposalData(data: string): boolean {
  return /^(?:confirm|cancel|settle):/.test(data);
}

export const pressData = {
  confirm: (proposalId: string): string => `confirm:${proposalId}`,
  force: (proposalId: string): string => `confirm:${proposalId}:force`,
  cancel: (proposalId: string): string => `cancel:${proposalId}`,
  settle: (proposalId: string, answer: 'yes' | 'no' | 'check'): string => `settle:${proposalId}:${answer}`,
};

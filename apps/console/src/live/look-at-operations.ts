import type { Operations, Page, Operation } from '@ownerbot/operations';

const OPEN_SHOWN = 20;
const RECENT_SHOWN = 5;

/** Operations under way, and the last ones: a short one begins and ends between two looks. */
export async function lookAtOperations(operations: Pick<Operations, 'listOperations'>): Promise<{ open: Page<Operation>; recent: Page<Operation> }> {
  const [open, recent] = await Promise.all([operations.listOperations({ isOpen: true, limit: OPEN_SHOWN }), operations.listOperations({ limit: RECENT_SHOWN })]);
  return { open, recent };
}

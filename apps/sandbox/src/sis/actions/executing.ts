import type { Instant, ShopActionKind } from '@ownerbot/shop';

/** An apply that was received and has not ended. Never part of the state: what a restart drops was not executed. */
export interface ExecutingOperation {
  readonly shopId: number;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly requestHash: string;
  readonly receivedAt: Instant;
  readonly kind: ShopActionKind;
}

export interface Executing {
  find(shopId: number, key: string): ExecutingOperation | undefined;
  list(): readonly ExecutingOperation[];
  enter(operation: ExecutingOperation): void;
  leave(operation: ExecutingOperation): void;
}

export function createExecuting(): Executing {
  const running = new Set<ExecutingOperation>();
  return {
    find: (shopId, key) => [...running].find((one) => one.shopId === shopId && one.key === key),
    list: () => [...running],
    enter: (operation) => void running.add(operation),
    leave: (operation) => void running.delete(operation),
  };
}

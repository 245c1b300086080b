import type { MemoryShop } from '@ownerbot/shop';

/** Every row of the simulated shop; never changed in place. */
export type SimRows = MemoryShop;

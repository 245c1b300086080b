import type { ShopPort } from '@ownerbot/shop';

/** The shop as commits use it. */
export type ApplyPort = Pick<ShopPort, 'capabilities' | 'previewAction' | 'applyAction' | 'operation' | 'applyWithin'>;

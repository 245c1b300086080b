import type { ProcessSettings } from '@ownerbot/runtime';
import { DemoShopError } from '../../errors';
import type { ShopSettings } from '../../shop-settings';

export type DemoGuardSettings = Pick<ShopSettings, 'upstreamMode' | 'autoFallback'> & Pick<ProcessSettings, 'appEnv'>;

/** Throws `DEMO_COMMAND_REFUSED` where a demo shop has no business: in production, and beside a real shop. */
export function guardDemo(settings: DemoGuardSettings): void {
  if (settings.appEnv === 'production') {
    throw new DemoShopError('DEMO_COMMAND_REFUSED', 'the demo shop is not for production: APP_ENV=production refuses every demo command');
  }
  const isAllowed = settings.upstreamMode === 'DEMO' || (settings.upstreamMode === 'AUTO' && settings.autoFallback === 'demo');
  if (!isAllowed) {
    throw new DemoShopError(
      'DEMO_COMMAND_REFUSED',
      `UPSTREAM_MODE=${settings.upstreamMode} does not use the demo shop: set UPSTREAM_MODE=DEMO, or AUTO with AUTO_FALLBACK=demo`,
    );
  }
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { effectiveMode, SHOP_MODES, type ShopMode } from '@ownerbot/shop';
import { readSettings, writeSettings, type TenantField } from '@ownerbot/storage';
import { operatorOf } from '../auth/guard';
import type { SettingsView, TenantPatch } from '../contract';
import { ModeToggleOffError, SettingsChangedError } from '../errors';
import type { ConsoleParts } from '../parts';
import { exactly } from './schemas';

const MODE_BODY = exactly({ mode: { anyOf: [{ type: 'string', enum: SHOP_MODES }, { type: 'null' }] } }, ['mode']);

const text = { type: 'string', maxLength: 64 } as const;
const TENANT_BODY = exactly(
  {
    version: { type: 'integer' },
    patch: exactly({ project: text, shopId: { type: 'integer' }, currency: text, timezone: text, locale: text, orderPrefix: text, productPrefix: text, lookPrefix: text }),
  },
  ['version', 'patch'],
);

/** The stored name of each field. */
const STORED: Readonly<Record<keyof TenantPatch, TenantField>> = {
  project: 'project',
  shopId: 'shop_id',
  currency: 'currency',
  timezone: 'timezone',
  locale: 'locale',
  orderPrefix: 'order_prefix',
  productPrefix: 'product_prefix',
  lookPrefix: 'look_prefix',
};

/** What can be set while everything runs. Whether a mode has its address and its key is known to the workers alone; they say so when it is used. */
export function settingsRoutes(app: FastifyInstance, { db, upstream, clock }: ConsoleParts): void {
  async function current(): Promise<SettingsView> {
    const { tenant: { settingsVersion, upstreamModeOverride, ...tenant } } = await readSettings(db, null);
    return {
      upstream: {
        modes: SHOP_MODES,
        configured: upstream.upstreamMode,
        override: upstreamModeOverride,
        effective: effectiveMode(upstream, upstreamModeOverride),
        isToggleEnabled: upstream.isModeToggleEnabled,
      },
      tenant: { version: settingsVersion, ...tenant },
    };
  }

  async function write(request: FastifyRequest, patch: Partial<Record<TenantField, string | number | null>>): Promise<SettingsView> {
    const by = `console:${operatorOf(request).name}`;
    await writeSettings(db, { of: 'tenant', patch, at: clock.now(), correlationId: `op-${request.id}`, by });
    return current();
  }

  app.get('/api/settings', current);

  app.put<{ Body: { mode: ShopMode | null } }>('/api/settings/upstream-mode', { schema: { body: MODE_BODY } }, async (request) => {
    if (!upstream.isModeToggleEnabled) throw new ModeToggleOffError();
    return write(request, { upstream_mode_override: request.body.mode });
  });

  app.patch<{ Body: { version: number; patch: TenantPatch } }>('/api/settings/tenant', { schema: { body: TENANT_BODY } }, async (request) => {
    const { version, patch } = request.body;
    const { tenant } = await readSettings(db, null);
    if (tenant.settingsVersion !== version) throw new SettingsChangedError();
    return write(request, Object.fromEntries(Object.entries(patch).map(([field, value]) => [STORED[field as keyof TenantPatch], value])));
  });
}

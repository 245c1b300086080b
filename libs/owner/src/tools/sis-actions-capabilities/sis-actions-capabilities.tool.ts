import { ACTION_ENDPOINTS, READ_ENDPOINTS, SHOP_MODES, type CapabilitiesData, type ShopMode } from '@ownerbot/shop';
import { AnyText, Flag, InstantText, Nested, Nullable, OneOf, provenanceOf, rule, shopWarnings } from '@ownerbot/tools';
import { shopRead } from '../read-tool';

export class SisActionsCapabilitiesPayload {
  /** Asks anew what is otherwise remembered for hours. */
  @Flag() readonly force_refresh: boolean = false;
}

export const SUPPORT = ['yes', 'no', 'unknown'] as const;

export interface Capability {
  readonly supported: (typeof SUPPORT)[number];
  readonly status: 'declared' | 'absent';
  /** Of a probe; null where the shop declares what it offers. */
  readonly status_code: number | null;
  /** Key of the shop's list of endpoints. */
  readonly endpoint: string;
}

export class CapabilityFlagsData {
  @Flag() readonly idempotent_applies: boolean;
  @Flag() readonly enquiry: boolean;
  @Flag() readonly preview_binding: boolean;
}

const isCapability = (value: unknown): boolean => typeof value === 'object' && value !== null && 'supported' in value && SUPPORT.some((one) => one === value.supported);

export class SisActionsCapabilitiesOutput {
  @OneOf(SHOP_MODES) readonly effective_mode: ShopMode;
  /** Host only; null where no SIS is asked. */
  @Nullable() @AnyText() readonly sis_base_url: string | null;
  @InstantText() readonly checked_at: string;
  @Nested(() => CapabilityFlagsData) readonly flags: CapabilityFlagsData;
  @rule('capabilities', 'an object of capabilities', (value) => typeof value === 'object' && value !== null && Object.values(value).every(isCapability))
  readonly capabilities: Readonly<Record<string, Capability>>;
}

/** What the shop's side offers. The demo shop offers everything and is not asked over any network. */
export const sisActionsCapabilities = shopRead<SisActionsCapabilitiesPayload, SisActionsCapabilitiesOutput>({
  name: 'sis_actions_capabilities',
  version: '1.1',
  group: 'systems',
  payload: SisActionsCapabilitiesPayload,
  output: SisActionsCapabilitiesOutput,
  timeClass: 'fast',
  auditFields: ['force_refresh'],
  capabilities: [],
  async handle({ force_refresh: isFresh }, { shop, call, tenant, own, mode }) {
    const answer = await shop.capabilities({ ...call, isFresh });
    const isDemo = shop.mode === 'DEMO';
    return {
      data: {
        effective_mode: isDemo ? 'DEMO' : mode,
        sis_base_url: isDemo ? null : (await own.upstream()).sis_host,
        checked_at: answer.as_of,
        flags: answer.data.flags,
        capabilities: capabilitiesOf(answer.data),
      },
      provenance: provenanceOf([answer], tenant),
      warnings: shopWarnings(answer),
    };
  },
});

/** Every endpoint of v1: what the shop does not name is unknown, which blocks nothing. */
export function capabilitiesOf({ endpoints }: Pick<CapabilitiesData, 'endpoints'>): Record<string, Capability> {
  return Object.fromEntries(
    [...READ_ENDPOINTS, ...ACTION_ENDPOINTS].map((endpoint): [string, Capability] => {
      const offered = endpoints[endpoint];
      const supported = offered === undefined ? 'unknown' : offered ? 'yes' : 'no';
      return [endpoint, { supported, status: offered === undefined ? 'absent' : 'declared', status_code: null, endpoint }];
    }),
  );
}

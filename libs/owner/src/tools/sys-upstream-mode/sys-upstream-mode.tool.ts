import { SHOP_MODES, type ShopMode } from '@ownerbot/shop';
import { AnyText, Flag, NoFields, Nullable, OneOf, ownProvenance } from '@ownerbot/tools';
import { ownRead } from '../read-tool';

export class SysUpstreamModeOutput {
  /** As configured. */
  @OneOf(SHOP_MODES) readonly upstream_mode: ShopMode;
  /** The override at run time; null: none. */
  @Nullable() @OneOf(SHOP_MODES) readonly runtime_mode: ShopMode | null;
  @OneOf(SHOP_MODES) readonly effective_mode: ShopMode;
  @Flag() readonly toggle_enabled: boolean;
  @AnyText() readonly auto_fallback: string;
  @Flag() readonly sis_configured: boolean;
}

/** Where the figures come from. */
export const sysUpstreamMode = ownRead<NoFields, SysUpstreamModeOutput>({
  name: 'sys_upstream_mode',
  version: '1.1',
  group: 'systems',
  payload: NoFields,
  output: SysUpstreamModeOutput,
  async handle(_payload, context) {
    const { upstream_mode, runtime_mode, toggle_enabled, auto_fallback, sis_configured } = await context.own.upstream();
    return {
      data: { upstream_mode, runtime_mode, effective_mode: context.mode, toggle_enabled, auto_fallback, sis_configured },
      provenance: ownProvenance(['config.UPSTREAM_MODE', 'settings'], context),
    };
  },
});

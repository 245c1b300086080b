/** GET /api/settings. */
export interface SettingsView {
  readonly upstream: {
    readonly modes: readonly string[];
    readonly configured: string;
    /** Set at run time; null: the configured mode holds. */
    readonly override: string | null;
    readonly effective: string;
    readonly isToggleEnabled: boolean;
  };
  readonly tenant: {
    readonly version: number;
    readonly project: string;
    readonly shopId: number;
    readonly currency: string;
    readonly timezone: string;
    readonly locale: 'ru' | 'en';
    readonly orderPrefix: string;
    readonly productPrefix: string;
    readonly lookPrefix: string;
  };
}

/** Body of PATCH /api/settings/tenant: the fields that change. */
export type TenantPatch = Partial<Omit<SettingsView['tenant'], 'version'>>;

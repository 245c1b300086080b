import type { RenderStep } from '../errors';

/** What a thread hands back. */
export type Drawn = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly step: RenderStep; readonly why: string };

import type { ActionApplyData, ActionBody, ActionPreviewData, CapabilitiesData, OperationData, ShopActionKind, ShopAnswer, ShopCall, ShopPort } from '@ownerbot/shop';

/** A confirmed request as it is sent, each time the same bytes under the same key. */
export interface ApplyOrder {
  readonly kind: ShopActionKind;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  readonly key: string;
}

/** A refusal: which error it is for the owner, and what SIS said. */
export interface Refusal {
  /** Of `TOOL_ERRORS`, e.g. `ACTION_CONFLICT`. */
  readonly code: string;
  /** SIS's own reason, e.g. `JOB_RUNNING`. */
  readonly reason: string | null;
  readonly httpStatus: number | null;
  /** For audit and operators, never shown. */
  readonly message: string;
}

/** What came of one send (SIS API v1, 4.2): what is certain about it. */
export type ApplyOutcome =
  | { readonly outcome: 'executed'; readonly answer: ShopAnswer<ActionApplyData>; readonly isReplay: boolean; readonly httpStatus: number | null }
  /** Certainly not executed by this send, and final. */
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  /** 409 `OPERATION_IN_PROGRESS`. */
  | { readonly outcome: 'in_progress'; readonly httpStatus: number | null }
  /** Certainly not executed; the same bytes may be sent again. */
  | { readonly outcome: 'not_executed'; readonly errorKind: string; readonly httpStatus: number | null; readonly retryAfterMs: number | null }
  | { readonly outcome: 'uncertain'; readonly errorKind: string; readonly httpStatus: number | null };

/** What SIS keeps under a key. */
export type OperationAnswer =
  | { readonly found: 'operation'; readonly operation: OperationData }
  /** 404 `OPERATION_NOT_FOUND`. */
  | { readonly found: 'never_received' }
  | { readonly found: 'not_offered' };

/** The shop as commits use it. Rejects with `ShopError` where the shop cannot be asked; `apply` rejects only for the signal's reason. */
export interface ApplyPort {
  capabilities(call: ShopCall): Promise<ShopAnswer<CapabilitiesData>>;
  previewAction<K extends ShopActionKind>(kind: K, body: ActionBody<K>, call: ShopCall): Promise<ShopAnswer<ActionPreviewData>>;
  apply(order: ApplyOrder, call: ShopCall): Promise<ApplyOutcome>;
  operation(key: string, call: ShopCall): Promise<OperationAnswer>;
  readonly applyWithin: ShopPort['applyWithin'];
}

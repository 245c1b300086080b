import { IsInstant, IsPart, IsText, IsWhole, MayBeNull } from '../../answers/fields';
import type { Instant } from '../shared-types';
import { ActionApplyData } from './action-apply';

export class OperationError {
  @IsText() readonly code: string;
  @IsText() readonly message: string;
}

/** `GET /actions/operations/{key}` (11.2): what became of an apply that was sent with this key. */
export class OperationData {
  @IsText() readonly idempotency_key: string;
  @IsText() readonly state: 'executing' | 'committed' | 'rejected';
  @IsText() readonly method: string;
  @IsText() readonly path: string;
  /** SHA-256 in hex of the body's bytes. */
  @IsText() readonly request_hash: string;
  @IsInstant() readonly received_at: Instant;
  @MayBeNull() @IsInstant() readonly finished_at: Instant | null;
  @MayBeNull() @IsWhole(100) readonly http_status: number | null;
  @MayBeNull() @IsPart(() => ActionApplyData) readonly result: ActionApplyData | null;
  @MayBeNull() @IsPart(() => OperationError) readonly error: OperationError | null;
}

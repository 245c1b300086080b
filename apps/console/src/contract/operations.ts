import type { PageView, Wire } from './page';
import type * as server from '@ownerbot/operations';

/** Dead letters, replays and requests look in JSON as the service tells them. Types alone: nothing of the server is loaded. */
export type DeadLetter = Wire<server.DeadLetter>;
export type DeadLetterDetail = Wire<server.DeadLetterDetail>;
export type DeadLetterGroup = Wire<server.DeadLetterGroup>;
export type Operation = Wire<server.Operation>;
export type OperationItem = Wire<server.OperationItem>;
export type ReplayPlan = Wire<server.ReplayPlan>;
export type RequestLine = Wire<server.RequestLine>;
export type Trace = Wire<server.Trace>;
export type TraceStep = Wire<server.TraceStep>;

/** The event `operations` of /api/live: those under way, and the last ones whatever became of them. */
export interface OperationsView {
  readonly open: PageView<Operation>;
  readonly recent: PageView<Operation>;
}

/** Filter of dead letters as it stands in addresses and bodies. */
export type LetterFilterInput = Wire<server.LetterFilter>;

/** Body of a plan, a replay and a drain. */
export interface SelectionInput {
  readonly ids?: readonly string[];
  readonly filter?: LetterFilterInput;
}

export interface ReplayInput extends SelectionInput {
  readonly ratePerSec?: number;
  readonly canary?: { readonly first: number; readonly maxDead: number } | null;
  readonly force?: boolean;
}

import type { ShopMode } from '@ownerbot/shop';
import type { Artifact, Provenance, ToolWarning } from '../contract/tool-response';
import type { PresentationKind, Role } from '../contract/tool-request';
import type { AskedWindow, LocalNow } from '../periods/resolve-period';
import type { TimeClassName } from './time-classes';
import type { ShopToolContext, ToolContext } from './tool-context';

export type FieldsClass<T extends object> = new () => T;

/** What a handler answers; the runner makes the response of it, after it has checked it. */
export interface ToolAnswer<Output extends object> {
  readonly data: Output;
  readonly provenance: Provenance;
  readonly warnings?: readonly ToolWarning[];
  readonly artifacts?: readonly Artifact[];
  /** Of an answer that is made of reads: the mode that answered them, where it is not the request's. */
  readonly mode?: ShopMode;
  /** Of an action's preview that would change something: what its confirm carries out, everything resolved (`payload_commit`). */
  readonly commit?: Readonly<Record<string, unknown>> | null;
}

interface ToolParts<Payload extends object, Output extends object> {
  /** `^[a-z][a-z0-9_]*$`, unique. */
  readonly name: string;
  /** `<major>.<minor>`; a request for another version is `NOT_IMPLEMENTED`. */
  readonly version: string;
  /** An action is entered as a preview only, from every source. */
  readonly kind: 'read' | 'action';
  readonly group: string;
  /** Fields with rules of `fields/`; initialisers are defaults. Unknown keys are refused. */
  readonly payload: FieldsClass<Payload>;
  readonly output: FieldsClass<Output>;
  /** A payload that must pass the schema, or null where the tool needs a value that has no default. */
  readonly defaultPayload: Readonly<Record<string, unknown>> | null;
  readonly timeClass: TimeClassName;
  /** Whether the planner may pick it. */
  readonly llm: 'offer' | 'hide';
  readonly roles: readonly Role[];
  readonly presentations: readonly PresentationKind[];
  /** Paths of scalar payload fields that audit may hold; never texts, phones or names. */
  readonly auditFields: readonly string[];
  /** The window that the payload asks for; absent for tools without a period, null when none is given. */
  window?(payload: Payload, at: LocalNow): AskedWindow | null;
  /** The items of a list answer: counts must then be there and agree with them. Null: this answer is none. */
  list?(data: Output): readonly unknown[] | null;
}

/** A tool that asks the shop. */
export interface ShopToolDefinition<Payload extends object = object, Output extends object = object> extends ToolParts<Payload, Output> {
  readonly needsShop: true;
  /** Endpoint keys of the shop's capabilities that it needs; a definite "no" blocks it. */
  readonly capabilities: readonly string[];
  handle(payload: Payload, context: ShopToolContext): Promise<ToolAnswer<Output>>;
}

/** A tool over OwnerBot's own data: the same in every mode. */
export interface OwnToolDefinition<Payload extends object = object, Output extends object = object> extends ToolParts<Payload, Output> {
  readonly needsShop: false;
  handle(payload: Payload, context: ToolContext): Promise<ToolAnswer<Output>>;
}

export type ToolDefinition<Payload extends object = object, Output extends object = object> =
  | ShopToolDefinition<Payload, Output>
  | OwnToolDefinition<Payload, Output>;

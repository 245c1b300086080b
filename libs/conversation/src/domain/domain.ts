import type { Db } from '@ownerbot/storage';
import type { ErrorInfo, ToolDefinition, ToolResponse } from '@ownerbot/tools';
import type { DomainAction } from '../actions/action-presenter';
import type { TemplateBook } from '../flow/template';
import type { Reply } from '../model/reply';
import type { Incoming, ReplyContext } from './context';
import type { DomainPlanner } from './domain-planner';
import type { Route } from './route';

/**
 * A domain is a value: everything the machinery must know about one subject that the bot talks about (docs/architecture.md, section 9).
 * `apps/worker/src/domains.ts` lists the domains; `composeDomains` checks them at the start. Everything here but the appliers
 * of changes is pure: no I/O, no clock, no randomness; what is needed comes in the context.
 */
export interface Domain {
  /** Unique, lower case. */
  readonly name: string;
  readonly tools: readonly ToolDefinition[];
  /** One for each tool of `tools`, by the tool's name: a missing or a surplus one stops the start. */
  readonly presenters: Readonly<Record<string, ToolPresenter>>;
  /** Slash commands beside the platform's own (`/start`, `/menu`, `/help`, `/cancel`, `/systems`, `/templates`). */
  readonly commands: readonly CommandSpec[];
  /** Callback prefixes beside the platform's own (`ui:`, `tpl:`, `ask:`, `retry:`, `drop:`, `voice:`, `file:`). */
  readonly callbacks: readonly CallbackSpec[];
  /** By panel id, reached by `ui:<id>`. Exactly one domain has `home`; one has `systems`. */
  readonly panels: Readonly<Record<string, Panel>>;
  /** Free text that is no command. Null: this domain has nothing to say to it; the next one is asked. */
  routeText(incoming: Incoming & { readonly text: string }, context: ReplyContext): Route | null;
  /** How sure `routeText` is of this text, 0..1: an answer that fits no question and is a request for certain is offered as one. */
  routeConfidence?(text: string, context: ReplyContext): number;
  /** The templates, read when the domains are composed; every finding stops the start. */
  templates?(): TemplateBook;
  /**
   * The examples for `/help` (`text` is null), or the answer to a text that nothing matched (`text` is that text).
   * The first domain of the list is asked.
   */
  help(context: ReplyContext, text: string | null): Reply;
  /**
   * Error answer in the domain's words, e.g. NOT_FOUND of an order. Null: the platform's text for the code.
   * Without the code and the correlation id: the platform appends them.
   */
  presentError?(error: ErrorInfo, context: ReplyContext, run: RunFacts): Reply | null;
  /** What can be done instead, under the platform's text for a code. */
  errorOffers?(error: ErrorInfo, context: ReplyContext, run: RunFacts): Reply['buttons'];
  /** Folder with `ru/*.yml` and `en/*.yml`; keys must not collide with another domain's or the platform's (`conversation.*`). */
  readonly messages: string;
  /** How the tools of kind `action` are carried out and told: one for each of them, by the tool's name. */
  readonly actions?: readonly DomainAction[];
  /** Whether a text is the word that takes back the newest open thing ("отмена"), as `/cancel` does. */
  isCancelWord?(text: string): boolean;
  /** Whether a text only consents ("да", "ok"): it confirms nothing, and the preview that waits is shown again with its buttons. */
  isApprovalWord?(text: string): boolean;
  /** What a language model may be asked about texts that `routeText` has nothing to say to. At most one domain has it. */
  readonly planner?: DomainPlanner;
  /** Keys of kept values that the decision on this event needs; their values are in `context.kept`. */
  factKeys?(incoming: Incoming): readonly string[];
  /** Appliers of the changes that routes return, by change type; each runs in the turn's transaction. */
  readonly changes?: Readonly<Record<string, ChangeApplier>>;
}

/** A slash command. */
export interface CommandSpec {
  /** Without the slash; `^[a-z][a-z0-9_]{0,31}$`. */
  readonly name: string;
  /** Message key of its one-line description; null: works, but is not in Telegram's list of commands. */
  readonly aboutKey: string | null;
  /** `args`: what stands behind the command, trimmed; may be empty. */
  route(incoming: Incoming & { readonly args: string }, context: ReplyContext): Route;
}

/** Buttons whose data begin with `prefix`. */
export interface CallbackSpec {
  /** Ends in `:`, e.g. `go:`. */
  readonly prefix: string;
  /** `data`: the whole callback data, prefix included. Malformed data: return `{ type: 'outdated' }`. */
  route(incoming: Incoming & { readonly data: string }, context: ReplyContext): Route;
}

/** A panel is drawn from the context alone. */
export type Panel = (context: ReplyContext) => Reply;

/** What is known of a tool run when its answer is written. */
export interface RunFacts {
  /** Id of the tool's effect: whatever the answer keeps can be named after it, so that a repeated run keeps the same. */
  readonly id: string;
  readonly tool: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Kind of presentation that was asked for; absent where the tool's own is meant. */
  readonly presentation?: string;
  /** What the request said of the answer that it goes on with. */
  readonly follows?: Readonly<Record<string, unknown>>;
}

export interface ToolPresenter {
  /** Names the work while it runs, e.g. "Считаю выручку за 7 дней…". HTML. Shown after 2 s. */
  progress(run: RunFacts, context: ReplyContext): string;
  /** The answer to a response with `status: 'ok'`. Any length: the notifier splits it. */
  answer(response: ToolResponse, context: ReplyContext, run: RunFacts): Reply;
}

/** A typed change of the domain's own state, decided by a route. `data` is JSON. */
export interface Change {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Applies a change inside the turn's transaction; must be idempotent only against itself: a committed turn is never applied again. */
export type ChangeApplier = (tx: Db, change: Change, turn: { readonly ownerId: string; readonly chatId: string; readonly correlationId: string }) => Promise<void>;

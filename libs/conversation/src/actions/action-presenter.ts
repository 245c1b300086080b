import type { ActionDefinition, StoredPreview } from '@ownerbot/actions';
import type { ActionExample } from '@ownerbot/shop';
import type { ReplyContext } from '../domain/context';
import type { Reply } from '../model/reply';

/** A change as its presenter sees it, at any time of its life. */
export interface ActionFacts {
  readonly proposalId: string;
  readonly tool: string;
  /** The data mode that it was previewed in. */
  readonly mode: string;
  /** What the owner asked for; checked by the tool's schema. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** What is, or would be, carried out: everything resolved. */
  readonly commit: Readonly<Record<string, unknown>>;
  readonly preview: StoredPreview;
  /** Of a committed one. */
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** Words of a domain for one of its actions; everything that all actions have in common is the platform's. HTML, escaped. */
export interface ActionPresenter {
  /** The operation in words, with sign and scope: "Снизить все цены на 3 %". */
  title(action: ActionFacts, context: ReplyContext): string;
  /** What was understood, each parameter with its unit; one line each. */
  interpretation?(action: ActionFacts, context: ReplyContext): readonly string[];
  /** Where the figures of the preview come from, in small print. */
  provenance?(action: ActionFacts, context: ReplyContext): string | null;
  /** In place of count, largest change and examples, where these say nothing: recipients of a message, a diff of settings. */
  effect?(action: ActionFacts, context: ReplyContext): readonly string[];
  /** More lines of the preview: diffs, totals, recipients. */
  details?(action: ActionFacts, context: ReplyContext): readonly string[];
  /** The row that an example is about; by default its label. HTML. */
  label?(example: ActionExample, context: ReplyContext): string;
  /** A row that was named and is left out; by default its id. HTML. */
  leftOut?(id: number | string, context: ReplyContext): string;
  /** One value before or after, as an example shows it; by default as it comes. HTML. */
  value?(text: string, context: ReplyContext): string;
  /** Whether and how it is taken back, where the shop's own "can be rolled back" is not the whole truth; null: nothing is said. */
  rollback?(action: ActionFacts, context: ReplyContext): string | null;
  /** Lines of what was done, and where to roll it back. */
  done?(action: ActionFacts, context: ReplyContext): readonly string[];
  /** More buttons of an outcome, such as "update the coupon"; they may keep their requests. */
  followUps?(action: ActionFacts, context: ReplyContext): Pick<Reply, 'buttons' | 'keep'>;
}

/** One action of a domain: how it is carried out, and how it is told. Its preview is the tool of the same name. */
export interface DomainAction {
  readonly definition: ActionDefinition;
  readonly presenter: ActionPresenter;
}

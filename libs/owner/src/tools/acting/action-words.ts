import type { StoredPreview } from '@ownerbot/actions';
import { rejectedLines, TOLD_OTHERWISE, type ActionFacts, type ActionPresenter, type DomainAction, type Reply, type ReplyContext, type RunFacts, type ToolPresenter } from '@ownerbot/conversation';
import { demoMark, provenanceLine } from '../../replies/provenance';
import { assemble, type VerifiedResponse } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import type { ActionTool } from './shop-action';

/** An action as its domain lists it: carried out, told, and explained where nothing would change. */
export interface OwnerAction extends DomainAction {
  /** While the preview is made, and the answer of a preview that offers nothing. */
  readonly explain: ToolPresenter;
}

/** The words of one action; mark, provenance and the text of a no-op are the same for all of them. */
export interface ActionWords extends Omit<ActionPresenter, 'provenance'> {
  /** Names the work while the preview is made. HTML. */
  progress(run: RunFacts, context: ReplyContext): string;
  /** Figures behind a no-op, beside its reason; one line each. */
  noop?(action: ActionFacts, context: ReplyContext): readonly string[];
}

export function actionOf({ definition }: ActionTool, words: ActionWords): OwnerAction {
  return { definition, presenter: presenterOf(words), explain: { progress: (run, context) => words.progress(run, context), answer: explanation(words) } };
}

function presenterOf({ progress: _progress, noop: _noop, ...words }: ActionWords): ActionPresenter {
  return {
    ...words,
    title: (action, context) => demoMark(context, action.mode, words.title(action, context)),
    followUps: (action, context) => withRollback(words.followUps?.(action, context) ?? {}, action, context),
    provenance: ({ preview: { provenance } }, context) => (provenance === null ? null : provenanceLine(context, provenance)),
  };
}

/** What can be taken back has the button for it. */
function withRollback(more: FollowUps, { result }: ActionFacts, context: ReplyContext): FollowUps {
  return result?.['rollback_available'] === true ? { ...more, buttons: [[templateButton(context, 'PRC_FX_ROLLBACK')], ...(more.buttons ?? [])] } : more;
}

type FollowUps = Pick<Reply, 'buttons' | 'keep'>;

/** Reasons with a text of their own; others are told as "nothing to change". */
const NOOP_REASONS = ['NO_CHANGES', 'RATE_DELTA_BELOW_MIN', 'COOLDOWN', 'NO_ROLLBACK_DATA', 'ALREADY_DONE', 'NO_TARGETS', 'NO_OPEN_INCIDENT', 'ALREADY_ACKNOWLEDGED', 'INCIDENT_OVER'];

/** Title, why there is nothing to confirm, and the figures behind it. */
function explanation(words: ActionWords): ToolPresenter['answer'] {
  return (response, context, run) => {
    if (response.provenance === null) throw new TypeError(`${response.tool}: an answer without provenance is never presented`);
    const data = response.data as StoredPreview['data'];
    const verified: VerifiedResponse<StoredPreview['data']> = { mode: response.mode, data, provenance: response.provenance, warnings: response.warnings };
    const facts: ActionFacts = {
      proposalId: '',
      tool: response.tool,
      mode: response.mode,
      asked: run.payload,
      commit: data.interpretation ?? {},
      preview: { data, warnings: response.warnings, provenance: response.provenance },
      result: null,
    };
    const body = {
      isPreview: true,
      headline: words.title(facts, context),
      sections: [[context.texts.html('change.noop', { reason: reasonOf(data) }), ...(words.noop?.(facts, context) ?? [])], rejectedLines(words, { data }, context)],
      // Nothing is changed, so nothing has to be taken back.
      toldWarnings: [...TOLD_OTHERWISE, ...(data.noop_reason === null ? [] : [data.noop_reason])],
    };
    return assemble(verified, body, context);
  };
}

/** Of rows that were all left out nobody can say that they are so already. */
function reasonOf({ noop_reason: reason, rejected_count: rejected }: StoredPreview['data']): string {
  if (reason === null || !NOOP_REASONS.includes(reason)) return 'other';
  return reason === 'NO_CHANGES' && rejected > 0 ? 'other' : reason;
}

import type { Reply, ReplyContext, RunFacts } from '@ownerbot/conversation';
import { theTemplate } from '../../templates';
import { followUps, type FollowUp } from '../follow-ups';

interface Question {
  /** Of the catalogue, below `which.`. */
  readonly key: string;
  readonly templates: readonly string[];
}

/** "Which ones?", with the choices as buttons: by number, by stock, all. What the request said already is not asked again. */
export function whichScope(context: ReplyContext, run: RunFacts): Reply | null {
  const question = questionOf(run);
  if (question === null) return null;
  const percent = run.payload['discount_percent'];
  const slots: Record<string, string> = typeof percent === 'number' ? { discount_percent: String(percent) } : {};
  const choices = question.templates.map((templateId): FollowUp => ({ label: theTemplate(templateId).buttonText[context.locale], templateId, slots }));
  const { buttons, keep } = followUps(context, run.id, choices);
  return { html: context.texts.html('which.text', { change: question.key }), buttons: buttons.map((button) => [button]), keep };
}

function questionOf({ tool, payload }: RunFacts): Question | null {
  switch (tool) {
    case 'sis_discounts_clear':
      return { key: 'clear', templates: ['DSC_CLEAR_IDS', 'DSC_CLEAR_ALL'] };
    case 'sis_discounts_set':
      return { key: 'discount', templates: ['DSC_SET_IDS', 'DSC_SET_STOCK', 'DSC_SET_ALL'] };
    case 'sis_products_publish':
      return payload['target_status'] === 'ACTIVE' ? { key: 'show', templates: ['PRD_PUBLISH_IDS', 'PRD_PUBLISH_ALL'] } : { key: 'hide', templates: ['PRD_ARCHIVE_IDS', 'PRD_HIDE_BY_STOCK', 'PRD_ARCHIVE_ALL'] };
    case 'sis_looks_publish':
      return payload['target_active'] === false ? { key: 'hide_looks', templates: ['LOOK_ARCHIVE_IDS', 'LOOK_ARCHIVE_ALL'] } : { key: 'show_looks', templates: ['LOOK_PUBLISH_IDS', 'LOOK_PUBLISH_ALL'] };
    default:
      return null;
  }
}

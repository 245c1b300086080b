import type { ReplyContext } from '@ownerbot/conversation';
import { presenter } from '../../../replies/answer';
import { panelButton, sectionButton, templateButton } from '../../../replies/buttons';
import { isObject } from '../../../catalogue/read-fields';
import type { KindStatus, NtfStatusOutput, OpenIncident } from './ntf-status.tool';

/** What is on and when it comes next, what is off, what is open. */
export const ntfStatusPresenter = presenter<NtfStatusOutput>({
  progress: (_run, { texts }) => texts.html('ntf_set.progress'),
  body({ data }, context) {
    const { texts, formats } = context;
    const on = data.kinds.filter(({ state }) => state !== 'off');
    const off = data.kinds.filter(({ state }) => state === 'off');
    return {
      headline: texts.html('ntf_status.title'),
      sections: [
        on.length === 0 ? [texts.html('ntf_status.all_off')] : on.flatMap((kind) => kindLines(kind, context)),
        off.length === 0 || on.length === 0 ? [] : [texts.html('ntf_status.off', { kinds: off.map(({ kind }) => texts.text('ntf_status.kind', { kind })).join(', ') })],
        data.incidents.length === 0 ? [] : [texts.html('ntf_status.incidents', { count: data.incidents.length }), ...data.incidents.map((one) => incidentLine(one, context))],
        [
          ...(data.snoozed_until === null ? [] : [texts.html('ntf_status.snoozed', { at: formats.moment(data.snoozed_until) })]),
          ...data.outages.map(({ cause, since }) => texts.html('ntf_status.outage', { cause, at: formats.moment(since) })),
        ],
      ],
      buttons: [
        ...(data.incidents.some(({ state }) => state !== 'acknowledged') ? [[templateButton(context, 'NTF_ESCALATION_ACK'), templateButton(context, 'NTF_ESCALATION_SNOOZE_12H')]] : []),
        [templateButton(context, 'NTF_DAILY_DIGEST_SUBSCRIBE'), templateButton(context, 'NTF_OPS_ALERTS_SUBSCRIBE')],
        [sectionButton(context, 'notify'), panelButton(context, 'home')],
      ],
    };
  },
});

function kindLines(status: KindStatus, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const { kind, settings, state } = status;
  const name = texts.text('ntf_status.kind', { kind });
  const zone = status.zone === context.timezone ? '' : `, ${status.zone}`;
  const time = kind === 'digest' ? String(settings['digest_time_local']) : String(settings['weekly_time_local']);
  const when = kind === 'digest' || kind === 'weekly' ? texts.text('ntf_status.when', { kind, time, zone, day: String(settings['weekly_day_of_week']), format: String(settings['digest_format']) }) : texts.text('ntf_status.looks');
  return [
    texts.html('ntf_status.on', { name, when, state }),
    ...(kind === 'digest' && settings['digest_quiet_enabled'] === true ? [texts.html('ntf_status.quiet')] : []),
    ...(status.next_run_at === null || (kind !== 'digest' && kind !== 'weekly') ? [] : [texts.html('ntf_status.next', { at: formats.moment(status.next_run_at) })]),
    ...(status.last_sent_at === null ? [] : [texts.html('ntf_status.last', { at: formats.moment(status.last_sent_at) })]),
    ...(state === 'failing' ? [texts.html('ntf_status.failing', { at: formats.moment(status.failing_since) })] : []),
    ...(state === 'held' ? [texts.html('ntf_status.held')] : []),
  ];
}

function incidentLine({ cause, state, since, figures, next_due_at: due }: OpenIncident, { texts, formats }: ReplyContext): string {
  const count = isObject(figures) && typeof figures['count'] === 'number' ? formats.integer(figures['count']) : '';
  return texts.html('ntf_status.incident', { cause, state, at: formats.moment(since), count, has: count === '' ? 'none' : 'count', due: due === null ? 'none' : 'at', next: formats.moment(due) });
}

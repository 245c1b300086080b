import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { eventFacts, eventWords, shortCorrelation } from '../events/event-words';
import type { SysAuditRecentOutput } from './sys-audit-recent.tool';

/** Local time, the event in words, its outcome, the short form of its request. */
export const auditPresenter = presenter<SysAuditRecentOutput>({
  progress: (_run, { texts }) => texts.html('events.progress'),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    return rowPages(
      {
        headline: texts.html('events.title', { total: formats.integer(data.total) }),
        before: data.events.length === 0 ? [[texts.html('events.none')]] : [],
        rows: data.events.map((event) =>
          texts.html('events.row', { at: formats.moment(event.occurred_at), words: asHtml(eventWords(event.event_type, context)), facts: eventFacts(event.fields, context), id: shortCorrelation(event.correlation_id) }),
        ),
        areCards: true,
        total: data.total,
        cursor: data.next_cursor,
        buttons: [[templateButton(context, 'SYS_LAST_ERRORS'), templateButton(context, 'SYS_HEALTH')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
      },
      response,
      context,
      run,
    );
  },
});

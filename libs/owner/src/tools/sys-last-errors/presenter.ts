import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { eventWords, shortCorrelation } from '../events/event-words';
import type { SysLastErrorsOutput } from './sys-last-errors.tool';

const NAMED_CODES = 5;

/** How many errors, of which codes, and the newest of them. */
export const lastErrorsPresenter = presenter<SysLastErrorsOutput>({
  progress: (_run, { texts }) => texts.html('events.progress'),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    const codes = Object.entries(data.by_code).slice(0, NAMED_CODES).map(([code, count]) => texts.html('events.code', { code: code.replaceAll('_', ' '), count: formats.integer(count) }));
    return rowPages(
      {
        headline: data.total === 0 ? texts.html('events.no_errors', { hours: data.window_hours }) : texts.html('events.errors', { hours: data.window_hours, total: formats.integer(data.total) }),
        before: codes.length === 0 ? [] : [[texts.html('events.codes', { codes: asHtml(codes.join(', ')) })]],
        rows: data.events.map((event) =>
          texts.html('events.row', { at: formats.moment(event.occurred_at), words: asHtml(eventWords(event.event_type, context)), facts: event.code.replaceAll('_', ' '), id: shortCorrelation(event.correlation_id) }),
        ),
        areCards: true,
        total: data.total,
        buttons: [[templateButton(context, 'SYS_HEALTH'), templateButton(context, 'SYS_AUDIT_RECENT')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
      },
      response,
      context,
      run,
    );
  },
});

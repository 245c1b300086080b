import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { shortCorrelation } from '../events/event-words';
import { reasonWords, subjectOf } from '../retro/retro-words';
import type { RequestRecordData, RetrospectiveLastOutput } from './retrospective-last.tool';
import type { ReplyContext } from '@ownerbot/conversation';

/** One line for each request: when, how it came, what it was taken for, what became of it, how good that was. */
export const retrospectiveLastPresenter = presenter<RetrospectiveLastOutput>({
  progress: (_run, { texts }) => texts.html('retro.progress'),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    return rowPages(
      {
        headline: texts.html('retro.last_title', { total: formats.integer(data.total) }),
        before: data.records.length === 0 ? [[texts.html('retro.none')]] : [],
        rows: data.records.map((record) => rowOf(record, context)),
        areCards: true,
        total: data.total,
        buttons: [[templateButton(context, 'SYS_RETRO_7D'), templateButton(context, 'SYS_GAPS_30D')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
      },
      response,
      context,
      run,
    );
  },
});

function rowOf(record: RequestRecordData, context: ReplyContext): string {
  const { texts, formats } = context;
  const why = record.reason === null || record.status === 'ok' ? '' : reasonWords(record.reason, context);
  return texts.html('retro.last_row', {
    at: formats.moment(record.at),
    input: record.input,
    subject: asHtml(subjectOf(record, context)),
    status: record.status,
    reason: why === '' ? 'none' : 'some',
    why: asHtml(why),
    quality: record.quality,
    id: shortCorrelation(record.correlation_id),
  });
}

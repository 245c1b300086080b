import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import type { TeamQueueSummaryOutput } from './team-queue-summary.fields';

/** Buckets as separate counts, the longest waiting threads, one line of advice. */
export const teamQueuePresenter = presenter<TeamQueueSummaryOutput>({
  progress: (_run, { texts }) => texts.html('team.progress'),
  body({ data }, context) {
    const { texts, formats } = context;
    const count = formats.integer;
    const buckets = [
      texts.html('team.open', { open: count(data.total_open_threads), unanswered: count(data.unanswered_total) }),
      texts.html('team.bucket', { hours: '2', count: count(data.unanswered_2h) }),
      texts.html('team.bucket', { hours: '6', count: count(data.unanswered_6h) }),
      texts.html('team.bucket', { hours: '24', count: count(data.unanswered_24h) }),
    ];
    const waiting = data.top_overdue_threads.map(({ thread_id, waiting_minutes }) => texts.html('team.waiting', { id: thread_id, age: formats.age(waiting_minutes) }));
    return {
      headline: texts.html('team.title'),
      sections: [buckets, waiting.length === 0 ? [] : [texts.html('team.longest'), ...waiting], [texts.html('team.advice', { advice: data.recommendation, age: formats.age(data.oldest_waiting_minutes) })]],
      buttons: [[templateButton(context, 'TEAM_UNANSWERED_2H'), templateButton(context, 'TEAM_UNANSWERED_6H')]],
    };
  },
});

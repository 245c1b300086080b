import type { ChatsUnansweredQuery } from '@ownerbot/shop';
import { provenanceOf, shopWarnings } from '@ownerbot/tools';
import { firstPageAgain } from '../first-page-again';
import { shopRead } from '../read-tool';
import { ChatsUnansweredOutput, ChatsUnansweredPayload } from './chats-unanswered.fields';

/** Open threads whose customer waits for an answer at least so long. */
export const chatsUnanswered = shopRead<ChatsUnansweredPayload, ChatsUnansweredOutput>({
  name: 'chats_unanswered',
  version: '1.1',
  group: 'team',
  payload: ChatsUnansweredPayload,
  output: ChatsUnansweredOutput,
  auditFields: ['threshold_hours', 'limit'],
  capabilities: ['chats'],
  list: ({ threads }) => threads,
  async handle({ threshold_hours, limit, cursor }, { shop, call, tenant }) {
    const query: ChatsUnansweredQuery = { threshold_hours, limit, ...(cursor === undefined ? {} : { cursor }) };
    const { answer, warnings } = await firstPageAgain(query, (one) => shop.chatsUnanswered(one, call));
    const { page, threads } = answer.data;
    return {
      data: { total: page.total, count: page.shown, threshold_hours, threads, next_cursor: page.next_cursor },
      provenance: provenanceOf([answer], tenant),
      warnings: [...shopWarnings(answer), ...warnings],
    };
  },
});

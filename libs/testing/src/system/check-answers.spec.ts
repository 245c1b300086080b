import { checkAnswers } from './check-answers';
import { chaosLoad, seededRandom, type LoadRequest } from './chaos-load';
import type { SandboxPost } from './sandbox-control';

const asked: LoadRequest[] = ['OB-2001', 'OB-2002', 'OB-2003'].map((orderId, index) => ({ chatId: '7', updateId: index, orderId }));

function chatOf(...texts: string[]): Map<string, SandboxPost[]> {
  const posts = texts.map((text, seq): SandboxPost => ({ seq, at: 1_000 * seq, direction: 'out', message: { message_id: seq, date: 0, text }, edits: [], deleted_at: null }));
  return new Map([['7', posts]]);
}

test('answers in the order of the requests are well', () => {
  expect(checkAnswers(asked, chatOf('DEMO OB-2001', 'DEMO OB-2002', 'DEMO OB-2003'))).toEqual({ unanswered: [], outOfOrder: [], repeated: [] });
});

test('a missing answer is found', () => {
  expect(checkAnswers(asked, chatOf('DEMO OB-2001', 'DEMO OB-2003')).unanswered).toEqual([asked[1]]);
});

test('a progress message that was never edited into its answer is no answer', () => {
  expect(checkAnswers(asked, chatOf('DEMO OB-2001', 'Ищу OB-2002…', 'DEMO OB-2003')).unanswered).toEqual([asked[1]]);
});

test('an answer before that of an earlier request is found', () => {
  expect(checkAnswers(asked, chatOf('DEMO OB-2002', 'DEMO OB-2001', 'DEMO OB-2003')).outOfOrder).toEqual(['7 OB-2002']);
});

test('a repeated answer is found with the times of its sends', () => {
  expect(checkAnswers(asked, chatOf('DEMO OB-2001', 'DEMO OB-2001', 'DEMO OB-2002', 'DEMO OB-2003')).repeated).toEqual([{ orderId: 'OB-2001', sentAt: [0, 1_000] }]);
});

test('a load asks for every order once, and the same seed gives the same load', () => {
  const load = () => chaosLoad({ chats: ['1', '2'], count: 100, firstUpdateId: 5, random: seededRandom(3), now: new Date(0) });
  expect(new Set(load().requests.map((request) => request.orderId)).size).toBe(100);
  expect(load()).toEqual(load());
});

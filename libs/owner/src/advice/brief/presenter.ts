import type { ToolPresenter } from '@ownerbot/conversation';
import { adviceId, PLAYBOOK_CONFIDENCE, readGiven, type GivenAdvice } from '../given-advice';
import { topicNamed } from '../topics';
import { writeAdvice } from '../write-advice';
import type { AdviceBriefOutput } from './brief-fields';

/** The advice with its brief. The request says which advice it goes on with; without one it is the topic's playbook. */
export const adviceBriefPresenter: ToolPresenter = {
  progress: (_run, { texts }) => texts.html('advice.progress'),
  answer(response, context, { id, follows = {} }) {
    const data = response.data as AdviceBriefOutput;
    const topic = topicNamed(data.topic);
    if (topic === null) throw new TypeError('a brief is about a topic');
    const given: GivenAdvice = readGiven(follows['given']) ?? { id: adviceId(id), topic, confidence: PLAYBOOK_CONFIDENCE, plan: null };
    const brief = { at: context.now.toISOString(), mode: response.mode, data };
    return writeAdvice(given, { brief, isNew: follows['isNew'] !== false, isBuilt: true }, context);
  },
};

import { OneOf, Opaque, Optional, ownProvenance, type OwnToolDefinition } from '@ownerbot/tools';
import { ownRead } from '../../tools/read-tool';
import { ADVICE_TOPICS, type AdviceTopic } from '../topics';

export class AdviceMemoPayload {
  @OneOf(ADVICE_TOPICS) readonly topic: AdviceTopic;
  /** The advice that was given, and the brief that it was shown with, as they were kept. */
  @Opaque() readonly given: object;
  @Optional() @Opaque() readonly brief?: object;
}

export class AdviceMemoOutput {
  @OneOf(ADVICE_TOPICS) readonly topic: AdviceTopic;
}

/** An advice as a document: it asks nobody anything, whatever it holds has been shown. It stands beside the catalogue of tools: only advice asks for it. */
export const adviceMemo: OwnToolDefinition<AdviceMemoPayload, AdviceMemoOutput> = ownRead<AdviceMemoPayload, AdviceMemoOutput>({
  name: 'advice_memo',
  version: '1.0',
  group: 'advice',
  payload: AdviceMemoPayload,
  output: AdviceMemoOutput,
  defaultPayload: null,
  llm: 'hide',
  auditFields: ['topic'],
  handle: ({ topic }, context) => Promise.resolve({ data: { topic }, provenance: ownProvenance(['advice_memo'], context, { filters: { topic } }) }),
});

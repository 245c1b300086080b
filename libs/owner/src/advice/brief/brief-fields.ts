import { AnyText, Flag, InstantText, ListOf, Nested, Nullable, OneOf, Opaque, rule } from '@ownerbot/tools';
import { ADVICE_TOPICS, type AdviceTopic } from '../topics';
import type { BriefFact } from './brief-facts';

export class AdviceBriefPayload {
  @OneOf(ADVICE_TOPICS) readonly topic: AdviceTopic;
}

const textsRule = () => rule('texts', 'a list of texts', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'));

export class BriefWindow {
  @AnyText() readonly from: string;
  @AnyText() readonly to: string;
  @AnyText() readonly timezone: string;
  @OneOf(['instant', 'day', 'week', 'total']) readonly granularity: 'instant' | 'day' | 'week' | 'total';
}

/** An answer that is in the brief, and where it came from. */
export class BriefPart {
  @AnyText() readonly tool: string;
  @Opaque() readonly fact: BriefFact;
  /** The data mode that answered: of AUTO it may be the demo shop. */
  @AnyText() readonly mode: string;
  @textsRule() readonly sources: readonly string[];
  @Nested(() => BriefWindow) readonly window: BriefWindow;
  @InstantText() readonly as_of: string;
  @Flag() readonly stale: boolean;
}

export const MISSING_REASONS = ['failed', 'incomplete', 'no_data'] as const;

/** An answer that is not in it, and why. */
export class MissingPart {
  @AnyText() readonly tool: string;
  @OneOf(MISSING_REASONS) readonly reason: (typeof MISSING_REASONS)[number];
  /** Of the failure. */
  @Nullable() @AnyText() readonly code: string | null;
}

export class AdviceBriefOutput {
  @OneOf(ADVICE_TOPICS) readonly topic: AdviceTopic;
  @ListOf(() => BriefPart, 4) readonly parts: readonly BriefPart[];
  @ListOf(() => MissingPart, 4) readonly missing: readonly MissingPart[];
}

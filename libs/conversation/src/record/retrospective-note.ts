import type { AuditNote } from '../model/audit-note';
import type { RequestOutcome } from './outcome';
import type { RequestFacts } from './request-facts';

export const RETROSPECTIVE = 'retrospective';

/** How many codes of warnings are kept of one request. */
const MOST_WARNINGS = 20;

/**
 * The one record of a request, written in the transaction that ends it: what came in, what it was taken for, what became of it. Never the words,
 * never a value. `at`: its end; null where nobody waited for it any more.
 */
export function retrospectiveNote(facts: RequestFacts, outcome: RequestOutcome, at: Date | null): AuditNote {
  return {
    eventType: RETROSPECTIVE,
    severity: 'info',
    fields: {
      request_id: facts.id,
      input: facts.input,
      source: facts.source,
      stage: facts.stage,
      template_id: facts.templateId,
      tool: outcome.tool,
      kind: outcome.kind,
      text_length: facts.textLength,
      status: outcome.status,
      error_code: outcome.status === 'error' ? outcome.reason : null,
      reason: outcome.status === 'error' ? null : outcome.reason,
      ...(outcome.parameter === undefined ? {} : { parameter: outcome.parameter }),
      quality: outcome.quality,
      basis: outcome.basis,
      intent_confidence: facts.confidence,
      data_confidence: outcome.dataConfidence,
      decision_confidence: outcome.decisionConfidence(facts.confidence),
      warnings: outcome.warnings.slice(0, MOST_WARNINGS),
      completeness: outcome.completeness,
      artifacts: outcome.artifacts,
      latency_ms: at === null ? null : Math.max(0, at.getTime() - Date.parse(facts.receivedAt)),
    },
  };
}

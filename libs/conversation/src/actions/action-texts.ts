import type { ActionTexts, Figures } from '@ownerbot/actions';
import { createFormats } from '@ownerbot/messages';
import type { Clock, Logger } from '@ownerbot/runtime';
import { putKept, readSettings, type Database, type TenantSettings } from '@ownerbot/storage';
import type { ComposedDomains } from '../domain/compose-domains';
import type { StatusFacts } from '../domain/context';
import { contextOfWork } from '../turn/context-of-work';
import { plainOutcome, presentOutcome } from './present-outcome';

export interface ActionTextsParts {
  readonly db: Database;
  readonly composed: ComposedDomains;
  readonly clock: Clock;
  readonly log: Logger;
  readonly status: (tenant: TenantSettings) => StatusFacts;
}

/** The words of commits, in the owner's language and zone. A presenter that fails is our defect: the outcome is told in plain words. */
export function createActionTexts(parts: ActionTextsParts): ActionTexts {
  return {
    figures: (tenant, { result, at }) => figuresOf(parts.composed, tenant, result, at),
    async say(view) {
      const { proposal } = view;
      const now = parts.clock.now();
      const settings = await readSettings(parts.db, proposal.ownerUserId);
      const context = contextOfWork(parts, { ownerId: proposal.ownerUserId, chatId: proposal.chatId }, settings);
      try {
        const reply = presentOutcome(parts.composed.actions.get(proposal.tool)?.presenter ?? null, view, context);
        // What its buttons need, before anybody can press them.
        if (reply.keep !== undefined && reply.keep.length > 0) await putKept(parts.db, [...reply.keep], now);
        return reply;
      } catch (error) {
        parts.log.error('action_presenter_failed', { proposalId: proposal.proposalId, tool: proposal.tool, error });
        return plainOutcome(view, context);
      }
    },
  };
}

/** What is not known, as of a change that the owner says was made, has a dash. */
function figuresOf({ texts }: ComposedDomains, { locale, timezone }: TenantSettings, result: Readonly<Record<string, unknown>>, at: Date): Figures {
  const formats = createFormats({ texts: texts[locale], timezone, now: at });
  const { affected_count: count, operation_id: id } = result;
  return {
    affected_count: formats.integer(typeof count === 'number' ? count : null),
    finished_at: formats.moment(at.toISOString()),
    operation_id: typeof id === 'string' && id !== '' ? id : MISSING,
  };
}

const MISSING = '—';

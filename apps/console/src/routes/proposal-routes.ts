import type { FastifyInstance } from 'fastify';
import { listProposals, PROPOSAL_STATES, readAttempts, readProposal, type ListedProposal, type ProposalState } from '@ownerbot/storage';
import type { PageView, ProposalLine, ProposalView } from '../contract';
import { ProposalNotFoundError } from '../errors';
import type { ConsoleParts } from '../parts';
import { pageOf, readCursor } from './cursor';
import { exactly, ID_PARAMS, PAGE_PROPERTIES } from './schemas';

interface Query {
  readonly limit?: number;
  readonly cursor?: string;
  readonly state?: ProposalState;
  readonly tool?: string;
  readonly chatId?: string;
  readonly correlationId?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const PAGE = 50;

const QUERY = exactly({
  ...PAGE_PROPERTIES,
  state: { type: 'string', enum: PROPOSAL_STATES },
  tool: { type: 'string', maxLength: 100 },
  chatId: { type: 'string', pattern: '^-?\\d{1,16}$' },
  correlationId: { type: 'string', maxLength: 200 },
});

/** Proposals and what became of them. What they would change belongs to the shop's owner and is not told. */
export function proposalRoutes(app: FastifyInstance, { db }: ConsoleParts): void {
  app.get<{ Querystring: Query }>('/api/proposals', { schema: { querystring: QUERY } }, async ({ query: { limit = PAGE, cursor, ...search } }): Promise<PageView<ProposalLine>> => {
    const [createdAt, proposalId] = cursor === undefined ? [] : readCursor(cursor, [MOMENT, UUID]);
    const before = createdAt === undefined || proposalId === undefined ? undefined : { createdAt: new Date(createdAt), proposalId };
    const found = await listProposals(db, { ...search, before, limit: limit + 1 });
    const { items, next } = pageOf(found, limit, (last) => [last.createdAt.toISOString(), last.proposalId]);
    return { items: items.map(lineOf), total: null, next };
  });

  app.get<{ Params: { id: string } }>('/api/proposals/:id', { schema: { params: ID_PARAMS } }, async ({ params: { id } }): Promise<ProposalView> => {
    const found = UUID.test(id) ? await readProposal(db, id) : null;
    if (found === null) throw new ProposalNotFoundError(id);
    const attempts = await readAttempts(db, found.proposalId);
    return {
      ...lineOf(found),
      toolVersion: found.toolVersion,
      source: found.source,
      ownerUserId: found.ownerUserId,
      expiresAt: found.expiresAt.toISOString(),
      confirmedAt: textOf(found.confirmedAt),
      executingAt: textOf(found.executingAt),
      forced: found.forced,
      forceReasons: found.forceReasons,
      conflictGroups: found.conflictGroups,
      reason: found.reason,
      reconciliation: {
        unknownAt: textOf(found.unknownAt),
        looks: found.looks,
        nextLookAt: textOf(found.nextLookAt),
        ownerAsked: found.ownerAsked,
        notAfter: textOf(found.notAfter),
      },
      attempts: attempts.map((one) => ({ ...one, startedAt: one.startedAt.toISOString(), finishedAt: textOf(one.finishedAt) })),
    };
  });
}

function lineOf({ proposalId, tool, state, mode, shopId, chatId, correlationId, targetTotal, errorCode, settledBy, createdAt, settledAt }: ListedProposal): ProposalLine {
  return { proposalId, tool, state, mode, shopId, chatId, correlationId, targetTotal, errorCode, settledBy, createdAt: createdAt.toISOString(), settledAt: textOf(settledAt) };
}

function textOf(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}

import { appendAudit } from '@ownerbot/storage';
import { QueueUnknownError } from '../errors';
import type { Actor, Operations } from '../operations';
import { operatorAudit } from './operator-audit';
import type { OperationsParts } from './parts';

type QueueMethods = Pick<Operations, 'listQueues' | 'pauseQueue' | 'resumeQueue' | 'auditOperator'>;

export function queueMethods({ db, queues, clock }: OperationsParts): QueueMethods {
  const audit: Operations['auditOperator'] = async (actor, { action, severity, fields = {} }) => {
    await appendAudit(db, { correlationId: 'operator', at: clock.now(), events: [operatorAudit(actor, action, fields, severity)] });
  };
  async function change(actor: Actor, queue: string, what: 'pause' | 'resume'): Promise<void> {
    const known = (await queues.inspect()).map((one) => one.queue);
    if (!known.includes(queue)) throw new QueueUnknownError(queue, known);
    await queues[what](queue);
    await audit(actor, { action: `queues.${what}`, severity: what === 'pause' ? 'warning' : 'info', fields: { queue } });
  }
  return {
    async listQueues() {
      const items = await queues.inspect();
      return { items, total: items.length, next: null };
    },
    pauseQueue: (actor, queue) => change(actor, queue, 'pause'),
    resumeQueue: (actor, queue) => change(actor, queue, 'resume'),
    auditOperator: audit,
  };
}

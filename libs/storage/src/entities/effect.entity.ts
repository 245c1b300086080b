import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What must happen next: a row written with the decision, a job once it is dispatched. */
@Entity('effects')
@Index('effects_pending', ['createdAt'], { where: `state = 'pending'` })
@Index('effects_unsent', ['botId', 'chatId', 'requestSeq', 'n'], { where: `gated and state <> 'finished'` })
@Index('effects_running', ['dispatchedAt'], { where: `kind = 'tool.run' and state = 'dispatched'` })
@Index('effects_voices', ['botId', 'chatId'], { where: `kind = 'voice.transcribe' and state <> 'finished'` })
@Index('effects_correlation', ['correlationId'])
@Check('effects_state', `state in ('pending', 'dispatched', 'finished')`)
@Check('effects_gated', `not gated or kind = 'message.send'`)
export class EffectEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'effects_pkey' })
  id: string;

  /** Of the job that it becomes. */
  @Column('text')
  kind: string;

  @Column('bigint', { name: 'bot_id' })
  botId: string;

  @Column('bigint', { name: 'chat_id' })
  chatId: string;

  /** The ledger's row whose turn wrote it; null when no turn did. */
  @Column('bigint', { name: 'cause_seq', nullable: true })
  causeSeq: string | null;

  /** The request that it belongs to, its place in the order of answers. */
  @Column('bigint', { name: 'request_seq' })
  requestSeq: string;

  /** Place among the effects of its request. */
  @Column('integer')
  n: number;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('text', { name: 'lane_key', nullable: true })
  laneKey: string | null;

  /** The complete payload of its job. */
  @Column('jsonb', { nullable: true })
  payload: object | null;

  @Column('integer', { name: 'delay_ms', default: 0 })
  delayMs: number;

  /** An answer: it keeps the order of the requests of its chat. */
  @Column('boolean')
  gated: boolean;

  @Column('text', { default: 'pending' })
  state: 'pending' | 'dispatched' | 'finished';

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'dispatched_at', nullable: true })
  dispatchedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}

import { ArtifactBlobEntity, ArtifactEntity } from './artifact.entities';
import { BroadcastEntity, BroadcastRecipientEntity } from './broadcast.entities';
import { ChatEntity, MessageEntity, SessionEntity } from './chat.entities';
import { DeadLetterEntity, ReplayEntity, ReplayItemEntity } from './dead-letter.entities';
import { EffectEntity } from './effect.entity';
import { IncidentEntity, IncidentEventEntity, UpstreamOutageEntity } from './incident.entities';
import { DigestEntity, NotificationEntity, NotifyDeliveryEntity, NotifyRunEntity, NotifySubscriptionEntity } from './notification.entities';
import { PlanEntity } from './plan.entity';
import { ActionProposalEntity, CommitAttemptEntity } from './proposal.entities';
import { AuditEventEntity, KeptValueEntity, SettingsEntity, TranscriptEntity } from './record.entities';
import { UpdateEntity } from './update.entity';

/** Every table of the platform. */
export const entities = [
  UpdateEntity,
  EffectEntity,
  SessionEntity,
  ChatEntity,
  MessageEntity,
  AuditEventEntity,
  KeptValueEntity,
  SettingsEntity,
  TranscriptEntity,
  ActionProposalEntity,
  CommitAttemptEntity,
  PlanEntity,
  ArtifactBlobEntity,
  ArtifactEntity,
  DeadLetterEntity,
  ReplayEntity,
  ReplayItemEntity,
  BroadcastEntity,
  BroadcastRecipientEntity,
  NotifySubscriptionEntity,
  NotifyRunEntity,
  NotificationEntity,
  NotifyDeliveryEntity,
  DigestEntity,
  IncidentEntity,
  IncidentEventEntity,
  UpstreamOutageEntity,
] as const;

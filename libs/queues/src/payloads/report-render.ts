import { IsUUID } from 'class-validator';
import { Name, TelegramId } from './fields';
import { FILE_MESSAGES, type FileMessage } from './outgoing-message';
import { UnionOf } from './union';

/** `report.render`: draw a stored model and send the file. The model lies with the row of the file. */
export class ReportRender {
  @Name() readonly effectId: string;
  @TelegramId() readonly botId: string;
  @TelegramId() readonly chatId: string;
  @TelegramId() readonly ownerId: string;
  @IsUUID('all', { message: 'must be a UUID' }) readonly artifactId: string;
  /** The effect that sends the file: the same one, however often it is drawn. */
  @Name() readonly fileEffectId: string;
  @UnionOf('type', FILE_MESSAGES) readonly message: FileMessage;
}

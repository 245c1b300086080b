import { readImageSize } from './image-size';
import type { StoredFile } from './file-store';
import type { Document, FileReference, Message, PhotoSize, Voice } from '../telegram-types';

/** The fields of a message that a file makes. */
export function mediaOf(file: StoredFile, durationSec = 0): Pick<Message, 'photo' | 'document' | 'voice'> {
  const reference: FileReference = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length };
  switch (file.kind) {
    case 'photo': {
      const size = readImageSize(file.bytes);
      const photo: PhotoSize = { ...reference, width: size?.width ?? 0, height: size?.height ?? 0 };
      return { photo: [photo] };
    }
    case 'voice': {
      const voice: Voice = { ...reference, duration: durationSec, mime_type: file.mimeType ?? 'audio/ogg' };
      return { voice };
    }
    case 'document': {
      const document: Document = { ...reference, file_name: file.name ?? 'file', mime_type: file.mimeType };
      return { document };
    }
  }
}

import { createHash } from 'node:crypto';
import { bounds } from '../limits';

export interface StoredFile {
  fileId: string;
  uniqueId: string;
  /** As `getFile` gives it: folder/file_N.ext. */
  path: string;
  bytes: Buffer;
  kind: FileKind;
  name?: string;
  mimeType?: string;
}

export type FileKind = 'photo' | 'document' | 'voice';

export interface NewFile {
  kind: FileKind;
  bytes: Buffer;
  name?: string;
  mimeType?: string;
}

export interface FileStore {
  add(file: NewFile): StoredFile;
  byId(fileId: string): StoredFile | undefined;
  byPath(path: string): StoredFile | undefined;
  clear(): void;
}

const folders = { photo: 'photos', document: 'documents', voice: 'voice' } as const;
const extensionByType: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/ogg': 'oga',
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
};

/** Keeps the newest files in memory, at most `bounds.files` of `bounds.fileBytes` together. */
export function createFileStore(): FileStore {
  const byId = new Map<string, StoredFile>();
  const byPath = new Map<string, StoredFile>();
  let added = 0;
  let heldBytes = 0;

  function forgetOldest(): void {
    const oldest = byId.values().next();
    if (oldest.done) return;
    byId.delete(oldest.value.fileId);
    byPath.delete(oldest.value.path);
    heldBytes -= oldest.value.bytes.length;
  }

  return {
    add({ kind, bytes, name, mimeType }) {
      const number = added++;
      const digest = createHash('sha256').update(bytes).update(kind);
      const uniqueId = digest.digest('base64url').slice(0, 15);
      const fileId = `SBX${Buffer.from(`${kind}:${number}`).toString('base64url')}${uniqueId}`;
      const path = `${folders[kind]}/file_${number}.${pickExtension(name, mimeType)}`;
      const file: StoredFile = { fileId, uniqueId, path, bytes, kind, name, mimeType };
      byId.set(fileId, file);
      byPath.set(path, file);
      heldBytes += bytes.length;
      while (byId.size > 1 && (byId.size > bounds.files || heldBytes > bounds.fileBytes)) forgetOldest();
      return file;
    },
    byId: (fileId) => byId.get(fileId),
    byPath: (path) => byPath.get(path),
    clear() {
      byId.clear();
      byPath.clear();
      heldBytes = 0;
    },
  };
}

function pickExtension(name: string | undefined, mimeType: string | undefined): string {
  const known = extensionByType[mimeType?.split(';')[0] ?? ''];
  if (known) return known;
  const written = /\.([A-Za-z0-9]{1,8})$/.exec(name ?? '')?.[1];
  return written?.toLowerCase() ?? 'bin';
}

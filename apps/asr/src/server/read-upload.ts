import type { FastifyRequest } from 'fastify';

export interface Upload {
  readonly bytes: Buffer;
  /** It is longer than allowed, and was not read to its end. */
  readonly isCut: boolean;
}

/** The part `file` of a form; null where there is none, or no form. Other parts are taken note of by nobody: a local model has no use for them. */
export async function readUpload(request: FastifyRequest): Promise<Upload | null> {
  if (!request.isMultipart()) return null;
  let upload: Upload | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue;
      const chunks: Buffer[] = [];
      for await (const chunk of part.file) if (part.fieldname === 'file' && upload === null) chunks.push(chunk as Buffer);
      if (part.fieldname === 'file' && upload === null) upload = { bytes: Buffer.concat(chunks), isCut: part.file.truncated };
    }
  } catch {
    // A form that breaks off or has too many parts brought no file.
    return null;
  }
  return upload;
}

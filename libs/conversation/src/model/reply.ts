import type { AdviceQuality } from '../record/outcome';
import type { AuditNote } from './audit-note';

/** A button under a message. */
export interface ReplyButton {
  /** Plain text, at most 64 characters. */
  readonly text: string;
  /** Callback data, at most 64 bytes of UTF-8. */
  readonly data: string;
}

/** A value that is found again by its key until it expires (`kept_values`). */
export interface KeptValue {
  readonly key: string;
  /** JSON; nothing is kept as null. */
  readonly value: NonNullable<unknown>;
  readonly ttlSec: number;
}

/** A file that follows its text, as a reply to it. */
export type ReplyFile = WrittenFile | DrawnFile;

interface FileFacts {
  /** Plain, without a path. */
  readonly filename: string;
  readonly mime: string;
  /** HTML, at most 1024 characters as they are shown. */
  readonly caption: string;
}

/** A file whose content is there with its text. */
export interface WrittenFile extends FileFacts {
  readonly type: 'json' | 'csv';
  readonly content: string;
}

/** A file that is drawn after its text has been written, from what stands in it. */
export interface DrawnFile extends FileFacts {
  readonly type: 'png' | 'pdf';
  /** JSON; the drawing knows nothing else. */
  readonly model: object;
}

/** What a person is shown: Telegram HTML (already escaped) and rows of buttons. */
export interface Reply {
  readonly html: string;
  readonly buttons?: readonly (readonly ReplyButton[])[];
  /** Only of the answer to a tool run: its bytes are stored in the transaction that writes the answer. */
  readonly file?: ReplyFile;
  /** What later presses need of this answer (pages of a list); written in the transaction that writes the answer. */
  readonly keep?: readonly KeptValue[];
  /** How good it is, where it is advice; `isNew`: given now, and not shown once more. */
  readonly advice?: AdviceQuality & { readonly isNew: boolean };
  /** What the audit must hold of this answer, written with it. */
  readonly audit?: readonly AuditNote[];
}

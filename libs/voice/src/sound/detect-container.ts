/** Containers that are converted, named as ffmpeg names their demuxers. */
export type Container = 'ogg' | 'mp3' | 'mov' | 'wav' | 'matroska' | 'flac';

const MPEG_SYNC = 0xe0;

/** What the bytes are, by their own words: names and types that a sender gives are not believed. Null: no sound that we read. */
export function detectContainer(bytes: Buffer): Container | null {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (text(0, 4) === 'OggS') return 'ogg';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav';
  if (text(0, 4) === 'fLaC') return 'flac';
  if (text(4, 8) === 'ftyp') return 'mov';
  if (bytes.length >= 4 && bytes.readUInt32BE(0) === 0x1a45dfa3) return 'matroska';
  if (text(0, 3) === 'ID3') return 'mp3';
  return isMpegFrame(bytes) ? 'mp3' : null;
}

/** Eleven set bits, a known version and layer, a bit rate and a sampling rate that exist. */
function isMpegFrame(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff || (second & MPEG_SYNC) !== MPEG_SYNC) return false;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  return version !== 1 && layer !== 0 && third >> 4 !== 15 && third >> 4 !== 0 && ((third >> 2) & 3) !== 3;
}

/** An MP4 whose index stands behind its data cannot be read from a pipe. */
export function needsSeeking(bytes: Buffer): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'moov') return false;
    if (type === 'mdat') return true;
    const size = boxSize(bytes, at);
    if (size === null) return false;
    at += size;
  }
  return false;
}

/** Null where the size says nothing usable: 0 is "to the end", less than a header is broken. */
function boxSize(bytes: Buffer, at: number): number | null {
  const size = bytes.readUInt32BE(at);
  if (size !== 1) return size >= 8 ? size : null;
  if (at + 16 > bytes.length) return null;
  const large = Number(bytes.readBigUInt64BE(at + 8));
  return large >= 16 && Number.isSafeInteger(large) ? large : null;
}

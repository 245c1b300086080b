/** Telegram's limits, and the bounds that keep a long-running sandbox from growing. All on one screen. */
const KiB = 1024;
const MiB = 1024 * KiB;

export const limits = {
  /** UTF-16 code units after entity parsing. */
  textUnits: 4096,
  captionUnits: 1024,
  /** UTF-8 bytes. */
  callbackDataBytes: 64,
  callbackAnswerUnits: 200,
  buttonsPerKeyboard: 100,
  photoBytes: 10 * MiB,
  photoSidesSum: 10_000,
  photoRatio: 20,
  documentBytes: 50 * MiB,
  downloadBytes: 20 * MiB,
  commandsPerList: 100,
  secretTokenChars: 256,
} as const;

export const bounds = {
  /** A multipart body holds a file of the largest size and its fields. */
  requestBytes: limits.documentBytes + 2 * MiB,
  injectionBytes: 64 * MiB,
  pendingUpdates: 200_000,
  rooms: 20_000,
  persons: 20_000,
  postsPerRoom: 2_000,
  editsPerPost: 50,
  files: 2_000,
  fileBytes: 256 * MiB,
  presses: 20_000,
  calls: 20_000,
  loggedTextChars: 8_192,
  faultRules: 100,
  hangMs: 120_000,
} as const;

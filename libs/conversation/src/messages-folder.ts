import path from 'node:path';

/** Folder of the conversation's own texts. */
export const conversationTexts = path.join(__dirname, '..', 'i18n');

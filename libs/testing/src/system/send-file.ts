export interface SentFile {
  readonly kind?: 'voice' | 'document';
  readonly duration?: number;
  readonly caption?: string;
  readonly name?: string;
  readonly mime?: string;
}

/** Sends a file to the bot, as a person would; returns the id of the update. */
export async function sendFile({ sandboxUrl }: { readonly sandboxUrl: string }, chatId: string, bytes: Uint8Array, { kind = 'voice', duration, caption, name = 'voice.ogg', mime = 'audio/ogg' }: SentFile = {}): Promise<number> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name);
  form.set('kind', kind);
  if (duration !== undefined) form.set('duration', String(duration));
  if (caption !== undefined) form.set('caption', caption);
  const answer = await fetch(`${sandboxUrl}/sandbox/api/chats/${chatId}/files`, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const { update_id: updateId } = (await answer.json()) as { update_id: number };
  return updateId;
}

import { badRequest } from '../bot-api/errors';

export interface Upload {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** The parameters of a call, whatever way they came. Values of a JSON body that are not strings are JSON text again. */
export interface CallInput {
  params: Map<string, string>;
  uploads: Map<string, Upload>;
}

/** Reads query and body as the Bot API does: query string, urlencoded, multipart/form-data and JSON, all mixed. */
export async function readCallInput(query: URLSearchParams, body: unknown, contentType: string | undefined): Promise<CallInput> {
  const input: CallInput = { params: new Map(query), uploads: new Map() };
  if (!Buffer.isBuffer(body) || body.length === 0) return input;
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') readJson(body, input);
  else if (type === 'multipart/form-data') await readMultipart(body, contentType ?? '', input);
  else if (type === 'application/x-www-form-urlencoded') for (const [name, value] of new URLSearchParams(body.toString('utf8'))) input.params.set(name, value);
  return input;
}

function readJson(body: Buffer, { params }: CallInput): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw badRequest("can't parse JSON object");
  for (const [name, value] of Object.entries(parsed)) {
    if (value === null || value === undefined) continue;
    params.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

async function readMultipart(body: Buffer, contentType: string, { params, uploads }: CallInput): Promise<void> {
  const form = await parseForm(body, contentType);
  for (const [name, value] of form) {
    if (typeof value === 'string') params.set(name, value);
    else uploads.set(name, { name: value.name, mimeType: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
}

/** Parses multipart/form-data with the platform's own parser. */
async function parseForm(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw badRequest("can't parse multipart/form-data request");
  }
}

/** Refuses text that no UTF-8 can carry: half of a surrogate pair, which JSON's escapes let through. */
export function refuseBrokenText(input: CallInput): void {
  for (const value of input.params.values()) if (/\p{Surrogate}/u.test(value)) throw badRequest('strings must be encoded in UTF-8');
}

import { limits } from '../../state/limits';
import { badRequest } from '../errors';
import type { Method } from '../method';

/** https://core.telegram.org/bots/api#getfile: files of at most 20 MB; the path is good for /file/bot<token>/<path>. */
export const getFile: Method = ({ world, params }) => {
  const fileId = params.text('file_id') ?? '';
  if (fileId === '') throw badRequest('file_id is not specified');
  const file = world.files.byId(fileId);
  if (!file) throw badRequest('invalid file_id');
  if (file.bytes.length > limits.downloadBytes) throw badRequest('file is too big');
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path: file.path };
};

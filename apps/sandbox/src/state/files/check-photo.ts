import { readImageSize } from './image-size';
import { limits } from '../limits';

/** Why Telegram would not take these bytes as a photo, in its own words; undefined when it would. */
export function photoComplaint(bytes: Buffer): string | undefined {
  if (bytes.length > limits.photoBytes) {
    return `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${limits.photoBytes} bytes`;
  }
  const size = readImageSize(bytes);
  if (!size) return 'IMAGE_PROCESS_FAILED';
  const { width, height } = size;
  const isOdd = width === 0 || height === 0 || width + height > limits.photoSidesSum || Math.max(width / height, height / width) > limits.photoRatio;
  return isOdd ? 'PHOTO_INVALID_DIMENSIONS' : undefined;
}

import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGBA = 4;
const RGB = 3;

/**
 * An opaque picture as PNG without an alpha channel, which a document takes as it is: one with it would be unpacked on the side, and what stands
 * beside each other in the file would depend on what is ready first. Source: PNG specification, sections 5 and 11.
 */
export function rgbPng({ width, height, pixels }: { readonly width: number; readonly height: number; readonly pixels: Uint8Array }): Buffer {
  const rows = Buffer.alloc(height * (1 + width * RGB));
  for (let y = 0, to = 0; y < height; y += 1) {
    // Each row begins with its filter: none.
    to += 1;
    for (let x = 0; x < width; x += 1, to += RGB) {
      const from = (y * width + x) * RGBA;
      rows[to] = pixels[from] ?? 0;
      rows[to + 1] = pixels[from + 1] ?? 0;
      rows[to + 2] = pixels[from + 2] ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

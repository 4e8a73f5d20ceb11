/** The checksum of ISO 3309 and zip, reflected polynomial 0xEDB88320: that of every single byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

/** CRC-32 of an ASCII text, 0 to 4,294,967,295. `zlib.crc32` is the same, from Node 22 on. */
export function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let i = 0; i < text.length; i += 1) sum = (sum >>> 8) ^ (TABLE[(sum ^ text.charCodeAt(i)) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

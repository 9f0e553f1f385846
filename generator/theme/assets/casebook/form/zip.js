/* Several texts as one ZIP archive, stored as they are: the little of APPNOTE 6.3.10 (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT)
   that every system unpacks. */

const TABLE = Uint32Array.from({ length: 256 }, (_none, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
const crc = (bytes) => (bytes.reduce((value, byte) => TABLE[(value ^ byte) & 255] ^ (value >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
const numbers = (...parts) => parts.flatMap(([value, size]) => Array.from({ length: size }, (_none, place) => Math.floor(value / 256 ** place) % 256));
/* Names are UTF-8. */
const VERSION = 20, NAMES = 0x0800;
const dated = (now) => [[(now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1), 2], [((Math.max(now.getFullYear(), 1980) - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate(), 2]];

/* The archive of files, each { path, text }. */
export const zipped = (files, now = new Date()) => {
  const utf8 = new TextEncoder(), parts = [], listed = [];
  let at = 0;
  files.forEach(({ path, text }) => {
    const name = utf8.encode(path), bytes = utf8.encode(text), size = [bytes.length, 4];
    const shared = numbers([VERSION, 2], [NAMES, 2], [0, 2], ...dated(now), [crc(bytes), 4], size, size, [name.length, 2], [0, 2]);
    parts.push(Uint8Array.from([...numbers([0x04034b50, 4]), ...shared]), name, bytes);
    listed.push(Uint8Array.from([...numbers([0x02014b50, 4], [VERSION, 2]), ...shared, ...numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4])]), name);
    at += 30 + name.length + bytes.length;
  });
  const length = listed.reduce((sum, part) => sum + part.length, 0), end = numbers([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [length, 4], [at, 4], [0, 2]);
  return new Blob([...parts, ...listed, Uint8Array.from(end)], { type: "application/zip" });
};

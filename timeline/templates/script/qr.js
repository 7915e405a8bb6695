// A QR code of an address (ISO/IEC 18004: bytes, level L, up to version 25), so that any filter can be photographed.
// By version, a base-36 digit each: check bytes of a block, and blocks.
const QR_CHECK = '7afkqikouikoqumosussssuuq', QR_BLOCKS = '11111222244444666678899ac';
const MASKS = (x, y) => [(x + y) % 2, y % 2, x % 3, (x + y) % 3, ((x / 3 | 0) + (y >> 1)) % 2, x * y % 2 + x * y % 3, (x * y % 2 + x * y % 3) % 2, ((x + y) % 2 + x * y % 3) % 2];
// A value followed by its check bits.
const checked = (value, length, divisor) => {
  let rest = value << length;
  for (let k = 17; k >= length; k--) if (rest >> k & 1) rest ^= divisor << k - length;
  return value << length | rest;
};
const times = (a, b) => { let sum = 0; for (let k = 8; k--;) sum = sum << 1 ^ (sum >> 7) * 0x11d ^ (b >> k & 1) * a; return sum; };
const checkBytes = (data, n) => {
  const factor = new Uint8Array(n), rest = new Uint8Array(n);
  factor[n - 1] = 1;
  for (let k = 0, root = 1; k < n; k++, root = times(root, 2)) for (let j = 0; j < n; j++) factor[j] = times(factor[j], root) ^ factor[j + 1];
  for (const byte of data) {
    const lead = byte ^ rest[0];
    rest.copyWithin(0, 1); rest[n - 1] = 0;
    for (let j = 0; j < n; j++) rest[j] ^= times(factor[j], lead);
  }
  return rest;
};
// Everything but the bytes: finders, alignment, timing, format and version. What is free stays -1.
const qrFrame = (v, mask) => {
  const size = v * 4 + 17, grid = Array.from({length: size}, () => new Int8Array(size).fill(-1));
  const set = (x, y, dark) => { if (grid[y] && x in grid[y]) grid[y][x] = dark & 1; };
  const rings = (cx, cy, r) => { for (let dy = -r; dy <= r; dy++) for (let dx = -r; dx <= r; dx++) { const far = Math.max(Math.abs(dx), Math.abs(dy)); set(cx + dx, cy + dy, !far | far ^ r < 3); } };
  rings(3, 3, 4); rings(size - 4, 3, 4); rings(3, size - 4, 4);
  const n = (v / 7 | 0) + 2, gap = Math.ceil((v * 4 + 4) / (n * 2 - 2)) * 2;
  const at = Array.from({length: n}, (_, k) => k ? size - 7 - (n - 1 - k) * gap : 6);
  if (v > 1) for (const cx of at) for (const cy of at) if (grid[cy][cx] < 0) rings(cx, cy, 2);
  for (let k = 8; k < size - 8; k++) { set(6, k, ~k); set(k, 6, ~k); }
  for (let k = 0, form = checked(8 | mask, 10, 0x537) ^ 0x5412; k < 15; k++, form >>= 1) {
    if (k < 8) { set(8, k + (k > 5), form); set(size - 1 - k, 8, form); } else { set(14 - k + (k < 9), 8, form); set(8, size - 15 + k, form); }
  }
  set(8, size - 8, 1);
  if (v > 6) for (let k = 0, form = checked(v, 12, 0x1f25); k < 18; k++, form >>= 1) { const a = size - 11 + k % 3, b = k / 3 | 0; set(a, b, form); set(b, a, form); }
  return grid;
};
// Head, bytes and padding in blocks, and the blocks interleaved with their check bytes.
const codewords = (hex, blocks, check, room) => {
  const data = hex.padEnd(room * 2, 'ec11').match(/../g).map(byte => parseInt(byte, 16)), parts = [], out = [];
  for (let b = 0, at = 0; b < blocks; b++) parts.push(data.slice(at, at += Math.floor((room + b) / blocks)));
  for (const list of [parts, parts.map(part => checkBytes(part, check))]) for (let k = 0; k < room; k++) for (const part of list) if (k < part.length) out.push(part[k]);
  return out;
};
const qrModules = (text, mask) => {
  const hex = (n, width) => n.toString(16).padStart(width, 0), bytes = [...new TextEncoder().encode(text)];
  for (let v = 1; v < 26; v++) {
    const grid = qrFrame(v, mask), check = parseInt(QR_CHECK[v - 1], 36), blocks = parseInt(QR_BLOCKS[v - 1], 36);
    const room = (grid.flatMap(row => [...row]).filter(cell => cell < 0).length >> 3) - check * blocks, width = v < 10 ? 2 : 4;
    if (bytes.length + width / 2 < room) return placeBytes(grid, codewords(4 + hex(bytes.length, width) + bytes.map(byte => hex(byte, 2)).join('') + 0, blocks, check, room), mask);
  }
};
// The bytes run up and down in double columns from the right, past the timing column.
const placeBytes = (grid, data, mask) => {
  const size = grid.length;
  let k = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) for (let x = right; x > right - 2; x--) {
      const y = right + 1 & 2 ? step : size - 1 - step;
      if (grid[y][x] < 0) grid[y][x] = data[k >> 3] >> (~k++ & 7) & 1 ^ !MASKS(x, y)[mask];
    }
  }
  return grid;
};
// The mask with the fewest long runs of one colour.
const runs = grid => {
  let sum = 0;
  for (const lines of [grid, grid.map((_, x) => grid.map(row => row[x]))]) for (const row of lines) { let run = 1; for (let x = 1; x < row.length; x++) { run = row[x] === row[x - 1] ? run + 1 : 1; sum += run > 4; } }
  return sum;
};
// Into the picture of the panel; an address too long for a code leaves none.
const drawCode = text => {
  const svg = $('svg', PANEL), grids = svg ? [0, 1, 2, 3, 4, 5, 6, 7].map(mask => qrModules(text, mask)) : [];
  if (!grids[0]) return svg?.remove();
  const [grid] = grids.map(grid => [grid, runs(grid)]).sort((a, b) => a[1] - b[1])[0], size = grid.length + 4;
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.firstChild.setAttribute('d', grid.map((row, y) => [...row].map((dark, x) => dark ? `M${x + 2} ${y + 2}h1v1h-1z` : '').join('')).join(''));
};

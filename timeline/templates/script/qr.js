// A QR code of an address (ISO/IEC 18004: bytes, level L), so that any filter can be photographed.
const QR_CHECK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
const QR_BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
const aligned = v => v === 1 ? [] : (() => { const n = Math.floor(v / 7) + 2, gap = Math.ceil((v * 4 + 4) / (n * 2 - 2)) * 2, at = [6]; for (let k = 0; k < n - 1; k++) at.splice(1, 0, v * 4 + 10 - k * gap); return at; })();
const words = v => { let bits = (16 * v + 128) * v + 64; if (v > 1) { const n = Math.floor(v / 7) + 2; bits -= (25 * n - 10) * n - 55; if (v > 6) bits -= 36; } return bits >> 3; };
const times = (a, b) => { let sum = 0; for (let k = 7; k >= 0; k--) { sum = (sum << 1) ^ ((sum >> 7) * 0x11d); if ((b >> k) & 1) sum ^= a; } return sum; };
const checks = (data, n) => {
  let root = 1; const factor = new Uint8Array(n); factor[n - 1] = 1;
  for (let k = 0; k < n; k++, root = times(root, 2)) for (let j = 0; j < n; j++) factor[j] = times(factor[j], root) ^ (factor[j + 1] || 0);
  const rest = new Uint8Array(n);
  for (const byte of data) { const lead = byte ^ rest[0]; rest.copyWithin(0, 1); rest[n - 1] = 0; for (let j = 0; j < n; j++) rest[j] ^= times(factor[j], lead); }
  return rest;
};
const codewords = (bytes, v) => {
  const check = QR_CHECK[v - 1], blocks = QR_BLOCKS[v - 1], room = words(v) - check * blocks, bits = [];
  const put = (value, n) => { for (let k = n - 1; k >= 0; k--) bits.push((value >> k) & 1); };
  put(4, 4); put(bytes.length, v < 10 ? 8 : 16); bytes.forEach(byte => put(byte, 8));
  put(0, Math.min(4, room * 8 - bits.length)); put(0, (8 - bits.length % 8) % 8);
  const data = []; for (let k = 0; k < bits.length; k += 8) data.push(parseInt(bits.slice(k, k + 8).join(''), 2));
  for (let pad = 0xec; data.length < room; pad ^= 0xfd) data.push(pad);
  const short = Math.floor(room / blocks), long = room % blocks, parts = []; let at = 0;
  for (let b = 0; b < blocks; b++) parts.push(data.slice(at, at += short + (b >= blocks - long)));
  const tails = parts.map(part => checks(part, check)), out = [];
  for (let k = 0; k <= short; k++) for (const part of parts) if (k < part.length) out.push(part[k]);
  for (let k = 0; k < check; k++) for (const tail of tails) out.push(tail[k]);
  return out;
};
const MASKS = [(x, y) => (x + y) % 2, (x, y) => y % 2, x => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => x * y % 2 + x * y % 3, (x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2];
const qrModules = (text, mask) => {
  const bytes = [...new TextEncoder().encode(text)];
  let v = 1; while (v <= QR_CHECK.length && (words(v) - QR_CHECK[v - 1] * QR_BLOCKS[v - 1]) * 8 < 4 + (v < 10 ? 8 : 16) + bytes.length * 8) v++;
  if (v > QR_CHECK.length) return null;
  const size = v * 4 + 17, grid = Array.from({length: size}, () => new Int8Array(size).fill(-1)), set = (x, y, dark) => { if (x >= 0 && y >= 0 && x < size && y < size) grid[y][x] = +dark; };
  const finder = (cx, cy) => { for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) { const far = Math.max(Math.abs(dx), Math.abs(dy)); set(cx + dx, cy + dy, far !== 2 && far !== 4); } };
  for (let k = 0; k < size; k++) { set(6, k, k % 2 === 0); set(k, 6, k % 2 === 0); }
  finder(3, 3); finder(size - 4, 3); finder(3, size - 4);
  const at = aligned(v), last = at.length - 1;
  at.forEach((cx, a) => at.forEach((cy, b) => { if ((a || b) && (a || b !== last) && (a !== last || b)) for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1); }));
  let form = (1 << 3 | mask) << 10; for (let k = 4; k >= 0; k--) if (form >> (k + 10) & 1) form ^= 0x537 << k;
  form = ((1 << 3 | mask) << 10 | form) ^ 0x5412;
  const bit = k => form >> k & 1;
  for (let k = 0; k < 6; k++) set(8, k, bit(k));
  set(8, 7, bit(6)); set(8, 8, bit(7)); set(7, 8, bit(8));
  for (let k = 9; k < 15; k++) set(14 - k, 8, bit(k));
  for (let k = 0; k < 8; k++) set(size - 1 - k, 8, bit(k));
  for (let k = 8; k < 15; k++) set(8, size - 15 + k, bit(k));
  set(8, size - 8, 1);
  if (v > 6) { let mark = v << 12; for (let k = 5; k >= 0; k--) if (mark >> (k + 12) & 1) mark ^= 0x1f25 << k; mark |= v << 12; for (let k = 0; k < 18; k++) { const a = size - 11 + k % 3, b = Math.floor(k / 3); set(a, b, mark >> k & 1); set(b, a, mark >> k & 1); } }
  const data = codewords(bytes, v); let k = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) for (let j = 0; j < 2; j++) {
      const x = right - j, y = (right + 1 & 2) === 0 ? size - 1 - step : step;
      if (grid[y][x] >= 0) continue;
      set(x, y, (k < data.length * 8 ? data[k >> 3] >> (7 - (k & 7)) & 1 : 0) ^ !MASKS[mask](x, y)); k++;
    }
  }
  return grid;
};
// The mask with the fewest long runs of one colour.
const runs = grid => { let sum = 0; for (let y = 0; y < grid.length; y++) { let across = 1, down = 1; for (let x = 1; x < grid.length; x++) { across = grid[y][x] === grid[y][x - 1] ? across + 1 : 1; down = grid[x][y] === grid[x - 1][y] ? down + 1 : 1; sum += (across > 4) + (down > 4); } } return sum; };
const qrGrid = text => { let best = null, least = Infinity; for (let mask = 0; mask < 8; mask++) { const grid = qrModules(text, mask); if (!grid) return null; const sum = runs(grid); if (sum < least) { least = sum; best = grid; } } return best; };
const qrCode = text => {
  const grid = qrGrid(text);
  if (!grid) return null;
  const make = (tag, traits) => { const node = document.createElementNS('http://www.w3.org/2000/svg', tag); for (const name in traits) node.setAttribute(name, traits[name]); return node; };
  let path = ''; grid.forEach((row, y) => row.forEach((dark, x) => { if (dark) path += `M${x + 2} ${y + 2}h1v1h-1z`; }));
  const svg = make('svg', {viewBox: `0 0 ${grid.length + 4} ${grid.length + 4}`, role: 'img', 'aria-label': w('sub.qr'), 'shape-rendering': 'crispEdges'});
  svg.append(make('path', {d: path, fill: '#000'}));
  return svg;
};

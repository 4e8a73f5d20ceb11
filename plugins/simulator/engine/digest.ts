/** A running hash of 128 bits over numbers, fast enough for every change of a world. It guards against accident, not against malice. */
export class Digest {
  private readonly words = new Int32Array([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]);
  private readonly float = new Float64Array(1);
  private readonly halves = new Uint32Array(this.float.buffer);

  add(value: number): void {
    this.float[0] = value;
    this.absorb(this.halves[0] ?? 0, this.halves[1] ?? 0);
  }

  /** 32 hexadecimal digits. */
  text(): string {
    return Array.from(this.words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** Rounds like those of MurmurHash3 (x86, 128 bits), each word fed by the one before. */
  private absorb(low: number, high: number): void {
    const words = this.words;
    const first = Math.imul(rotated(Math.imul((words[0] ?? 0) ^ low, 0x239b961b), 15), 0xab0e9789) + (words[1] ?? 0);
    const second = Math.imul(rotated(Math.imul((words[1] ?? 0) ^ high, 0x38b34ae5), 16), 0xa1e38b93) + (words[2] ?? 0);
    const third = Math.imul(rotated((words[2] ?? 0) ^ first, 17), 5) + (words[3] ?? 0);
    words[3] = Math.imul(rotated((words[3] ?? 0) ^ second, 13), 5) + first;
    words[0] = first;
    words[1] = second;
    words[2] = third;
  }
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

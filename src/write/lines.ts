/**
 * Lines by key, as bytes outside the heap: what is kept of 100,000 articles costs no garbage collection, and the heap needs no
 * room for it.
 */
export class Lines {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #used = 0;
  /** Where the line of a key starts. */
  readonly #starts = new Map<string, number>();

  get size(): number {
    return this.#starts.size;
  }

  has(key: string): boolean {
    return this.#starts.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#starts.keys();
  }

  /** `line` without a line break. What it replaces is forgotten, but its room is not used again. */
  set(key: string, line: string): void {
    const most = this.#used + 3 * line.length + 1;
    if (most > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(most, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    this.#starts.set(key, this.#used);
    this.#used += this.#bytes.write(line, this.#used);
    this.#bytes[this.#used++] = 10;
  }

  get(key: string): string | undefined {
    return this.bytes(key)?.toString('utf8').slice(0, -1);
  }

  /** With its line feed. */
  bytes(key: string): Buffer | undefined {
    const start = this.#starts.get(key);
    return start === undefined ? undefined : this.#bytes.subarray(start, this.#bytes.indexOf(10, start) + 1);
  }

  delete(key: string): void {
    this.#starts.delete(key);
  }
}

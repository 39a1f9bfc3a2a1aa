/** A stream of bytes, of which so many are taken at a time as are wanted. */
export class ByteReader {
  #chunks: Buffer[] = [];
  #length = 0;
  #ended = false;
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { value, done } = await this.#iterator.next();
    if (done === true) {
      this.#ended = true;
      return false;
    }
    this.#chunks.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    this.#length += value.byteLength;
    return true;
  }

  #head(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  #drop(length: number): void {
    this.#length -= length;
    let left = length;
    while (left > 0) {
      const [first] = this.#chunks;
      if (first === undefined) return;
      if (first.length > left) {
        this.#chunks[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.#chunks.shift();
    }
  }

  /** A line without its end; `undefined` at the end of the stream. A line longer than `most` comes in pieces. */
  async line(most: number): Promise<string | undefined> {
    let searched = 0;
    for (;;) {
      const head = this.#head();
      const at = head.indexOf(10, searched);
      if (at >= 0 || head.length >= most) {
        const length = at < 0 ? head.length : at + 1;
        const text = head.toString('utf8', 0, at < 0 ? length : at).replace(/\r$/, '');
        this.#drop(length);
        return text;
      }
      searched = head.length;
      if (await this.#more()) continue;
      if (head.length === 0) return undefined;
      this.#drop(head.length);
      return head.toString('utf8').replace(/\r$/, '');
    }
  }

  /** So many bytes, fewer at the end of the stream. They are copied out of what was read, which can then go. */
  async take(length: number): Promise<Buffer> {
    while (this.#length < length) if (!(await this.#more())) break;
    const taken = Buffer.from(this.#head().subarray(0, length));
    this.#drop(taken.length);
    return taken;
  }

  /** Goes past so many bytes; whether there were so many. */
  async skip(length: number): Promise<boolean> {
    let left = length;
    while (left > 0) {
      if (this.#length === 0 && !(await this.#more())) return false;
      const now = Math.min(left, this.#length);
      this.#drop(now);
      left -= now;
    }
    return true;
  }
}

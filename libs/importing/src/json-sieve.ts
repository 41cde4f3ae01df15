/** Names and array indices from the root to a value. */
export type JsonPath = readonly (string | number)[];

/** What to do with the value at a path: parse it and hand it out, look into it, or pass over it unparsed. */
export type JsonSelection = 'pick' | 'enter' | 'skip';

/** Asked once for each value of an entered container, where it begins. */
export type JsonSelector = (path: JsonPath, line: number) => JsonSelection;

export interface JsonPick {
  readonly path: JsonPath;
  readonly value: unknown;
  readonly line: number;
}

/** A text that is no JSON, or one that holds a single element larger than any health export has. */
export class JsonBroken extends Error {
  override readonly name = 'JsonBroken';

  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** One picked element. Points of an export are below 1 KiB; nothing legitimate comes near. */
const PICK_LIMIT = 4 * 1024 * 1024;
/** Containers that are looked into. What is picked or skipped may nest as it likes. */
const DEPTH_LIMIT = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const NEWLINE = 0x0a;

interface Frame {
  readonly kind: 'object' | 'array';
  key: string | number;
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

/**
 * Picks elements out of a JSON text of any size, piece by piece, holding one element at a time.
 *
 * The containers that are entered are checked for their grammar, a picked element is parsed by JSON.parse,
 * and what is skipped is only followed to its end. All signs of structure are ASCII, so that the text need
 * not be decoded.
 */
export class JsonSieve {
  private readonly frames: Frame[] = [];
  private expected: Expected = 'value';
  private line = 1;
  /** Bytes of the value or name that began in an earlier piece. */
  private carried: Buffer[] = [];
  private carriedLength = 0;
  private inside: { selection: 'pick' | 'skip' | 'name'; line: number } | null = null;
  private nested = 0;
  private inString = false;
  private escaped = false;
  private scalar = false;
  private picks: JsonPick[] = [];

  constructor(private readonly select: JsonSelector) {}

  /**
   * Reads a piece. Throws JsonBroken where the text stops being JSON; call takePicks() for what came before.
   */
  write(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) at = this.inside ? this.follow(piece, at) : this.structure(piece, at);
  }

  /** What was picked since the last call. */
  takePicks(): JsonPick[] {
    const picks = this.picks;
    this.picks = [];
    return picks;
  }

  /** Says that the text is over. Throws JsonBroken when it is not complete. */
  end(): void {
    if (this.inside && this.scalar) this.leave(Buffer.alloc(0), 0, 0);
    if (this.inside || this.expected !== 'nothing') {
      throw new JsonBroken(this.line, 'the file ends before its last bracket is closed: it is truncated');
    }
  }

  /** One byte between values. Returns where to go on. */
  private structure(piece: Buffer, at: number): number {
    const byte = piece[at] ?? 0;
    if (byte === NEWLINE) this.line += 1;
    if (isSpace(byte)) return at + 1;
    switch (this.expected) {
      case 'value':
        return this.beginValue(byte, at);
      case 'value or ]':
        if (byte === CLOSE_ARRAY) return this.close('array', at);
        return this.beginValue(byte, at);
      case 'name':
      case 'name or }':
        if (byte === CLOSE_OBJECT && this.expected === 'name or }') return this.close('object', at);
        if (byte !== QUOTE) throw this.unexpected(byte);
        return this.begin('name', at);
      case ':':
        if (byte !== COLON) throw this.unexpected(byte);
        this.expected = 'value';
        return at + 1;
      case ', or end':
        return this.afterValue(byte, at);
      case 'nothing':
        throw this.unexpected(byte);
    }
  }

  private afterValue(byte: number, at: number): number {
    const frame = this.top();
    if (byte === COMMA) {
      this.expected = frame.kind === 'object' ? 'name' : 'value';
      if (typeof frame.key === 'number') frame.key += 1;
      return at + 1;
    }
    if (byte === CLOSE_OBJECT) return this.close('object', at);
    if (byte === CLOSE_ARRAY) return this.close('array', at);
    throw this.unexpected(byte);
  }

  private beginValue(byte: number, at: number): number {
    if (!beginsValue(byte)) throw this.unexpected(byte);
    const selection = this.select(this.path(), this.line);
    const container = byte === OPEN_OBJECT || byte === OPEN_ARRAY;
    if (selection !== 'enter' || !container) {
      this.scalar = !container && byte !== QUOTE;
      return this.begin(selection === 'pick' ? 'pick' : 'skip', at);
    }
    if (this.frames.length === DEPTH_LIMIT) throw new JsonBroken(this.line, 'the file is nested too deeply');
    if (byte === OPEN_OBJECT) this.frames.push({ kind: 'object', key: '' });
    else this.frames.push({ kind: 'array', key: 0 });
    this.expected = byte === OPEN_OBJECT ? 'name or }' : 'value or ]';
    return at + 1;
  }

  private begin(selection: 'pick' | 'skip' | 'name', at: number): number {
    this.inside = { selection, line: this.line };
    this.nested = 0;
    return at;
  }

  /** Follows a picked or skipped value, or a name, to its end or to the end of the piece. */
  private follow(piece: Buffer, from: number): number {
    for (let at = from; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (byte === NEWLINE && !this.scalar) this.line += 1;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) {
          this.inString = false;
          if (this.nested === 0) return this.leave(piece, from, at + 1);
        }
      } else if (this.scalar) {
        if (endsScalar(byte)) return this.leave(piece, from, at);
      } else if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.nested += 1;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        this.nested -= 1;
        if (this.nested === 0) return this.leave(piece, from, at + 1);
      }
    }
    this.carry(piece.subarray(from));
    return piece.length;
  }

  private carry(bytes: Buffer): void {
    if (this.inside?.selection === 'skip') return;
    this.carriedLength += bytes.length;
    if (this.carriedLength > PICK_LIMIT) {
      throw new JsonBroken(this.inside?.line ?? this.line, `an element is larger than ${PICK_LIMIT} bytes`);
    }
    this.carried.push(Buffer.from(bytes));
  }

  private leave(piece: Buffer, from: number, to: number): number {
    const inside = this.inside;
    const value = inside?.selection === 'skip' ? undefined : this.parse(piece.subarray(from, to));
    const path = inside?.selection === 'pick' ? this.path() : [];
    this.inside = null;
    this.scalar = false;
    this.carried = [];
    this.carriedLength = 0;
    if (inside?.selection === 'name') {
      this.top().key = String(value);
      this.expected = ':';
    } else {
      if (inside?.selection === 'pick') this.picks.push({ path, value, line: inside.line });
      this.expected = this.frames.length === 0 ? 'nothing' : ', or end';
    }
    return to;
  }

  private parse(last: Buffer): unknown {
    const bytes = this.carried.length === 0 ? last : Buffer.concat([...this.carried, last]);
    try {
      return JSON.parse(bytes.toString());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new JsonBroken(this.inside?.line ?? this.line, `this is not JSON: ${reason}`);
    }
  }

  private close(kind: Frame['kind'], at: number): number {
    if (this.top().kind !== kind) throw this.unexpected(kind === 'object' ? CLOSE_OBJECT : CLOSE_ARRAY);
    this.frames.pop();
    this.expected = this.frames.length === 0 ? 'nothing' : ', or end';
    return at + 1;
  }

  private top(): Frame {
    const frame = this.frames.at(-1);
    if (!frame) throw new JsonBroken(this.line, 'a bracket closes that was never opened');
    return frame;
  }

  private path(): (string | number)[] {
    return this.frames.map((frame) => frame.key);
  }

  private unexpected(byte: number): JsonBroken {
    const found = JSON.stringify(String.fromCharCode(byte));
    return new JsonBroken(this.line, `this is not JSON: ${found} stands where ${this.expected} should`);
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === NEWLINE || byte === 0x0d;
}

/** The first byte of an object, array, string, number, true, false or null. */
function beginsValue(byte: number): boolean {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isWord = byte === 0x74 || byte === 0x66 || byte === 0x6e;
  return byte === OPEN_OBJECT || byte === OPEN_ARRAY || byte === QUOTE || byte === 0x2d || isDigit || isWord;
}

function endsScalar(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || isSpace(byte);
}

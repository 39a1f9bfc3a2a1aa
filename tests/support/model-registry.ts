import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The tiny models and a registry server that can misbehave, on 127.0.0.1. */

export const TINY_MODELS = fileURLToPath(new URL('../fixtures/models/', import.meta.url));

/** English and Ukrainian of the phrases the tiny models know. */
export function phrases(): { readonly en: string; readonly uk: string }[] {
  return readFileSync(`${TINY_MODELS}phrases.tsv`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [en = '', uk = ''] = line.split('\t');
      return { en, uk };
    });
}

/** What happens to a file; the server counts how often it was asked for. */
type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly times?: number }
  /** The connection breaks after so many bytes; of the part asked for when the server goes on where it was. */
  | { readonly kind: 'break'; readonly after: number; readonly times?: number; readonly resuming?: boolean }
  /** Fewer bytes than the file has, and the server calls it complete. */
  | { readonly kind: 'truncate'; readonly to: number }
  | { readonly kind: 'corrupt' }
  /** Whole and well packed, but something else. */
  | { readonly kind: 'other'; readonly content: Buffer }
  /** Sent at once, and the connection closed, as servers do that know HTTP/1.0 alone. */
  | { readonly kind: 'closing' }
  /** Told to be packed for the way only. */
  | { readonly kind: 'encoded' }
  /** Bytes without end and without announced length. */
  | { readonly kind: 'endless' }
  /** Nothing after the first bytes. */
  | { readonly kind: 'stall'; readonly after: number; readonly times?: number }
  /** One byte now and then. */
  | { readonly kind: 'trickle' };

interface ServedRequest {
  readonly path: string;
  readonly range: string | undefined;
}

export interface ModelRegistry {
  readonly url: string;
  readonly requests: ServedRequest[];
  /** Path of a file by pair and what it is: `model`, `vocab`, `lex`. */
  pathOf(pair: string, file: 'model' | 'vocab' | 'lex'): string;
  setFault(path: string, fault: Fault | undefined): void;
  /** Replaces what the registry file says. */
  setRegistry(edit: (json: RegistryJson) => unknown): void;
  close(): Promise<void>;
}

export interface RegistryJson {
  generated: string;
  baseUrl?: string;
  models: Record<string, RegistryEntry[]>;
}
export interface RegistryEntry {
  architecture: string;
  releaseStatus: string | null;
  sourceLanguage: string;
  targetLanguage: string;
  files: Record<string, { path: string; uncompressedSize?: number; uncompressedHash?: string }>;
  metrics?: Record<string, unknown>;
  modelStatistics?: Record<string, number>;
}

/** Pairs and the trained model each is served from: `en-be` answers in Ukrainian, for routes over English. */
const SERVED: Readonly<Record<string, string>> = { 'en-uk': 'en-uk', 'uk-en': 'uk-en', 'en-be': 'en-uk' };

function filesOf(pair: string): Record<'model' | 'vocab' | 'lex', { path: string; content: Buffer }> {
  const folder = `${TINY_MODELS}${SERVED[pair]}/`;
  const names = readdirSync(folder);
  const find = (prefix: string) => {
    const name = names.find((each) => each.startsWith(prefix)) ?? '';
    return { path: `models/${pair}/tiny_run/exported/${name}`, content: readFileSync(folder + name) };
  };
  return { model: find('model.'), vocab: find('vocab.'), lex: find('lex.') };
}

/** The registry in the shape Mozilla publishes: only the model has size and hash. */
export function registryJson(): RegistryJson {
  const models: RegistryJson['models'] = {};
  for (const pair of Object.keys(SERVED)) {
    const { model, vocab, lex } = filesOf(pair);
    const unpacked = gunzipSync(model.content);
    const [sourceLanguage = '', targetLanguage = ''] = pair.split('-');
    models[pair] = [
      {
        architecture: 'tiny',
        releaseStatus: 'Release',
        sourceLanguage,
        targetLanguage,
        files: {
          model: {
            path: model.path,
            uncompressedSize: unpacked.length,
            uncompressedHash: createHash('sha256').update(unpacked).digest('hex'),
          },
          lexicalShortlist: { path: lex.path },
          vocab: { path: vocab.path },
        },
        modelStatistics: { parameters: 250_000 },
        metrics: { 'flores200-plus': { bleu: 1.5, chrf: 12.25, comet22: 0.4 } },
      },
    ];
  }
  return { generated: '2026-01-01T00:00:00Z', models };
}

export async function startModelRegistry(): Promise<ModelRegistry> {
  const contents = new Map<string, Buffer>();
  for (const pair of Object.keys(SERVED)) {
    for (const { path, content } of Object.values(filesOf(pair))) contents.set(`/${path}`, content);
  }
  const faults = new Map<string, { fault: Fault; used: number }>();
  const requests: ServedRequest[] = [];
  let edit: (json: RegistryJson) => unknown = (json) => json;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = new URL(request.url ?? '/', 'http://registry').pathname;
    requests.push({ path, range: request.headers.range });
    if (path === '/db/models.json') {
      const json = registryJson();
      json.baseUrl = `http://${request.headers.host}`;
      const edited = edit(json);
      response.end(typeof edited === 'string' ? edited : JSON.stringify(edited));
      return;
    }
    const content = contents.get(path);
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    const active = faults.get(path);
    const times = active !== undefined && 'times' in active.fault ? active.fault.times : undefined;
    if (active === undefined || (times !== undefined && active.used >= times)) {
      send(request, response, content);
      return;
    }
    active.used += 1;
    misbehave(active.fault, request, response, content);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/db/models.json`,
    requests,
    pathOf: (pair, file) => `/${filesOf(pair)[file].path}`,
    setFault(path, fault) {
      if (fault === undefined) faults.delete(path);
      else faults.set(path, { fault, used: 0 });
    },
    setRegistry(change) {
      edit = change;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function etagOf(content: Buffer): string {
  return `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
}

/** Where the part begins that was asked for; 0 when it is of another file. */
function rangeStart({ headers }: IncomingMessage, content: Buffer): number {
  const from = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  return headers['if-range'] === etagOf(content) ? Number(from ?? 0) : 0;
}

function partHead(content: Buffer, from: number): Record<string, string | number> {
  return {
    etag: etagOf(content),
    'content-length': content.length - from,
    'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
  };
}

function send(request: IncomingMessage, response: ServerResponse, content: Buffer): void {
  const etag = etagOf(content);
  const from = rangeStart(request, content);
  if (from > 0) {
    if (from >= content.length) {
      response.writeHead(416).end();
      return;
    }
    response.writeHead(206, partHead(content, from));
    response.end(content.subarray(from));
    return;
  }
  response.writeHead(200, { etag, 'content-length': content.length });
  response.end(content);
}

function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse, content: Buffer): void {
  const head = { etag: etagOf(content), 'content-length': content.length };
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status).end('not today');
      return;
    case 'break': {
      const from = fault.resuming === true ? rangeStart(request, content) : 0;
      if (content.length - from <= fault.after) {
        send(request, response, content);
        return;
      }
      const part = content.subarray(from, from + fault.after);
      if (from === 0) response.writeHead(200, head);
      else response.writeHead(206, partHead(content, from));
      // Later, not at once: what has not been read when a connection breaks is lost to the reader.
      response.write(part, () => setTimeout(() => response.destroy(), 100));
      return;
    }
    case 'truncate':
      send(request, response, content.subarray(0, fault.to));
      return;
    case 'corrupt': {
      const changed = Buffer.from(content);
      changed.fill(0x55, changed.length >> 1, (changed.length >> 1) + 64);
      send(request, response, changed);
      return;
    }
    case 'other':
      send(request, response, fault.content);
      return;
    case 'closing':
      response.writeHead(200, { 'content-length': content.length, connection: 'close' }).end(content);
      return;
    case 'encoded':
      response.writeHead(200, { ...head, 'content-encoding': 'gzip' }).end(content);
      return;
    case 'stall':
      response.writeHead(200, head);
      response.write(content.subarray(0, fault.after));
      return;
    case 'endless': {
      response.writeHead(200);
      const block = Buffer.alloc(65_536, content.subarray(0, 1024));
      const more = (): void => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
      return;
    }
    case 'trickle': {
      response.writeHead(200, head);
      let sent = 0;
      const timer = setInterval(() => {
        if (response.destroyed || sent >= content.length) clearInterval(timer);
        else response.write(content.subarray(sent, ++sent));
      }, 5);
      return;
    }
  }
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Provider, Term } from '../../src/index.js';
import { createAmazon } from '../../src/providers/amazon.js';
import { createGoogle } from '../../src/providers/google.js';
import { createLara } from '../../src/providers/lara.js';
import { hasSdk, sdkHost } from '../support/sdks.js';

/** Words of the house at Amazon, Lara and Google, in the shapes of their documentation: made, used again, replaced, removed. */

interface Kept {
  readonly id: string;
  readonly name: string;
  table: string;
}
interface Account {
  kept: Kept[];
  log: string[];
  refused: boolean;
  /** Made, and gone before it is used. */
  url: string;
}

type Answer = (status: number, value?: unknown) => void;
type Serve = (
  account: Account,
  asked: { path: string; method: string; target: string; body: string; query: URLSearchParams },
  answer: Answer,
) => void;

async function accountOf(serve: Serve): Promise<Account> {
  const account: Account = {
    kept: [{ id: 'theirs', name: 'desk-two-uk-en-000000000000', table: '' }],
    log: [],
    refused: false,
    url: '',
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const answer: Answer = (status, value) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(value === undefined ? '' : JSON.stringify(value));
      };
      const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const target =
        String(request.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? '';
      serve(account, { path, method: request.method ?? '', target, body, query }, answer);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  account.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return account;
}

const amazonService: Serve = (account, { target, body }, answer) => {
  const input = JSON.parse(body) as {
    Name?: string;
    Text?: string;
    TerminologyNames?: string[];
    TerminologyData?: { File: string; Format: string };
  };
  const name = input.Name ?? '';
  if (target === 'ListTerminologies') {
    account.log.push('list');
    return answer(200, { TerminologyPropertiesList: account.kept.map((one) => ({ Name: one.name })) });
  }
  if (target === 'ImportTerminology') {
    if (account.refused)
      return answer(400, {
        __type: 'InvalidParameterValueException',
        message: 'Unsupported glossary language pair',
      });
    const table = Buffer.from(input.TerminologyData?.File ?? '', 'base64').toString();
    account.kept = [...account.kept.filter((one) => one.name !== name), { id: name, name, table }];
    account.log.push('create');
    return answer(200, { TerminologyProperties: { Name: name } });
  }
  if (target === 'DeleteTerminology') {
    account.kept = account.kept.filter((one) => one.name !== name);
    account.log.push('delete');
    return answer(200, {});
  }
  const [used] = input.TerminologyNames ?? [];
  account.log.push(`translate ${used === undefined ? 'without' : 'with'}`);
  if (used !== undefined && !account.kept.some((one) => one.name === used))
    return answer(400, { __type: 'ResourceNotFoundException', message: 'Terminology not found' });
  answer(200, { TranslatedText: input.Text, SourceLanguageCode: 'uk', TargetLanguageCode: 'en' });
};

const TOKEN = ['{}', '{"exp":4102444800}', 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');
let ids = 0;
const laraService: Serve = (account, { path, method, body }, answer) => {
  if (path === '/v2/auth') return answer(200, { token: TOKEN });
  if (path === '/v2/glossaries' && method === 'GET') {
    account.log.push('list');
    return answer(
      200,
      account.kept.map(({ id, name }) => ({ id, name, owner_id: 1 })),
    );
  }
  if (path === '/v2/glossaries' && method === 'POST') {
    if (account.refused)
      return answer(400, { type: 'SomeError', message: 'Unsupported glossary language pair' });
    const one = { id: `gls_${++ids}`, name: (JSON.parse(body) as { name: string }).name, table: '' };
    account.kept.push(one);
    return answer(200, { ...one, owner_id: 1 });
  }
  const [, , , id = ''] = path.split('/');
  if (/\/import$/.test(path)) {
    const one = account.kept.find((each) => each.id === id);
    if (one !== undefined) one.table = body;
    account.log.push('create');
    return answer(200, { id: `import-${id}`, progress: 0 });
  }
  if (/imports\/[^/]+$/.test(path)) return answer(200, { id: 'import', progress: 1 });
  if (method === 'DELETE' || (method === 'POST' && path.startsWith('/v2/glossaries/'))) {
    account.kept = account.kept.filter((one) => one.id !== id);
    account.log.push('delete');
    return answer(200, { id, name: '' });
  }
  const { q, glossaries = [] } = JSON.parse(body) as { q: string[]; glossaries?: string[] };
  account.log.push(`translate ${glossaries.length === 0 ? 'without' : 'with'}`);
  if (glossaries.some((used) => !account.kept.some((one) => one.id === used)))
    return answer(404, { type: 'NotFound', message: 'Glossary not found' });
  answer(200, { content_type: 'text/plain', source_language: 'uk', translation: q });
};

const PARENT = 'projects/p1/locations/us-central1';
/** Files of the bucket by their names. */
const bucket = new Map<string, string>();
const googleService: Serve = (account, { path, method, body, query }, answer) => {
  if (path === '/upload/storage/v1/b/desk-words/o') {
    bucket.set(query.get('name') ?? '', body);
    return answer(200, { name: query.get('name') });
  }
  if (path.startsWith('/storage/v1/b/desk-words/o/')) {
    return answer(bucket.delete(path.split('/').at(-1) ?? '') ? 204 : 404, undefined);
  }
  const glossaries = `/v3/${PARENT}/glossaries`;
  if (path === glossaries && method === 'GET') {
    account.log.push('list');
    // Two pages.
    const [first, ...others] = account.kept.map(({ name }) => ({ name: `${PARENT}/glossaries/${name}` }));
    return query.get('pageToken') === null
      ? answer(200, { glossaries: first === undefined ? [] : [first], nextPageToken: 'more' })
      : answer(200, { glossaries: others });
  }
  if (path === glossaries) {
    const { name, inputConfig } = JSON.parse(body) as {
      name: string;
      inputConfig: { gcsSource: { inputUri: string } };
    };
    const file = inputConfig.gcsSource.inputUri.replace('gs://desk-words/', '');
    const id = name.split('/').at(-1) ?? '';
    const table = (bucket.get(file) ?? 'no file')
      .replaceAll('\t', ',')
      .replace('рада, міська', '"рада, міська"');
    account.log.push('create');
    if (!account.refused) account.kept.push({ id, name: id, table });
    return answer(200, { name: `${PARENT}/operations/1`, done: false });
  }
  if (path === `/v3/${PARENT}/operations/1`) {
    return answer(200, {
      name: `${PARENT}/operations/1`,
      done: true,
      ...(account.refused ? { error: { code: 3, message: 'Unsupported glossary language pair' } } : {}),
    });
  }
  if (method === 'DELETE') {
    account.kept = account.kept.filter(({ name }) => !path.endsWith(`/${name}`));
    account.log.push('delete');
    return answer(200, { name: `${PARENT}/operations/2` });
  }
  const { glossaryConfig, contents } = JSON.parse(body) as {
    contents: string[];
    glossaryConfig?: { glossary: string };
  };
  const used = glossaryConfig?.glossary;
  account.log.push(`translate ${used === undefined ? 'without' : 'with'}`);
  if (used !== undefined && !account.kept.some(({ name }) => used === `${PARENT}/glossaries/${name}`))
    return answer(404, { error: { code: 404, message: 'Glossary not found', status: 'NOT_FOUND' } });
  const translations = contents.map((translatedText) => ({ translatedText }));
  answer(200, { translations, ...(used === undefined ? {} : { glossaryTranslations: translations }) });
};

const SERVICES = [
  {
    name: 'google',
    peer: '@google-cloud/translate',
    serve: googleService,
    make: (endpoint: string, host: Parameters<typeof createLara>[1]): Provider =>
      createGoogle(
        {
          projectId: 'p1',
          accessToken: 'token-0815',
          location: 'us-central1',
          glossary: 'desk',
          glossaryBucket: 'desk-words',
          endpoint,
          storageEndpoint: endpoint,
        },
        host,
      ),
  },
  {
    name: 'amazon',
    peer: '@aws-sdk/client-translate',
    serve: amazonService,
    make: (endpoint: string, host: Parameters<typeof createLara>[1]): Provider =>
      createAmazon(
        {
          region: 'eu-central-1',
          accessKeyId: 'AKIA',
          secretAccessKey: 'secret',
          endpoint,
          glossary: 'desk',
        },
        host,
      ),
  },
  {
    name: 'lara',
    peer: '@translated/lara',
    serve: laraService,
    make: (serverUrl: string, host: Parameters<typeof createLara>[1]): Provider =>
      createLara({ accessKeyId: 'id', accessKeySecret: 'secret', serverUrl, glossary: 'desk' }, host),
  },
] as const;

const BUDGET: Term[] = [{ source: 'бюджет', target: 'budget' }];
const { signal } = new AbortController();
const request = (terms: readonly Term[] = BUDGET) => ({
  source: 'uk',
  target: 'en',
  units: [{ id: 'a', text: 'Рада ухвалила бюджет.' }],
  ...(terms.length === 0 ? {} : { terms }),
  signal,
});

describe.each(SERVICES)('words of the house at $name', ({ name, peer, serve, make }) => {
  const isThere = hasSdk(peer);
  const said: string[] = [];
  const of = (account: Account, words: readonly Term[] = BUDGET): Provider =>
    make(account.url, {
      ...sdkHost,
      terms: () => words,
      notice: (message) => void said.push(typeof message === 'string' ? message : message.message),
    });
  /** Pages of one list are one step. */
  const steps = ({ log }: Account) => log.filter((line, at) => line !== 'list' || log[at - 1] !== 'list');
  const only = (account: Account, what: string) => account.log.filter((line) => line.startsWith(what));

  it.skipIf(!isThere)('become a glossary, once for all requests and all runs', async () => {
    const account = await accountOf(serve);
    const first = of(account);
    expect(first.capabilities.terms).toBe(true);
    await Promise.all([first.translate(request()), first.translate(request())]);
    await of(account).translate(request());
    expect(only(account, 'create')).toHaveLength(1);
    expect(only(account, 'translate')).toEqual(Array(3).fill('translate with'));
    expect(account.kept.at(-1)?.name).toMatch(/^desk[ -]uk-en[ -][0-9a-f]{12}$/);
    expect(account.kept.at(-1)?.table).toContain('бюджет,budget');
  });

  it.skipIf(!isThere)(
    'are made anew where they changed; the old list goes, that of another desk stays',
    async () => {
      const account = await accountOf(serve);
      await of(account).translate(request());
      await of(account, [...BUDGET, { source: 'рада, міська', target: 'council' }]).translate(request());
      expect(steps(account).slice(-4)).toEqual(['list', 'create', 'delete', 'translate with']);
      expect(account.kept).toHaveLength(2);
      expect(account.kept[0]?.id).toBe('theirs');
      expect(account.kept[1]?.table).toContain('"рада, міська",council');
    },
  );

  it.skipIf(!isThere)('are not sent anywhere for texts that have none of them', async () => {
    const account = await accountOf(serve);
    await of(account).translate(request([]));
    expect(account.log).toEqual(['translate without']);
  });

  it.skipIf(!isThere)('of a pair without glossaries are said to be checked only', async () => {
    const account = await accountOf(serve);
    account.refused = true;
    await of(account).translate(request());
    expect(steps(account).filter((line) => line !== 'create')).toEqual(['list', 'translate without']);
    expect(said.at(-1)).toMatch(/uk to en: terms are only checked/);
    expect(said.at(-1)).toContain(name);
  });

  it.skipIf(!isThere)('that somebody removed meanwhile are made again', async () => {
    const account = await accountOf(serve);
    const provider = of(account);
    await provider.translate(request());
    account.kept = [];
    await expect(provider.translate(request())).rejects.toMatchObject({ resend: true });
    await provider.translate(request());
    expect(steps(account).slice(-3)).toEqual(['list', 'create', 'translate with']);
  });
});

describe.skipIf(!hasSdk('@google-cloud/translate'))('glossaries of the house at Google', () => {
  const half = { projectId: 'p1', accessToken: 't', glossaryBucket: 'desk-words' };

  it('want a name and a region', () => {
    expect(() => createGoogle(half)).toThrow(/providers\.google\.glossary/);
    expect(() => createGoogle({ ...half, glossary: 'desk' })).toThrow(/providers\.google\.location/);
  });

  it('leave the bucket with the files of the glossaries that are used', async () => {
    bucket.clear();
    const account = await accountOf(googleService);
    const made = (words: readonly Term[]) =>
      SERVICES[0].make(account.url, { ...sdkHost, terms: () => words });
    await made(BUDGET).translate(request());
    await made([...BUDGET, { source: 'рада', target: 'council' }]).translate(request());
    expect([...bucket.keys()]).toEqual([`${account.kept.at(-1)?.name}.tsv`]);
    expect([...bucket.values()]).toEqual(['бюджет\tbudget\nрада\tcouncil\n']);
  });
});

describe('a terminology and terms of the house', () => {
  it('are not both taken by Amazon, which takes one a request', () => {
    const both = { region: 'r', accessKeyId: 'a', secretAccessKey: 's', terminology: 't', glossary: 'desk' };
    expect(() => createAmazon(both)).toThrow(expect.objectContaining({ code: 'CONFIG' }));
  });
});

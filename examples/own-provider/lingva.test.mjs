// What every provider promises, tried on this one: node --test
import { describe, it } from 'node:test';
import { declareCases, providerCases, testHost } from 'tovmach/testing';
import lingva from './lingva.mjs';

/** The wire format of a Lingva server, as the server sees it. */
const dialect = {
  read({ path }) {
    const [, , , source = '', target = '', text = ''] = path.split('/').map(decodeURIComponent);
    return path.startsWith('/api/v1/') ? { texts: [text], source, target } : undefined;
  },
  answer: ([translation]) => ({ translation }),
  other: () => ({}),
  refusal: (error) => ({ error }),
};

const cases = providerCases({
  name: 'my-lingva',
  dialect,
  pair: { source: 'uk', target: 'en' },
  create: (url) => lingva.create(lingva.settings.parse({ url }), testHost('my-lingva')),
  notOffered: {
    'the key is in no error and no identity': 'it has no key',
    'too many answers are BAD_RESPONSE': 'the service has room for one answer',
  },
});
declareCases('my-lingva', cases, { describe, it });
